package com.mailgrant.webhook;

import com.mailgrant.event.LogGrew;
import com.mailgrant.webhook.DeliveryTable.Lease;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Takes endpoints that are due, on every node, each on a thread of its own. */
@Component
class DeliveryWorker implements SmartLifecycle {
  private static final Logger LOG = LoggerFactory.getLogger(DeliveryWorker.class);

  /** Endpoints told at once by one node; each may be slow for 15 s. */
  private static final int MOST_AT_ONCE = 32;

  /** A pause that ended, and a lease that ran out, is noticed after this time at the latest. */
  private static final long LOOK_EVERY_MILLIS = 1_000;

  private final Delivering delivering;
  private final Semaphore bell = new Semaphore(0);
  private final Semaphore places = new Semaphore(MOST_AT_ONCE);
  private volatile boolean running;
  private ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private @Nullable Thread looking;

  DeliveryWorker(Delivering delivering) {
    this.delivering = delivering;
  }

  /** There may be something to tell. */
  void ring() {
    bell.release();
  }

  @EventListener
  void logGrew(LogGrew grew) {
    ring();
  }

  @Override
  public void start() {
    running = true;
    threads = Executors.newVirtualThreadPerTaskExecutor();
    looking = Thread.ofVirtual().name("webhook-delivery").start(this::work);
  }

  /** Lets requests that are on the wire come to their end. */
  @Override
  public void stop() {
    running = false;
    ring();
    try {
      if (looking != null) {
        looking.join();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    threads.close();
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  private void work() {
    while (running) {
      try {
        bell.tryAcquire(LOOK_EVERY_MILLIS, TimeUnit.MILLISECONDS);
        bell.drainPermits();
        takeAll();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      } catch (RuntimeException e) {
        LOG.error("Looking for webhook endpoints failed. The next look is in a second.", e);
        bell.drainPermits();
      }
    }
  }

  private void takeAll() {
    while (running && places.tryAcquire()) {
      boolean handedOver = false;
      try {
        var lease = delivering.take();
        if (lease.isEmpty()) {
          return;
        }
        threads.execute(() -> deliver(lease.get()));
        handedOver = true;
      } finally {
        if (!handedOver) {
          places.release();
        }
      }
    }
  }

  private void deliver(Lease lease) {
    try {
      delivering.deliver(lease, () -> running);
    } catch (RuntimeException e) {
      LOG.error(
          "Telling webhook endpoint {} broke off. It goes on when the lease has run out.",
          lease.endpoint(),
          e);
    } finally {
      places.release();
      ring();
    }
  }
}
