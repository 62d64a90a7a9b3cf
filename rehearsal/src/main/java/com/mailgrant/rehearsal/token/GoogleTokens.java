package com.mailgrant.rehearsal.token;

import com.mailgrant.rehearsal.directory.Person;
import com.mailgrant.rehearsal.grant.Grant;
import com.mailgrant.rehearsal.platform.RandomText;
import com.mailgrant.rehearsal.web.AuthorityAddress;
import com.nimbusds.jwt.JWTClaimsSet;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Tokens as Google shapes them (facts/microsoft365 12.1). */
@Component
public class GoogleTokens {
  /** Scope and, for want of another, audience of mail tokens. */
  public static final String MAIL_SCOPE = "https://mail.google.com/";

  static final String PREFIX = "ya29.";

  private static final Duration ID_TOKEN_LIFE = Duration.ofHours(1);
  private static final BigInteger SUBJECTS = BigInteger.TEN.pow(21);

  private final TenantKeys keys;
  private final OpaqueTokens opaque;
  private final AuthorityAddress address;

  GoogleTokens(TenantKeys keys, OpaqueTokens opaque, AuthorityAddress address) {
    this.keys = keys;
    this.opaque = opaque;
    this.address = address;
  }

  /** Issuer of identity tokens. */
  public String issuer() {
    return address.base() + "/google";
  }

  /** Opaque to everybody else. */
  public String accessToken(
      Person person, Grant grant, Set<String> scopes, Instant now, Duration life) {
    return opaque.seal(
        PREFIX,
        new SealedToken(
            grant.id(),
            person.userPrincipalName(),
            MAIL_SCOPE,
            scopes,
            now.plus(life).truncatedTo(ChronoUnit.SECONDS),
            ""));
  }

  /** Id of the grant behind an access token. */
  public Optional<String> grantOf(String accessToken) {
    return opaque.open(PREFIX, accessToken).map(SealedToken::grant);
  }

  /** OpenID Connect Core 2; the address stands in {@code email}, and there is no user name. */
  public String idToken(Person person, Grant grant, @Nullable String nonce, Instant now) {
    return keys.sign(
        new JWTClaimsSet.Builder()
            .issuer(issuer())
            .audience(grant.clientId())
            .claim("azp", grant.clientId())
            .subject(subject(person))
            .claim("email", person.userPrincipalName())
            .claim("email_verified", true)
            .claim("nonce", nonce)
            .issueTime(Date.from(now))
            .expirationTime(Date.from(now.plus(ID_TOKEN_LIFE)))
            .build());
  }

  /** Google's are decimal numbers of 21 digits. */
  private static String subject(Person person) {
    var hash = RandomText.sha256(person.objectId().getBytes(StandardCharsets.UTF_8));
    return "%021d".formatted(new BigInteger(1, hash).mod(SUBJECTS));
  }
}
