package com.mailgrant.platform;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.function.LongSupplier;

/**
 * The time of PostgreSQL, which is one for all nodes. Between two comparisons it goes by the
 * machine's monotonic counter, so that a node whose own clock is wrong, or is set meanwhile,
 * neither takes work out of other hands nor puts off its own. Until the first comparison it starts
 * from the machine's clock. Safe for many threads.
 */
final class SharedClock extends Clock {
  private final LongSupplier counter;
  private volatile Anchor anchor;

  /** A moment, and where the counter was. */
  private record Anchor(Instant instant, long counted) {
    Instant at(long now) {
      return instant.plusNanos(now - counted);
    }
  }

  /**
   * @param start the time until the first comparison
   * @param counter nanoseconds from anywhere, never backwards, such as {@link System#nanoTime}
   */
  SharedClock(Instant start, LongSupplier counter) {
    this.counter = counter;
    this.anchor = new Anchor(start, counter.getAsLong());
  }

  /** Where the counter is: for whoever compares. */
  long counted() {
    return counter.getAsLong();
  }

  /** The shared time, as it was when the counter was there. */
  void set(Instant time, long counted) {
    anchor = new Anchor(time, counted);
  }

  @Override
  public Instant instant() {
    return anchor.at(counter.getAsLong());
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    var time = this;
    return new Clock() {
      @Override
      public Instant instant() {
        return time.instant();
      }

      @Override
      public ZoneId getZone() {
        return zone;
      }

      @Override
      public Clock withZone(ZoneId other) {
        return time.withZone(other);
      }
    };
  }
}
