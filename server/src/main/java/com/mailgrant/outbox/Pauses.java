package com.mailgrant.outbox;

import com.mailgrant.diagnosis.Finding;
import com.mailgrant.diagnosis.Report;
import com.mailgrant.diagnosis.Retry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/** How long to wait before the next try. */
final class Pauses {
  private static final Duration FIRST = Duration.ofSeconds(30);
  private static final Duration LONGEST = Duration.ofHours(1);

  /** What the catalogue does not try again for half an hour and more passes slowly. */
  private static final Duration SLOW = Duration.ofMinutes(30);

  /**
   * Between looks for a message in doubt: about 1 and 5 min, half an hour, 2, 12 and 24 h after.
   */
  private static final List<Duration> LOOKS =
      List.of(
          Duration.ofMinutes(1),
          Duration.ofMinutes(4),
          Duration.ofMinutes(25),
          Duration.ofMinutes(90),
          Duration.ofHours(10),
          Duration.ofHours(12));

  /** Messages that failed together do not come again together. */
  private static final double SPREAD = 0.2;

  private Pauses() {}

  /**
   * Grows from half a minute to an hour. Where the server asked for a pause, or where it is known
   * that it takes long, for example a used-up quota, no sooner than that.
   *
   * @param failures so far, at least 1
   */
  static Duration after(int failures, Finding finding, Report why) {
    if (why.diagnosis().retry() instanceof Retry.After(var known)) {
      if (finding.values().containsKey(Finding.ASKED_PAUSE)) {
        return known.plus(part(known, SPREAD));
      }
      if (known.compareTo(SLOW) >= 0) {
        return LONGEST.plus(part(LONGEST, SPREAD));
      }
    }
    return after(failures);
  }

  /** The same without a reason. */
  static Duration after(int failures) {
    var whole = whole(failures);
    return whole.minus(part(whole, SPREAD));
  }

  /** Before it is spread. */
  static Duration whole(int failures) {
    var pause = FIRST.multipliedBy(1L << Math.clamp(failures - 1L, 0, 10));
    return pause.compareTo(LONGEST) > 0 ? LONGEST : pause;
  }

  /**
   * When a message in doubt is looked for again; null: it was looked for long enough.
   *
   * @param looks so far
   */
  static @Nullable Instant nextLook(Instant now, int looks) {
    return looks < LOOKS.size() ? now.plus(LOOKS.get(looks)) : null;
  }

  private static Duration part(Duration whole, double most) {
    long millis = (long) (whole.toMillis() * most);
    return Duration.ofMillis(ThreadLocalRandom.current().nextLong(millis + 1));
  }
}
