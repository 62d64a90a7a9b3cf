package com.mailgrant.event;

import com.mailgrant.organization.OrganizationId;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/**
 * How far the log of each organization reaches, as far as this node knows; who waits waits here.
 */
@Component
class Horizon {
  private final ApplicationEventPublisher listeners;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition further = lock.newCondition();
  private final Map<OrganizationId, Long> reached = new HashMap<>();
  private boolean open = true;

  Horizon(ApplicationEventPublisher listeners) {
    this.listeners = listeners;
  }

  /** The log reaches at least to this number. */
  void reached(OrganizationId organization, long number) {
    lock.lock();
    try {
      if (number <= reached.getOrDefault(organization, 0L)) {
        return;
      }
      reached.put(organization, number);
      further.signalAll();
    } finally {
      lock.unlock();
    }
    listeners.publishEvent(new LogGrew(organization));
  }

  /** Waits until the log reaches beyond a number; false when the time is over or the log closed. */
  boolean await(OrganizationId organization, long after, Duration most)
      throws InterruptedException {
    long nanos = most.toNanos();
    lock.lock();
    try {
      while (open && reached.getOrDefault(organization, 0L) <= after) {
        if (nanos <= 0) {
          return false;
        }
        nanos = further.awaitNanos(nanos);
      }
      return open;
    } finally {
      lock.unlock();
    }
  }

  boolean isOpen() {
    lock.lock();
    try {
      return open;
    } finally {
      lock.unlock();
    }
  }

  void open() {
    turn(true);
  }

  /** Sends everybody home who waits. */
  void close() {
    turn(false);
  }

  private void turn(boolean isOpen) {
    lock.lock();
    try {
      open = isOpen;
      further.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
