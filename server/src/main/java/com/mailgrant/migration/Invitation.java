package com.mailgrant.migration;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A link with which one person signs in for one account and does nothing else. The link itself is
 * known to its bearer alone.
 *
 * @param sentTo where it was mailed; null where somebody copied it
 * @param usedAt when the sign-in succeeded
 * @param openedAt when the page was last opened
 */
record Invitation(
    UUID id,
    UUID entry,
    @Nullable String sentTo,
    String invitedBy,
    Instant createdAt,
    Instant expiresAt,
    @Nullable Instant openedAt,
    @Nullable Instant usedAt,
    @Nullable Instant revokedAt,
    @Nullable Instant remindedAt,
    int reminders) {
  public boolean used() {
    return usedAt != null;
  }

  /** Whether its link leads anywhere. */
  boolean serves(Instant now) {
    return usedAt == null && revokedAt == null && expiresAt.isAfter(now);
  }
}
