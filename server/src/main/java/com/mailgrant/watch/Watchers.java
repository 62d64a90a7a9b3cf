package com.mailgrant.watch;

import static java.util.stream.Collectors.toSet;

import com.mailgrant.account.Accounts;
import com.mailgrant.platform.MailgrantProperties;
import com.mailgrant.watch.WatchTable.Held;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
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
 * The accounts that this node watches: its fair share of all that are to be watched. A node that
 * cannot say in time that it lives stops watching before others take its accounts over.
 */
@Component
class Watchers implements SmartLifecycle {
  private static final Logger LOG = LoggerFactory.getLogger(Watchers.class);

  /** After so long without a sign of life others take over. */
  static final Duration LEASE = Duration.ofSeconds(20);

  /** After so long without a sign of life a node stops by itself. */
  private static final Duration OWN_LEASE = Duration.ofSeconds(15);

  private static final long ROUND_MILLIS = 1_000;
  private static final int ROUNDS_BETWEEN_BEATS = 4;
  private static final int ROUNDS_BETWEEN_LISTS = 15;
  private static final int STARTS_A_ROUND = 200;
  private static final int STOPS_A_ROUND = 50;
  private static final Duration PATIENCE_AT_STOP = Duration.ofSeconds(5);

  private final WatchTable table;
  private final Watching watching;
  private final Accounts accounts;
  private final boolean enabled;
  private final UUID node = UUID.randomUUID();
  private final Map<UUID, Watch> watches = new ConcurrentHashMap<>();
  private final Semaphore bell = new Semaphore(0);
  private volatile boolean running;
  private volatile long beatAt;
  private ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  Watchers(WatchTable table, Watching watching, Accounts accounts, MailgrantProperties properties) {
    this.table = table;
    this.watching = watching;
    this.accounts = accounts;
    this.enabled = properties.watch().enabled();
  }

  /** An account is to be watched, or to be watched in another way. */
  void wake() {
    bell.release();
  }

  @Override
  public void start() {
    running = true;
    threads = Executors.newVirtualThreadPerTaskExecutor();
    if (enabled) {
      beatAt = System.nanoTime();
      threads.execute(this::work);
      threads.execute(this::guard);
    }
  }

  /** Sessions end at once; other nodes go on where these were. */
  @Override
  public void stop() {
    running = false;
    wake();
    List.copyOf(watches.values()).forEach(Watch::stop);
    try {
      threads.shutdown();
      if (!threads.awaitTermination(PATIENCE_AT_STOP.toMillis(), TimeUnit.MILLISECONDS)) {
        List.copyOf(watches.values()).forEach(Watch::abort);
        threads.shutdownNow();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (enabled) {
      leave();
    }
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  /** How many accounts this node watches now. */
  int count() {
    return watches.size();
  }

  UUID node() {
    return node;
  }

  /** Says that this node lives. */
  void beat() {
    long before = System.nanoTime();
    table.beat(node, LEASE);
    beatAt = before;
  }

  /** Brings the list of accounts that are to be watched up to date, whatever was missed. */
  void list() {
    table.want(accounts.signedIn());
  }

  /** Ends what is not to be watched here any more, and begins what is free. */
  void round() {
    var held = table.held(node);
    giveBackForgotten(held);
    var kept = held.stream().filter(Held::kept).map(it -> it.claim().id()).collect(toSet());
    for (var watch : watches.values()) {
      if (!kept.contains(watch.claim().id())) {
        watch.stop();
      }
    }
    long share = table.share();
    long mine = table.claimed(node);
    if (mine > share) {
      watches.values().stream().limit(Math.min(mine - share, STOPS_A_ROUND)).forEach(Watch::stop);
    } else {
      table.claim(node, Math.min(share - mine, STARTS_A_ROUND)).forEach(this::begin);
    }
  }

  /**
   * Where the database goes away between a claim and its answer, or before a watch could give its
   * claim back, this living node has claims at which nobody works.
   */
  private void giveBackForgotten(List<Held> held) {
    var forgotten = held.stream().filter(it -> !watches.containsKey(it.claim().id())).toList();
    forgotten.forEach(it -> table.release(it.claim()));
    if (!forgotten.isEmpty()) {
      LOG.debug("{} accounts had a claim of this node and no watch.", forgotten.size());
    }
  }

  private void begin(Claim claim) {
    var watch = new Watch(claim);
    watches.put(claim.id(), watch);
    threads.execute(() -> {
      try {
        watching.watch(watch);
      } finally {
        watches.remove(claim.id());
      }
    });
  }

  private void work() {
    for (int round = 0; running; round++) {
      try {
        if (round % ROUNDS_BETWEEN_BEATS == 0) {
          beat();
        }
        if (round % ROUNDS_BETWEEN_LISTS == 0) {
          list();
        }
        round();
      } catch (RuntimeException e) {
        LOG.warn("Accounts to watch could not be shared out. The next try is in a second.", e);
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

  /** Beside the work, which may hang in the database. */
  private void guard() {
    while (running) {
      if (System.nanoTime() - beatAt > OWN_LEASE.toNanos() && !watches.isEmpty()) {
        LOG.warn(
            "This node could not say in time that it lives. It stops watching {} accounts, which others may watch by now.",
            watches.size());
        List.copyOf(watches.values()).forEach(Watch::abort);
      }
      try {
        TimeUnit.MILLISECONDS.sleep(ROUND_MILLIS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  private void leave() {
    try {
      table.leave(node);
    } catch (RuntimeException e) {
      LOG.warn("This node could not give its accounts back; others take them over soon.", e);
    }
  }
}
