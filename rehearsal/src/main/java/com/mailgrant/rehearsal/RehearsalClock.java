package com.mailgrant.rehearsal;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicReference;
import org.springframework.stereotype.Component;

/**
 * The tenant's time: the machine's, moved forward as far as somebody asked at the control desk.
 * Thread-safe; the shift ends with the program.
 */
@Component
public final class RehearsalClock extends Clock {
  private final AtomicReference<Duration> shift = new AtomicReference<>(Duration.ZERO);

  /** Moves the time forward. */
  public void advance(Duration by) {
    if (by.isNegative()) {
      throw new IllegalArgumentException("time only moves forward, not by " + by);
    }
    shift.updateAndGet(before -> before.plus(by));
  }

  /** How far the tenant's time is ahead of the machine's. */
  public Duration shift() {
    return shift.get();
  }

  @Override
  public Instant instant() {
    return Clock.systemUTC().instant().plus(shift.get());
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    return new Zoned(this, zone);
  }

  /** The same shifted time elsewhere. */
  private static final class Zoned extends Clock {
    private final Clock time;
    private final ZoneId zone;

    Zoned(Clock time, ZoneId zone) {
      this.time = time;
      this.zone = zone;
    }

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
      return new Zoned(time, other);
    }
  }
}
