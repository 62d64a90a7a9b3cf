package com.mailgrant.token;

import com.mailgrant.account.AccountServers;
import com.mailgrant.account.MailAccount;
import com.mailgrant.appregistration.AppRegistration;
import com.mailgrant.appregistration.AppRegistrations;
import com.mailgrant.appregistration.ClientProof;
import com.mailgrant.mail.Protocol;
import com.mailgrant.mail.ServerAddress;
import com.mailgrant.platform.MailgrantProperties;
import com.mailgrant.provider.AccountType;
import com.mailgrant.provider.Application;
import com.mailgrant.provider.Application.Proof;
import com.mailgrant.provider.Cloud;
import com.mailgrant.provider.Evidence;
import com.mailgrant.provider.Evidence.Certainty;
import com.mailgrant.provider.History;
import com.mailgrant.provider.TokenClaims;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.text.ParseException;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.Date;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Gathers what is known around a failure of an account. */
@Component
public class AccountEvidence {
  private final AccountServers servers;
  private final AppRegistrations registrations;
  private final GrantTable grants;
  private final MailgrantProperties properties;
  private final Clock clock;

  AccountEvidence(
      AccountServers servers,
      AppRegistrations registrations,
      GrantTable grants,
      MailgrantProperties properties,
      Clock clock) {
    this.servers = servers;
    this.registrations = registrations;
    this.grants = grants;
    this.properties = properties;
    this.clock = clock;
  }

  /** Before any token is at hand. */
  public Evidence of(MailAccount account) {
    var cloud = servers.cloud(account);
    var registration =
        cloud.flatMap(known -> registrations.forCloud(account.organization(), known.name()));
    return new Evidence(
        account.type(),
        cloud.orElse(null),
        application(registration),
        servers(account),
        account.useOAuth(),
        account.username(),
        account.mailbox(),
        account.senderEmail().value(),
        null,
        Certainty.UNKNOWN,
        history(account));
  }

  /** Of an application that shows this, while no account is concerned. */
  Evidence of(AppRegistration registration, Cloud cloud, AccountType type, ClientProof proof) {
    var shown =
        new Application(
            registration.tenant(), registration.clientId(), properties.redirectUri(), proof(proof));
    return new Evidence(
        type,
        cloud,
        shown,
        Map.of(),
        true,
        "",
        "",
        "",
        null,
        Certainty.UNKNOWN,
        new History(null, null, Certainty.UNKNOWN, clock.instant()));
  }

  private Application application(Optional<AppRegistration> registration) {
    return new Application(
        registration.map(AppRegistration::tenant).orElse(null),
        registration.map(AppRegistration::clientId).orElse(null),
        properties.redirectUri(),
        registration.map(registrations::proof).map(AccountEvidence::proof).orElse(Proof.NONE));
  }

  private static Proof proof(ClientProof proof) {
    return switch (proof) {
      case ClientProof.SharedSecret secret ->
          secret.looksLikeId() ? Proof.SECRET_LIKE_AN_ID : Proof.SECRET;
      case ClientProof.SigningKey _ -> Proof.CERTIFICATE;
    };
  }

  private Map<Protocol, ServerAddress> servers(MailAccount account) {
    var known = new EnumMap<Protocol, ServerAddress>(Protocol.class);
    servers.imap(account).ifPresent(server -> known.put(Protocol.IMAP, server));
    servers.pop3(account).ifPresent(server -> known.put(Protocol.POP3, server));
    servers.smtp(account).ifPresent(server -> known.put(Protocol.SMTP, server));
    return known;
  }

  private History history(MailAccount account) {
    var grant = grants.find(account.id());
    return new History(
        grant.map(Grant::signedInAt).orElse(null),
        grant.map(Grant::refreshedAt).orElse(null),
        account.lastProvedAt() == null ? Certainty.NO : Certainty.YES,
        clock.instant());
  }

  /** What an access token says about itself; empty where it cannot be read. */
  public static Optional<TokenClaims> claims(AccessToken token) {
    try {
      return Optional.of(claims(SignedJWT.parse(token.value().reveal()).getJWTClaimsSet()));
    } catch (ParseException e) {
      return Optional.empty();
    }
  }

  private static TokenClaims claims(JWTClaimsSet claims) {
    var audience = claims.getAudience();
    var scopes = words(claims.getClaim("scp"));
    return new TokenClaims(
        audience.isEmpty() ? null : audience.getFirst(),
        scopes.isEmpty() ? words(claims.getClaim("scope")) : scopes,
        words(claims.getClaim("roles")),
        firstText(claims, "upn", "unique_name", "preferred_username"),
        firstText(claims, "tid"),
        instant(claims.getIssueTime()),
        instant(claims.getExpirationTime()));
  }

  private static @Nullable Instant instant(@Nullable Date date) {
    return date == null ? null : date.toInstant();
  }

  private static Set<String> words(@Nullable Object claim) {
    var words = new LinkedHashSet<String>();
    if (claim instanceof String text) {
      words.addAll(Arrays.asList(text.split(" ", -1)));
    } else if (claim instanceof Iterable<?> list) {
      list.forEach(word -> words.add(String.valueOf(word)));
    }
    words.remove("");
    return words;
  }

  private static @Nullable String firstText(JWTClaimsSet claims, String... names) {
    for (var name : names) {
      if (claims.getClaim(name) instanceof String text && !text.isBlank()) {
        return text;
      }
    }
    return null;
  }
}
