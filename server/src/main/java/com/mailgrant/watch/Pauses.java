package com.mailgrant.watch;

import java.time.Duration;
import java.util.random.RandomGenerator;

/** How long to leave a server alone that does not work; never the same for two accounts. */
final class Pauses {
  private static final Duration FIRST = Duration.ofSeconds(5);
  private static final Duration LONGEST = Duration.ofMinutes(15);
  private static final Duration REFUSED_FIRST = Duration.ofMinutes(10);
  private static final Duration REFUSED_LONGEST = Duration.ofHours(1);
  private static final int MOST_TRIPLINGS = 8;

  private Pauses() {}

  /**
   * @param failures in a row, this one included
   * @param refused whether the server refused the sign-in: trying often would only have the account
   *     locked
   */
  static Duration after(int failures, boolean refused, RandomGenerator random) {
    var first = refused ? REFUSED_FIRST : FIRST;
    var longest = refused ? REFUSED_LONGEST : LONGEST;
    int triplings = Math.min(Math.max(0, failures - 1), MOST_TRIPLINGS);
    long millis = first.toMillis() * (long) Math.pow(3, triplings);
    return Duration.ofMillis(
        Math.round(Math.min(millis, longest.toMillis()) * (0.75 + 0.5 * random.nextDouble())));
  }
}
