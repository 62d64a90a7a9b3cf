package com.mailgrant.rehearsal.token;

import com.mailgrant.rehearsal.directory.Directory;
import com.mailgrant.rehearsal.directory.Person;
import com.mailgrant.rehearsal.directory.Person.Home;
import com.mailgrant.rehearsal.grant.Grant;
import com.mailgrant.rehearsal.platform.RandomText;
import com.mailgrant.rehearsal.web.AuthorityAddress;
import com.nimbusds.jwt.JWTClaimsSet;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Tokens as Microsoft shapes them: JWTs of about 2 kB for work accounts, opaque ones for personal
 * accounts, an identity token for both (facts/microsoft365 1.6, 4.2, 12.7).
 */
@Component
public class MicrosoftTokens {
  static final String PERSONAL_PREFIX = "EwB";

  /** What the roles of an application amount to at the mail servers. */
  static final String ROLES_AS_SCOPES = "IMAP.AccessAsUser.All POP.AccessAsUser.All SMTP.Send";

  private static final String SERVICE_PRINCIPAL = "5e7d1ce0-0000-4000-8000-000000000001";

  private static final Duration ID_TOKEN_LIFE = Duration.ofHours(1);

  /** Group ids are what makes real tokens long. */
  private static final int GROUPS = 13;

  private final TenantKeys keys;
  private final OpaqueTokens opaque;
  private final AuthorityAddress address;

  MicrosoftTokens(TenantKeys keys, OpaqueTokens opaque, AuthorityAddress address) {
    this.keys = keys;
    this.opaque = opaque;
    this.address = address;
  }

  /** Tenant id of a person's account. */
  public static String tenantOf(Person person) {
    return person.home() == Home.OUTLOOK_COM ? Directory.CONSUMERS : Directory.TENANT;
  }

  /**
   * @param audience the resource
   * @param permissions short names
   * @param now the identity provider's time
   * @param changed claims that a fault puts in the place of others; null leaves one out
   */
  public String accessToken(
      Person person,
      Grant grant,
      String audience,
      Set<String> permissions,
      Instant now,
      Duration life,
      Map<String, Object> changed) {
    return person.home() == Home.OUTLOOK_COM
        ? opaque.seal(
            PERSONAL_PREFIX,
            new SealedToken(
                grant.id(),
                person.userPrincipalName(),
                audience,
                permissions,
                now.plus(life).truncatedTo(ChronoUnit.SECONDS),
                RandomText.ofBytes(450)))
        : jwt(person, grant, audience, permissions, now, life, changed);
  }

  /** For the application itself: roles in place of scopes, and no person (facts 2.3). */
  public String applicationToken(String clientId, String audience, Instant now, Duration life) {
    return keys.sign(
        new JWTClaimsSet.Builder()
            .issuer(address.base() + "/" + Directory.TENANT + "/")
            .audience(audience)
            .subject(SERVICE_PRINCIPAL)
            .issueTime(Date.from(now))
            .notBeforeTime(Date.from(now))
            .expirationTime(Date.from(now.plus(life)))
            .claim("app_displayname", "Mailgrant")
            .claim("appid", clientId)
            .claim("appidacr", "1")
            .claim("idtyp", "app")
            .claim("oid", SERVICE_PRINCIPAL)
            .claim("roles", List.of("IMAP.AccessAsApp", "POP.AccessAsApp", "SMTP.SendAsApp"))
            .claim("tid", Directory.TENANT)
            .claim("uti", RandomText.ofBytes(16))
            .claim("ver", "1.0")
            .build());
  }

  /** OpenID Connect Core 2. */
  public String idToken(Person person, Grant grant, @Nullable String nonce, Instant now) {
    var tenant = tenantOf(person);
    return keys.sign(
        new JWTClaimsSet.Builder()
            .issuer(address.base() + "/" + tenant + "/v2.0")
            .audience(grant.clientId())
            .subject(pairwise(person, grant.clientId()))
            .issueTime(Date.from(now))
            .notBeforeTime(Date.from(now))
            .expirationTime(Date.from(now.plus(ID_TOKEN_LIFE)))
            .claim("tid", tenant)
            .claim("oid", person.objectId())
            .claim("name", person.displayName())
            .claim("preferred_username", person.userPrincipalName())
            .claim("nonce", nonce)
            .claim("rh", "1." + RandomText.ofBytes(24) + ".")
            .claim("uti", RandomText.ofBytes(16))
            .claim("ver", "2.0")
            .build());
  }

  /** In the older form, as mail resources get it. */
  private String jwt(
      Person person,
      Grant grant,
      String audience,
      Set<String> permissions,
      Instant now,
      Duration life,
      Map<String, Object> changed) {
    var tenant = tenantOf(person);
    var name = person.displayName();
    var claims =
        new JWTClaimsSet.Builder()
            .issuer(address.base() + "/" + tenant + "/")
            .audience(audience)
            .subject(pairwise(person, audience))
            .issueTime(Date.from(now))
            .notBeforeTime(Date.from(now))
            .expirationTime(Date.from(now.plus(life)))
            .claim("acct", 0)
            .claim("acr", "1")
            .claim("aio", RandomText.ofBytes(64))
            .claim("amr", List.of("pwd"))
            .claim("app_displayname", "Mailgrant")
            .claim("appid", grant.clientId())
            .claim("appidacr", "1")
            .claim("groups", groups(person))
            .claim("idtyp", "user")
            .claim("ipaddr", "127.0.0.1")
            .claim("name", name)
            .claim("oid", person.objectId())
            .claim("rh", "1." + RandomText.ofBytes(24) + ".")
            .claim("scp", String.join(" ", permissions.stream().sorted().toList()))
            .claim("sid", grant.id())
            .claim("tid", tenant)
            .claim("unique_name", person.userPrincipalName())
            .claim("upn", person.userPrincipalName())
            .claim("uti", RandomText.ofBytes(16))
            .claim("ver", "1.0");
    changed.forEach(claims::claim);
    return keys.sign(claims.build());
  }

  /** Another one for each application, and the same at every sign-in. */
  private static String pairwise(Person person, String application) {
    return RandomText.hash(person.objectId() + " " + application);
  }

  private static List<String> groups(Person person) {
    return IntStream.range(0, GROUPS)
        .mapToObj(number ->
            UUID.nameUUIDFromBytes(
                    (person.objectId() + " group " + number).getBytes(StandardCharsets.UTF_8))
                .toString())
        .toList();
  }
}
