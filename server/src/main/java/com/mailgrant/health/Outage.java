package com.mailgrant.health;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A disturbance of a provider, seen by many accounts at once.
 *
 * @param code of the diagnosis that most of them met
 * @param until null while it lasts
 * @param accounts the most that were concerned at a time
 */
record Outage(
    UUID id, String place, String code, Instant since, @Nullable Instant until, int accounts) {
  /** {@link Cause#key} of everything that it explains. */
  String cause() {
    return "outage:" + id;
  }
}
