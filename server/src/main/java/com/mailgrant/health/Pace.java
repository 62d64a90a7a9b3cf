package com.mailgrant.health;

import com.mailgrant.diagnosis.Retry;
import com.mailgrant.health.ProofResult.Side;
import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * When to prove an account next. Every pause is a little shorter or longer than the last, so that
 * accounts which met by chance do not stay together.
 */
final class Pace {
  /** Long enough for a restart or a dropped connection to be over, short enough to know soon. */
  static final Duration SOON = Duration.ofMinutes(1);

  private static final Duration FIRST_IN_TROUBLE = Duration.ofMinutes(2);
  private static final Duration LONGEST_IN_TROUBLE = Duration.ofMinutes(60);
  private static final int MOST_DOUBLINGS = 10;

  private Pace() {}

  /**
   * @param failures in a row, this proof included
   */
  static Duration next(ProofResult result, int failures, Duration every, RandomGenerator random) {
    if (failures == 0) {
      return scaled(every, 0.9 + 0.2 * random.nextDouble());
    }
    var longest = shorter(every, LONGEST_IN_TROUBLE);
    if (failures < Lamp.CERTAIN) {
      return scaled(shorter(SOON, longest), 0.75 + 0.5 * random.nextDouble());
    }
    int doublings = Math.min(failures - Lamp.CERTAIN, MOST_DOUBLINGS);
    var growing = FIRST_IN_TROUBLE.multipliedBy(1L << doublings);
    var pause =
        longer(growing, longer(asks(result.inbound(), longest), asks(result.outbound(), longest)));
    return scaled(shorter(pause, longest), 0.8 + 0.2 * random.nextDouble());
  }

  /** A minute, or the round where that is shorter. */
  static Duration soon(Duration every) {
    return shorter(SOON, every);
  }

  /**
   * For an account that is new here: anywhere within the round, so that many do not start at once.
   */
  static Duration first(Duration every, RandomGenerator random) {
    return scaled(every, random.nextDouble());
  }

  /**
   * Where only new settings help, trying often would do nothing but have the account locked for bad
   * guesses.
   */
  private static Duration asks(Side side, Duration longest) {
    return side instanceof Side.Failed failed
        ? switch (failed.diagnosis().retry()) {
          case Retry.Never _ -> longest;
          case Retry.After(var pause) -> pause;
          case Retry.AfterAction _ -> Duration.ZERO;
        }
        : Duration.ZERO;
  }

  private static Duration scaled(Duration duration, double factor) {
    return Duration.ofMillis(Math.round(duration.toMillis() * factor));
  }

  private static Duration longer(Duration a, Duration b) {
    return a.compareTo(b) >= 0 ? a : b;
  }

  private static Duration shorter(Duration a, Duration b) {
    return a.compareTo(b) <= 0 ? a : b;
  }
}
