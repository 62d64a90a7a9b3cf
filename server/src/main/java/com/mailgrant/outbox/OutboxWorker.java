package com.mailgrant.outbox;

import com.mailgrant.account.AccountId;
import java.time.Clock;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Takes lanes that have something to send, on every node, each on a thread of its own. Lanes that
 * waited longest come first, and nobody stays long while others wait.
 */
@Component
class OutboxWorker implements SmartLifecycle {
  private static final Logger LOG = LoggerFactory.getLogger(OutboxWorker.class);

  /** Lanes in the hands of one node. */
  private static final int PLACES = 32;

  /** What another node stored, a pause that ended or a lease that ran out is found after this. */
  private static final long LOOK_EVERY_MILLIS = 1_000;

  private static final long RENEW_EVERY_MILLIS = 5_000;

  /** While others wait. */
  private static final int MOST_MESSAGES = 50;

  private static final long LONGEST_STAY_NANOS = TimeUnit.SECONDS.toNanos(10);

  /** A session is kept open for so long, since messages of an account often come in a row. */
  private static final long LINGER_MILLIS = 500;

  private final Sending sending;
  private final LaneTable lanes;
  private final Clock clock;
  private final Semaphore bell = new Semaphore(0);
  private final Semaphore places = new Semaphore(PLACES);
  private final Queue<AccountId> rung = new ConcurrentLinkedQueue<>();
  private final Map<AccountId, Hand> inHand = new ConcurrentHashMap<>();
  private volatile boolean running;
  private volatile boolean othersWait;
  private ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private @Nullable Thread looking;
  private @Nullable Thread renewing;

  OutboxWorker(Sending sending, LaneTable lanes, Clock clock) {
    this.sending = sending;
    this.lanes = lanes;
    this.clock = clock;
  }

  /** There is something to send for an account. */
  void wake(AccountId account) {
    var hand = inHand.get(account);
    if (hand != null) {
      hand.bell.release();
    } else if (running) {
      rung.add(account);
      bell.release();
    }
  }

  /** The same as soon as what there is to send is there for others to see. */
  void wakeAfterCommit(AccountId account) {
    if (TransactionSynchronizationManager.isSynchronizationActive()) {
      TransactionSynchronizationManager.registerSynchronization(
          new TransactionSynchronization() {
            @Override
            public void afterCommit() {
              wake(account);
            }
          });
    } else {
      wake(account);
    }
  }

  @Override
  public void start() {
    running = true;
    threads = Executors.newVirtualThreadPerTaskExecutor();
    looking = Thread.ofVirtual().name("outbox").start(this::work);
    renewing = Thread.ofVirtual().name("outbox-leases").start(this::renew);
  }

  /** Lets messages that are on the wire come to their end. */
  @Override
  public void stop() {
    running = false;
    bell.release();
    inHand.values().forEach(hand -> hand.bell.release());
    try {
      if (looking != null) {
        looking.join();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    threads.close();
    if (renewing != null) {
      renewing.interrupt();
    }
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  private void work() {
    long lookedAt = System.nanoTime() - TimeUnit.MILLISECONDS.toNanos(LOOK_EVERY_MILLIS);
    while (running) {
      try {
        bell.tryAcquire(LOOK_EVERY_MILLIS, TimeUnit.MILLISECONDS);
        bell.drainPermits();
        for (var account = rung.poll(); account != null; account = rung.poll()) {
          if (!inHand.containsKey(account)) {
            take(account);
          }
        }
        if (othersWait
            || System.nanoTime() - lookedAt >= TimeUnit.MILLISECONDS.toNanos(LOOK_EVERY_MILLIS)) {
          lookedAt = System.nanoTime();
          takeAll();
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      } catch (RuntimeException e) {
        LOG.error("Looking for messages to send failed. The next look is in a second.", e);
        bell.drainPermits();
      }
    }
  }

  private void takeAll() {
    boolean more = true;
    while (running && more) {
      more = take(null);
    }
  }

  /** False when there is nothing to take, or no place. */
  private boolean take(@Nullable AccountId account) {
    if (!places.tryAcquire()) {
      othersWait = true;
      return false;
    }
    boolean handedOver = false;
    try {
      var lane = lanes.claim(account, clock.instant());
      if (lane.isEmpty()) {
        othersWait &= account != null;
        return false;
      }
      var hand = new Hand(lane.get());
      inHand.put(lane.get().account(), hand);
      threads.execute(() -> drain(hand));
      handedOver = true;
      return true;
    } finally {
      if (!handedOver) {
        places.release();
      }
    }
  }

  private void drain(Hand hand) {
    var lane = hand.lane;
    try {
      sending.drain(lane, hand);
    } catch (RuntimeException e) {
      LOG.error(
          "Sending for account {} broke off. What was in hand is looked for in its Sent folder, the rest goes on.",
          lane.account(),
          e);
    } finally {
      inHand.remove(lane.account(), hand);
      places.release();
      // It may have been rung between its last look and this.
      rung.add(lane.account());
      bell.release();
    }
  }

  private void renew() {
    while (running) {
      try {
        TimeUnit.MILLISECONDS.sleep(RENEW_EVERY_MILLIS);
        var held = inHand.values().stream().map(hand -> hand.lane).toList();
        if (!held.isEmpty()) {
          lanes.renew(held);
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      } catch (RuntimeException e) {
        LOG.error("Leases of {} accounts were not renewed; tried again soon.", inHand.size(), e);
      }
    }
  }

  /** One lane in this node's hands. */
  private final class Hand implements Sending.Stay {
    private final Lane lane;
    private final Semaphore bell = new Semaphore(0);
    private final long since = System.nanoTime();

    Hand(Lane lane) {
      this.lane = lane;
    }

    @Override
    public boolean goOn(int messages) {
      boolean longEnough =
          messages >= MOST_MESSAGES || System.nanoTime() - since > LONGEST_STAY_NANOS;
      return running && !(longEnough && othersWait);
    }

    @Override
    public boolean linger() {
      if (!running || othersWait) {
        return false;
      }
      try {
        boolean more = bell.tryAcquire(LINGER_MILLIS, TimeUnit.MILLISECONDS);
        bell.drainPermits();
        return more && running;
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return false;
      }
    }
  }
}
