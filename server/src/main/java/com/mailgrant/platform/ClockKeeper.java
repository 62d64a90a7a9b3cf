package com.mailgrant.platform;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Compares {@link SharedClock} with PostgreSQL: before anything else starts, and now and then.
 * While the database does not answer the clock goes on by itself.
 */
final class ClockKeeper implements SmartLifecycle {
  private static final Logger LOG = LoggerFactory.getLogger(ClockKeeper.class);
  private static final long COMPARE_EVERY_SECONDS = 10;

  /** Half of it is how wrong a comparison may be. */
  private static final Duration SLOW_ANSWER = Duration.ofSeconds(1);

  /** From here on people see other times in logs than in Mailgrant. */
  private static final Duration WORTH_A_WORD = Duration.ofSeconds(5);

  private final SharedClock shared;
  private final Clock own;
  private final Supplier<Instant> database;
  private final Semaphore stop = new Semaphore(0);
  private @Nullable Thread thread;
  private boolean compared;
  private Duration told = Duration.ZERO;

  ClockKeeper(SharedClock shared, Clock own, JdbcClient jdbc) {
    this(
        shared,
        own,
        () ->
            jdbc.sql("select clock_timestamp()").query(OffsetDateTime.class).single().toInstant());
  }

  /**
   * @param own clock of this machine
   * @param database asks PostgreSQL for the time
   */
  ClockKeeper(SharedClock shared, Clock own, Supplier<Instant> database) {
    this.shared = shared;
    this.own = own;
    this.database = database;
  }

  /** Asks PostgreSQL for the time once; an answer that took long is good for a beginning only. */
  void compare() {
    try {
      long before = shared.counted();
      var time = database.get();
      long took = shared.counted() - before;
      if (took > SLOW_ANSWER.toNanos() && compared) {
        return;
      }
      shared.set(time, before + took / 2);
      compared = true;
      tell(Duration.between(time, own.instant()));
    } catch (DataAccessException away) {
      LOG.debug("PostgreSQL did not tell the time.", away);
    }
  }

  private void tell(Duration ahead) {
    if (ahead.minus(told).abs().compareTo(WORTH_A_WORD) < 0) {
      return;
    }
    told = ahead;
    if (ahead.abs().compareTo(WORTH_A_WORD) < 0) {
      LOG.info("The clock of this machine agrees with PostgreSQL's again.");
    } else {
      LOG.warn(
          "The clock of this machine is {} s {} PostgreSQL's, by which Mailgrant goes. Certificates"
              + " and the lines of this log go by the machine's: let a time server set it.",
          ahead.abs().toSeconds(),
          ahead.isNegative() ? "behind" : "ahead of");
    }
  }

  @Override
  public void start() {
    compare();
    thread = Thread.ofVirtual().name("clock-keeper").start(this::keep);
  }

  private void keep() {
    try {
      while (!stop.tryAcquire(COMPARE_EVERY_SECONDS, TimeUnit.SECONDS)) {
        compare();
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void stop() {
    stop.release();
    thread = null;
  }

  @Override
  public boolean isRunning() {
    return thread != null;
  }

  @Override
  public int getPhase() {
    return Integer.MIN_VALUE;
  }
}
