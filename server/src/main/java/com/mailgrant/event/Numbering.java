package com.mailgrant.event;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Gives committed events their numbers, on every node, and notices what other nodes numbered. When
 * a node dies between commit and numbering, any other one, or the next reader, does it.
 */
@Component
class Numbering implements SmartLifecycle {
  private static final Logger LOG = LoggerFactory.getLogger(Numbering.class);

  /** What another node published is noticed after this time at the latest. */
  private static final long LOOK_EVERY_MILLIS = 1_000;

  /**
   * After a round. A lone event is numbered at once; where hundreds come in a second, many of them
   * share a round, a commit and the look of those who are told.
   */
  private static final long REST_NANOS = TimeUnit.MILLISECONDS.toNanos(25);

  private final EventTable table;
  private final Horizon horizon;
  private final Semaphore bell = new Semaphore(0);
  private volatile boolean running;
  private @Nullable Thread thread;

  Numbering(EventTable table, Horizon horizon) {
    this.table = table;
    this.horizon = horizon;
  }

  /** There is something to number. */
  void ring() {
    bell.release();
  }

  @Override
  public void start() {
    running = true;
    horizon.open();
    thread = Thread.ofVirtual().name("event-numbering").start(this::work);
  }

  @Override
  public void stop() {
    running = false;
    horizon.close();
    ring();
    try {
      if (thread != null) {
        thread.join();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  /** One round: numbers what is there, and tells those who wait. */
  void round() {
    for (var organization : table.waiting()) {
      table.number(organization);
    }
    table.newest().forEach(horizon::reached);
  }

  private void work() {
    long endedAt = System.nanoTime() - REST_NANOS;
    while (running) {
      try {
        bell.tryAcquire(LOOK_EVERY_MILLIS, TimeUnit.MILLISECONDS);
        TimeUnit.NANOSECONDS.sleep(endedAt + REST_NANOS - System.nanoTime());
        bell.drainPermits();
        round();
        endedAt = System.nanoTime();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      } catch (RuntimeException e) {
        LOG.error("Numbering events failed. Nothing is lost; the next round is in a second.", e);
        bell.drainPermits();
      }
    }
  }
}
