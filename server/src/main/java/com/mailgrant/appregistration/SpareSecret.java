package com.mailgrant.appregistration;

import com.mailgrant.appregistration.AppRegistration.Proof;
import com.mailgrant.appregistration.SecretTrial.Trial;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A secret or certificate beside the one in use, without its secret part.
 *
 * @param certificate PEM; null where it is a secret
 * @param expires its last day; null when nobody entered it
 * @param keptAt when it came to this place
 * @param testedAt when the authority was asked about it last; null before
 * @param outcome of that; null before
 */
record SpareSecret(
    UUID registration,
    Role role,
    Proof proof,
    @Nullable String certificate,
    @Nullable LocalDate expires,
    Instant keptAt,
    @Nullable Instant testedAt,
    @Nullable Trial outcome) {

  /** Why it is kept. */
  enum Role {
    /** Takes over once the authority was seen to take it. */
    NEXT,
    /** Was in use before, and is good until its end. */
    PREVIOUS
  }

  /** Whether the authority was seen to take it. */
  boolean accepted() {
    return outcome instanceof Trial.Renewed || outcome instanceof Trial.Recognised;
  }

  boolean ended(LocalDate today) {
    return expires != null && expires.isBefore(today);
  }
}
