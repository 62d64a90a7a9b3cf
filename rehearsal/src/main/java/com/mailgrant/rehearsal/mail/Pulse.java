package com.mailgrant.rehearsal.mail;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.springframework.stereotype.Component;

/**
 * Tells everybody who waits for a moment of the tenant's clock to look at it again. The clock can
 * be moved by hand, so nobody may simply sleep. Thread-safe.
 */
@Component
public final class Pulse {
  /** How late an appointment may be noticed. */
  public static final Duration INTERVAL = Duration.ofMillis(200);

  private final Clock clock;
  private final Set<Runnable> listeners = new CopyOnWriteArraySet<>();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition beat = lock.newCondition();

  public Pulse(Clock clock) {
    this.clock = clock;
  }

  /** Has {@code listener}, which must not block, called at every beat. */
  public void add(Runnable listener) {
    listeners.add(listener);
  }

  /** Ends {@link #add}. */
  public void remove(Runnable listener) {
    listeners.remove(listener);
  }

  /** Lets everybody look at the clock. */
  public void beat() {
    listeners.forEach(Runnable::run);
    lock.lock();
    try {
      beat.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Returns once the tenant's clock has reached the moment. */
  public void awaitUntil(Instant moment) throws InterruptedException {
    lock.lock();
    try {
      while (clock.instant().isBefore(moment)) {
        beat.await();
      }
    } finally {
      lock.unlock();
    }
  }

  /** How many threads wait for a moment. */
  int waiting() {
    lock.lock();
    try {
      return lock.getWaitQueueLength(beat);
    } finally {
      lock.unlock();
    }
  }
}
