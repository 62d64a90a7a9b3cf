package com.mailgrant.testing;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicReference;

/** Stands still until a test moves it. Safe for many threads. */
public final class SettableClock extends Clock {
  /** Where every clock starts. Whole seconds, since PostgreSQL keeps no nanoseconds. */
  public static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");

  private final AtomicReference<Instant> now = new AtomicReference<>(NOON);

  /** Lets time pass. */
  public void tick(Duration duration) {
    now.updateAndGet(instant -> instant.plus(duration));
  }

  /** Goes there, also backwards. */
  public void set(Instant instant) {
    now.set(instant);
  }

  @Override
  public Instant instant() {
    return now.get();
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    return Clock.fixed(instant(), zone);
  }
}
