package com.mailgrant.rehearsal.grant;

import com.mailgrant.rehearsal.registration.Registration.Authority;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a sign-in left.
 *
 * @param person sign-in name
 * @param scopes as asked for at the sign-in
 * @param revokedAt null while the grant is good
 * @param refreshTokens until when each is good, by hash; the youngest is last
 */
public record Grant(
    String id,
    Authority authority,
    String person,
    String clientId,
    List<String> scopes,
    Instant signedInAt,
    @Nullable Instant revokedAt,
    Map<String, Instant> refreshTokens) {
  public Grant {
    scopes = List.copyOf(scopes);
    refreshTokens = new LinkedHashMap<>(refreshTokens);
  }

  Grant revoked(Instant at) {
    return new Grant(id, authority, person, clientId, scopes, signedInAt, at, refreshTokens);
  }

  Grant with(Map<String, Instant> tokens) {
    return new Grant(id, authority, person, clientId, scopes, signedInAt, revokedAt, tokens);
  }
}
