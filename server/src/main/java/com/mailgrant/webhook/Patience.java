package com.mailgrant.webhook;

import java.time.Duration;
import java.time.Instant;

/** How long an endpoint that fails is tried, and how often. */
final class Patience {
  /** A weekend and a day: somebody has to be at work before events wait for a person. */
  static final Duration GIVE_UP_AFTER = Duration.ofDays(3);

  /**
   * Three days of tries are some thirty. Fewer mean that Mailgrant itself was stopped meanwhile, or
   * that a clock jumped.
   */
  private static final int FEWEST_TRIES = 10;

  private static final Duration FIRST_PAUSE = Duration.ofSeconds(5);
  private static final Duration LONGEST_PAUSE = Duration.ofHours(4);
  private static final int GROWTH = 3;

  /** Either way, so that endpoints that failed together do not come back together. */
  private static final double JITTER = 0.2;

  private Patience() {}

  /**
   * When to try again: after 5 s, 15 s, 45 s, growing to 4 h, each a fifth shorter or longer by
   * chance; the last try is at the end of the 72 hours.
   *
   * @param failures in a row, at least 1
   * @param chance from 0 to 1
   */
  static Instant next(int failures, Instant failingSince, Instant now, double chance) {
    var grown = FIRST_PAUSE;
    for (int i = 1; i < failures && grown.compareTo(LONGEST_PAUSE) < 0; i++) {
      grown = grown.multipliedBy(GROWTH);
    }
    var whole = grown.compareTo(LONGEST_PAUSE) < 0 ? grown : LONGEST_PAUSE;
    double share = 1 - JITTER + 2 * JITTER * chance;
    var pause = Duration.ofMillis((long) (share * (double) whole.toMillis()));
    var end = failingSince.plus(GIVE_UP_AFTER);
    var next = now.plus(pause);
    return next.isAfter(end) && now.isBefore(end) ? end : next;
  }

  /**
   * Whether it has failed for so long that a person has to look.
   *
   * @param failures in a row, with the present one
   */
  static boolean isOver(int failures, Instant failingSince, Instant now) {
    return failures >= FEWEST_TRIES && !now.isBefore(failingSince.plus(GIVE_UP_AFTER));
  }
}
