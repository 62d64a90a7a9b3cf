package com.mailgrant.health;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The light of one direction, and what is known behind it.
 *
 * @param since when the light changed; for trouble, when the first of the failures was met
 * @param failures failed proofs in a row; with the first of them the light stays as it was
 * @param failingSince of the first of these
 * @param code of the diagnosis of the last of these
 * @param errorId of the report, made when the light changed or the code did
 * @param cause {@link Cause#key}
 * @param passing {@link Cause#passing}
 * @param okAt last time that it was proved
 */
record Lamp(
    Light light,
    @Nullable Instant since,
    int failures,
    @Nullable Instant failingSince,
    @Nullable String code,
    @Nullable String errorId,
    @Nullable String cause,
    boolean passing,
    @Nullable Instant okAt) {
  /** So many failures in a row are no chance. */
  static final int CERTAIN = 2;

  static final Lamp DARK = new Lamp(Light.UNKNOWN, null, 0, null, null, null, null, false, null);

  public boolean inTrouble() {
    return light == Light.TROUBLE;
  }

  /** The last proof failed, and nobody has to mend anything. */
  boolean failsInPassing() {
    return failures > 0 && passing;
  }

  Lamp worked(Instant now) {
    return new Lamp(
        Light.OK, light == Light.OK ? since : now, 0, null, null, null, null, false, now);
  }

  /** One failure may be chance, unless the authority itself has said that a person must sign in. */
  Lamp failed(String failedCode, Cause why, boolean certain, Instant now) {
    var first = failingSince == null ? now : failingSince;
    boolean trouble = inTrouble() || certain || failures + 1 >= CERTAIN;
    return new Lamp(
        trouble ? Light.TROUBLE : light,
        inTrouble() ? since : trouble ? first : since,
        failures + 1,
        first,
        failedCode,
        failedCode.equals(code) ? errorId : null,
        why.key(),
        why.passing(),
        okAt);
  }

  /** Whether what this lamp shows has not been reported yet. */
  boolean wantsReport() {
    return inTrouble() && errorId == null;
  }

  Lamp reported(String id) {
    return new Lamp(light, since, failures, failingSince, code, id, cause, passing, okAt);
  }
}
