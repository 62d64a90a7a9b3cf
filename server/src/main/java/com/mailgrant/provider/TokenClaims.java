package com.mailgrant.provider;

import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What an access token says about itself, where it can be read. Evidence for a diagnosis and
 * nothing more: it was not verified, and nothing may depend on it (facts/microsoft365 1.6).
 */
public record TokenClaims(
    @Nullable String audience,
    Set<String> scopes,
    Set<String> roles,
    @Nullable String user,
    @Nullable String tenant,
    @Nullable Instant issuedAt,
    @Nullable Instant expiresAt) {
  public TokenClaims {
    scopes = Set.copyOf(scopes);
    roles = Set.copyOf(roles);
  }
}
