package com.mailgrant.migration;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who may work at the plan for a time: see it, note in it, invite and convert.
 *
 * @param hasApiKey whether an API key was made, too
 */
record Delegation(
    UUID id,
    String name,
    String madeBy,
    Instant madeAt,
    Instant expiresAt,
    @Nullable Instant revokedAt,
    @Nullable Instant lastUsedAt,
    boolean hasApiKey) {
  boolean serves(Instant now) {
    return revokedAt == null && expiresAt.isAfter(now);
  }
}
