package com.mailgrant.rehearsal.token;

import com.mailgrant.rehearsal.RehearsalClock;
import com.mailgrant.rehearsal.grant.Grants;
import com.mailgrant.rehearsal.mail.AccessTokens;
import com.nimbusds.jwt.JWTClaimsSet;
import java.text.ParseException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Reads the tokens that were issued here. Revoking a grant ends Google's access tokens at once;
 * Microsoft's stay good until they expire (facts/microsoft365 3.4).
 */
@Component
class IssuedAccessTokens implements AccessTokens {
  private final TenantKeys keys;
  private final OpaqueTokens opaque;
  private final Grants grants;
  private final Clock clock;

  IssuedAccessTokens(TenantKeys keys, OpaqueTokens opaque, Grants grants, RehearsalClock clock) {
    this.keys = keys;
    this.opaque = opaque;
    this.grants = grants;
    this.clock = clock;
  }

  @Override
  public Optional<Presented> read(String token) {
    return keys.verified(token)
        .flatMap(IssuedAccessTokens::presented)
        .or(() -> opaque.open(MicrosoftTokens.PERSONAL_PREFIX, token).map(this::presented))
        .or(() ->
            opaque
                .open(GoogleTokens.PREFIX, token)
                .filter(content -> grants.isLive(content.grant()))
                .map(this::presented))
        .filter(presented -> presented.expiresAt().isAfter(clock.instant()));
  }

  private Presented presented(SealedToken content) {
    return new Presented(
        content.person(), usualName(content.audience()), content.scopes(), content.expiresAt());
  }

  /** An identity token has neither upn nor scp: it opens no mailbox. */
  private static Optional<Presented> presented(JWTClaimsSet claims) {
    boolean application = "app".equals(text(claims, "idtyp"));
    var person = application ? APPLICATION : text(claims, "upn");
    var scopes = application ? MicrosoftTokens.ROLES_AS_SCOPES : text(claims, "scp");
    if (person == null
        || scopes == null
        || claims.getAudience().isEmpty()
        || claims.getExpirationTime() == null) {
      return Optional.empty();
    }
    return Optional.of(
        new Presented(
            person,
            usualName(claims.getAudience().getFirst()),
            Set.copyOf(List.of(scopes.split(" ", -1))),
            claims.getExpirationTime().toInstant()));
  }

  /** Exchange Online takes tokens for any of its names. */
  private static String usualName(String audience) {
    return Resource.named(audience).map(Resource::uri).orElse(audience);
  }

  private static @Nullable String text(JWTClaimsSet claims, String name) {
    try {
      return claims.getStringClaim(name);
    } catch (ParseException e) {
      return null;
    }
  }
}
