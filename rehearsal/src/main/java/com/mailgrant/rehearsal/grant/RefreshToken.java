package com.mailgrant.rehearsal.grant;

import java.time.Instant;

/** What a refresh token is worth. */
public sealed interface RefreshToken {
  /** Usable. */
  record Good(Grant grant) implements RefreshToken {}

  /** Nobody used it for too long; the last time was then. */
  record Unused(Grant grant, Instant lastUsedAt) implements RefreshToken {}

  /** Its grant was ended. */
  record Revoked(Grant grant, Instant at) implements RefreshToken {}

  /** Never issued, cut, or long forgotten. */
  record Unknown() implements RefreshToken {}
}
