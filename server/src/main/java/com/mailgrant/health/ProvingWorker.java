package com.mailgrant.health;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Claims due accounts on this node and proves them, few at once and few a second: a thousand that
 * are due together, after a night without power, are a queue and no burst.
 */
@Component
class ProvingWorker implements SmartLifecycle {
  private static final Logger LOG = LoggerFactory.getLogger(ProvingWorker.class);

  static final int AT_ONCE = 8;
  static final int STARTS_A_ROUND = 4;

  private static final long ROUND_MILLIS = 1_000;
  private static final int ROUNDS_BETWEEN_RENEWALS = 5;
  private static final long PATIENCE_AT_STOP_SECONDS = 5;

  private final Proving proving;
  private final Semaphore bell = new Semaphore(0);
  private final Set<Claim> inHand = ConcurrentHashMap.newKeySet();
  private volatile boolean running;
  private ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  ProvingWorker(Proving proving) {
    this.proving = proving;
  }

  /** Somebody waits for a proof. */
  void wake() {
    bell.release();
  }

  @Override
  public void start() {
    running = true;
    threads = Executors.newVirtualThreadPerTaskExecutor();
    threads.execute(this::work);
  }

  /** Sessions are broken off: another node proves what was in hand. */
  @Override
  public void stop() {
    running = false;
    threads.shutdownNow();
    try {
      if (!threads.awaitTermination(PATIENCE_AT_STOP_SECONDS, TimeUnit.SECONDS)) {
        LOG.info("Proofs of {} accounts were left behind; their leases end soon.", inHand.size());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    List.copyOf(inHand).forEach(proving::giveBack);
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  private void work() {
    for (int round = 0; running; round++) {
      try {
        round();
        if (round % ROUNDS_BETWEEN_RENEWALS == 0) {
          inHand.forEach(proving::renew);
        }
      } catch (RuntimeException e) {
        LOG.error("Proofs of accounts could not be started. They are tried again in a second.", e);
      }
      try {
        if (bell.tryAcquire(ROUND_MILLIS, TimeUnit.MILLISECONDS)) {
          bell.drainPermits();
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  private void round() {
    int free = Math.min(AT_ONCE - inHand.size(), STARTS_A_ROUND);
    if (free > 0) {
      for (var claim : proving.claim(free)) {
        inHand.add(claim);
        threads.execute(() -> prove(claim));
      }
    }
  }

  private void prove(Claim claim) {
    try {
      proving.prove(claim);
    } finally {
      inHand.remove(claim);
    }
  }
}
