package com.mailgrant.e2e.lab;

/** What becomes of a refresh token once it has been used. */
public enum OldRefreshToken {
  /** Dead at once: the strictest rotation (RFC 9700 4.14.2); a lost answer loses the grant. */
  REVOKED,
  /** Good until its successor is used: what a client needs to survive a crash between the two. */
  GOOD_UNTIL_SUCCESSOR_IS_USED,
  /** Good as before: Microsoft's way (facts/microsoft365 3.2). */
  KEPT
}
