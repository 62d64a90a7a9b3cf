package com.mailgrant.testing;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** A gate in a fake server: requests wait at it, and a test sees them wait. */
public final class Hold {
  private static final long PATIENCE_SECONDS = 20;

  private final Semaphore arrived = new Semaphore(0);
  private final CountDownLatch open = new CountDownLatch(1);

  /** Returns when a request has come and waits. */
  public void awaitArrival() {
    try {
      if (!arrived.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        throw new AssertionError("nothing came to the gate");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }

  /** Lets those who wait pass, and everybody after them. */
  public void release() {
    open.countDown();
  }

  void pass() {
    arrived.release();
    try {
      if (!open.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        throw new IllegalStateException("nobody opened the gate");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
