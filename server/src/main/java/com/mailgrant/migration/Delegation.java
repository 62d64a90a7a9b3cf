package com.mailgrant.migration;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Somebody who may work at the plan for a time: see it, note in it, invite and convert. */
record Delegation(
    UUID id,
    String name,
    String madeBy,
    Instant madeAt,
    Instant expiresAt,
    @Nullable Instant revokedAt,
    @Nullable Instant lastUsedAt) {
  boolean serves(Instant now) {
    return revokedAt == null && expiresAt.isAfter(now);
  }
}
