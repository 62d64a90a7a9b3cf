package com.mailgrant.login;

import com.mailgrant.account.AccountId;
import com.mailgrant.account.AccountServers;
import com.mailgrant.account.AccountStep;
import com.mailgrant.account.Accounts;
import com.mailgrant.account.Conversions;
import com.mailgrant.account.MailAccount;
import com.mailgrant.appregistration.AppRegistration;
import com.mailgrant.appregistration.AppRegistrations;
import com.mailgrant.diagnosis.Diagnoses;
import com.mailgrant.diagnosis.Finding;
import com.mailgrant.login.IdTokens.Verified;
import com.mailgrant.organization.OrganizationId;
import com.mailgrant.platform.MailgrantProperties;
import com.mailgrant.platform.Refused;
import com.mailgrant.platform.Secret;
import com.mailgrant.provider.Cloud;
import com.mailgrant.provider.Failure;
import com.mailgrant.provider.MailProviders;
import com.mailgrant.provider.Permission;
import com.mailgrant.token.AccessToken;
import com.mailgrant.token.AccountEvidence;
import com.mailgrant.token.Grant;
import com.mailgrant.token.Identity;
import com.mailgrant.token.TokenAnswer;
import com.mailgrant.token.TokenEndpoint;
import com.mailgrant.token.Tokens;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;

/** The Login button: how a mail account gets its grant. The tour is in the package comment. */
@Service
public class Login {
  /**
   * Long enough to find a password and a second factor; the code itself lives ten minutes (facts
   * 3.1).
   */
  static final Duration LIFE = Duration.ofMinutes(30);

  private static final Set<String> PROVED_BY_TOKENS =
      Set.of("openid", "profile", "email", "offline_access");

  private static final SecureRandom RANDOM = new SecureRandom();

  private final LoginTable table;
  private final Accounts accounts;
  private final Conversions conversions;
  private final AccountServers servers;
  private final AppRegistrations registrations;
  private final MailProviders providers;
  private final TokenEndpoint tokenEndpoint;
  private final IdTokens idTokens;
  private final Tokens tokens;
  private final AccountEvidence evidence;
  private final Diagnoses diagnoses;
  private final ApplicationEventPublisher events;
  private final MailgrantProperties properties;
  private final Clock clock;

  Login(
      LoginTable table,
      Accounts accounts,
      Conversions conversions,
      AccountServers servers,
      AppRegistrations registrations,
      MailProviders providers,
      TokenEndpoint tokenEndpoint,
      IdTokens idTokens,
      Tokens tokens,
      AccountEvidence evidence,
      Diagnoses diagnoses,
      ApplicationEventPublisher events,
      MailgrantProperties properties,
      Clock clock) {
    this.table = table;
    this.accounts = accounts;
    this.conversions = conversions;
    this.servers = servers;
    this.registrations = registrations;
    this.providers = providers;
    this.tokenEndpoint = tokenEndpoint;
    this.idTokens = idTokens;
    this.tokens = tokens;
    this.evidence = evidence;
    this.diagnoses = diagnoses;
    this.events = events;
    this.properties = properties;
    this.clock = clock;
  }

  /**
   * Where the person's browser has to go.
   *
   * @param account whose username signs in
   */
  public record Started(URI authorizationUrl, Instant expiresAt, MailAccount account) {}

  /**
   * Makes state, nonce and verifier (RFC 9700 2.1, RFC 7636) and says where the browser has to go.
   * For a password account whose conversion was begun, the sign-in is for what it is to become.
   */
  public Started start(MailAccount account) {
    return start(account, false);
  }

  /** The same for somebody who was invited and has no sign-in here. */
  public Started startForGuest(MailAccount account) {
    return start(account, true);
  }

  private Started start(MailAccount given, boolean guest) {
    var account = conversions.signingIn(given.id()).orElse(given);
    var cloud = cloud(account);
    var registration =
        registrations
            .forCloud(account.organization(), cloud.name())
            .orElseThrow(() ->
                new Refused(
                    Refused.Reason.CONFLICT, "wrong.login.no-registration", cloud.displayName()));
    var state = random();
    var attempt =
        new LoginAttempt(
            UUID.randomUUID(),
            account.id(),
            registration.id(),
            random(),
            random(),
            clock.instant().plus(LIFE),
            !given.useOAuth(),
            guest);
    table.forgetOld(clock.instant());
    table.keep(attempt, state, clock.instant());
    accounts.step(account.id(), AccountStep.LOGIN_STARTED);
    return new Started(
        AuthorizationUrl.of(
            providers.of(account.type()),
            cloud,
            registration,
            attempt,
            state,
            properties.redirectUri(),
            account.username()),
        attempt.expiresAt(),
        account);
  }

  /**
   * The browser came back. Whatever it brings, this ends with a result and never with an exception
   * page.
   */
  LoginResult finish(BrowserReturn back) {
    var result = result(back);
    AccountId.parse(String.valueOf(result.accountId()))
        .ifPresent(account ->
            events.publishEvent(
                switch (result) {
                  case LoginResult.SignedIn signedIn ->
                      new LoginEnded(account, signedIn.username(), null);
                  case LoginResult.NotSignedIn not -> new LoginEnded(account, null, not.errorId());
                }));
    return result;
  }

  /** Whether the browser that comes back belongs to somebody who was invited. */
  boolean isForGuest(BrowserReturn back) {
    var state = back.state();
    return state != null && table.isGuests(state);
  }

  private LoginResult result(BrowserReturn back) {
    var state = back.state();
    if (state == null) {
      return strayReturn();
    }
    var attempt = table.use(state, clock.instant()).orElse(null);
    if (attempt == null) {
      return usedOrUnknown(state);
    }
    var stored = accounts.find(attempt.account()).orElse(null);
    if (stored == null) {
      return strayReturn();
    }
    boolean beside = attempt.forConversion() && !stored.useOAuth();
    var account = beside ? conversions.signingIn(stored.id()).orElse(stored) : stored;
    var cloud = servers.cloud(account).filter(_ -> account.useOAuth()).orElse(null);
    var registration =
        registrations.find(account.organization(), attempt.registration()).orElse(null);
    if (cloud == null || registration == null || !registration.cloud().equals(cloud.name())) {
      // Account or app registration were changed while the person was away: what came back was
      // made for others, and no other authority may see it.
      return reported(account, Finding.of("D27", evidence.of(account).values(), null));
    }
    var error = back.error();
    if (error != null) {
      return failed(account, new Failure.SignInRefused(error));
    }
    var code = back.code();
    if (code == null) {
      return failed(
          account, new Failure.Lacking(Failure.What.IDENTITY, "the browser brought no code"));
    }
    return redeem(account, cloud, registration, attempt, code);
  }

  private LoginResult redeem(
      MailAccount account,
      Cloud cloud,
      AppRegistration registration,
      LoginAttempt attempt,
      Secret code) {
    var provider = providers.of(account.type());
    var where = provider.endpoints(cloud, registration.tenant());
    var scopes = provider.permissions(cloud).stream().map(Permission::scope).toList();
    var answer =
        tokenEndpoint.redeem(
            registration,
            where.token(),
            code,
            attempt.codeVerifier(),
            properties.redirectUri(),
            scopes);
    return switch (answer) {
      case TokenAnswer.Refused(var error) -> failed(account, new Failure.CodeRefused(error));
      case TokenAnswer.Unavailable(var why) -> failed(account, why);
      case TokenAnswer.Granted granted -> {
        var idToken = granted.idToken();
        if (idToken == null) {
          yield failed(
              account, new Failure.Lacking(Failure.What.IDENTITY, "no identity token came"));
        }
        yield switch (idTokens.verify(idToken, where, registration.clientId(), attempt.nonce())) {
          case Verified.No(var why) -> failed(account, why);
          case Verified.Yes(var identity) -> keep(account, registration, scopes, granted, identity);
        };
      }
    };
  }

  /** The identity is compared before anything is stored (facts/diagnosis D11). */
  private LoginResult keep(
      MailAccount account,
      AppRegistration registration,
      List<String> scopes,
      TokenAnswer.Granted granted,
      Identity identity) {
    if (!identity.isCalled(account.username())) {
      return failed(account, new Failure.WrongPerson(identity.username(), account.username()));
    }
    var refreshToken = granted.refreshToken();
    if (refreshToken == null) {
      return failed(
          account, new Failure.Lacking(Failure.What.REFRESH_TOKEN, "no refresh token came"));
    }
    var now = clock.instant();
    var requested = new LinkedHashSet<>(scopes);
    var given = new LinkedHashSet<>(granted.scopes().isEmpty() ? requested : granted.scopes());
    // Authorities leave these out of the list; refresh token and identity token prove them.
    requested.stream().filter(PROVED_BY_TOKENS::contains).forEach(given::add);
    var grant =
        new Grant(account.id(), registration.id(), identity, requested, given, now, now, null);
    var token = new AccessToken(granted.accessToken(), now, now.plus(granted.expiresIn()));
    if (accounts.find(account.id()).filter(MailAccount::useOAuth).isPresent()) {
      tokens.keep(grant, refreshToken, token);
    } else {
      tokens.keepBeside(grant, refreshToken, token);
    }
    return new LoginResult.SignedIn(
        account.id().toString(),
        account.accountName(),
        identity.username(),
        identity.tenant(),
        given,
        Tokens.missing(requested, given));
  }

  private LoginResult failed(MailAccount account, Failure failure) {
    var finding = providers.of(account.type()).explain(failure, evidence.of(account));
    var result = reported(account, finding);
    if (finding.code().equals("D08")) {
      accounts.step(account.id(), AccountStep.ADMINISTRATOR_NEEDED, result.errorId());
    }
    return result;
  }

  private LoginResult.NotSignedIn reported(MailAccount account, Finding finding) {
    var report =
        diagnoses.report(finding, account.organization().value(), account.id().value(), "login");
    return new LoginResult.NotSignedIn(
        account.id().toString(),
        account.accountName(),
        report.errorId().value(),
        account.organization().value());
  }

  private LoginResult usedOrUnknown(Secret state) {
    return table
        .accountOf(state)
        .flatMap(accounts::find)
        .<LoginResult>map(
            account -> reported(account, Finding.of("D27", evidence.of(account).values(), null)))
        .orElseGet(this::strayReturn);
  }

  /** Nobody here started this sign-in. */
  private LoginResult strayReturn() {
    var organization = OrganizationId.FIRST.value();
    var report = diagnoses.report(Finding.of("D27", Map.of(), null), organization, null, "login");
    return new LoginResult.NotSignedIn(null, null, report.errorId().value(), organization);
  }

  private Cloud cloud(MailAccount account) {
    if (!account.useOAuth()) {
      throw new Refused(Refused.Reason.CONFLICT, "wrong.login.password");
    }
    return servers
        .cloud(account)
        .orElseThrow(() -> new Refused(Refused.Reason.CONFLICT, "wrong.login.cloud-gone"));
  }

  /**
   * 256 bits, in characters that URLs take as they are; also right as a PKCE verifier (RFC 7636
   * 4.1).
   */
  private static Secret random() {
    var bytes = new byte[32];
    RANDOM.nextBytes(bytes);
    return new Secret(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
  }
}
