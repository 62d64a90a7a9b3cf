package com.mailgrant.outbox;

import com.mailgrant.outbox.CopyTable.Claim;
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

/** Files due copies on every node, few mailboxes at once. */
@Component
class CopyWorker implements SmartLifecycle {
  private static final Logger LOG = LoggerFactory.getLogger(CopyWorker.class);
  private static final int PLACES = 8;
  private static final long LOOK_EVERY_MILLIS = 1_000;
  private static final int LOOKS_BETWEEN_RENEWALS = 5;

  private final SentCopies copies;
  private final CopyTable table;
  private final Semaphore places = new Semaphore(PLACES);
  private final Set<Claim> inHand = ConcurrentHashMap.newKeySet();
  private volatile boolean running;
  private ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  CopyWorker(SentCopies copies, CopyTable table) {
    this.copies = copies;
    this.table = table;
  }

  @Override
  public void start() {
    running = true;
    threads = Executors.newVirtualThreadPerTaskExecutor();
    threads.execute(this::work);
  }

  /** What is in hand comes to its end. */
  @Override
  public void stop() {
    running = false;
    threads.close();
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  private void work() {
    for (int round = 0; running; round++) {
      try {
        takeAll();
        if (round % LOOKS_BETWEEN_RENEWALS == 0 && !inHand.isEmpty()) {
          table.renew(List.copyOf(inHand));
        }
        TimeUnit.MILLISECONDS.sleep(LOOK_EVERY_MILLIS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      } catch (RuntimeException e) {
        LOG.error("Looking for copies to file failed. The next look is in a second.", e);
        pause();
      }
    }
  }

  private void takeAll() {
    while (running && places.tryAcquire()) {
      boolean handedOver = false;
      try {
        var claim = copies.claim();
        if (claim.isEmpty()) {
          return;
        }
        inHand.add(claim.get());
        threads.execute(() -> file(claim.get()));
        handedOver = true;
      } finally {
        if (!handedOver) {
          places.release();
        }
      }
    }
  }

  private void file(Claim claim) {
    try {
      copies.file(claim);
    } catch (RuntimeException e) {
      LOG.error("Filing copies for account {} broke off. They stay due.", claim.account(), e);
    } finally {
      inHand.remove(claim);
      places.release();
    }
  }

  private static void pause() {
    try {
      TimeUnit.MILLISECONDS.sleep(LOOK_EVERY_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
