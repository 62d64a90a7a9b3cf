package com.mailgrant.watch;

import com.mailgrant.mail.ImapSession;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A running watch, to be stopped from another thread. */
final class Watch {
  private final Claim claim;
  private final CountDownLatch stopping = new CountDownLatch(1);
  private volatile @Nullable ImapSession session;
  private volatile @Nullable Thread thread;

  Watch(Claim claim) {
    this.claim = claim;
  }

  Claim claim() {
    return claim;
  }

  /** On its own thread. */
  void begins() {
    thread = Thread.currentThread();
  }

  /** There is a session that may have to be woken. */
  void listensOn(@Nullable ImapSession opened) {
    session = opened;
    if (isStopping() && opened != null) {
      opened.wake();
    }
  }

  boolean isStopping() {
    return stopping.getCount() == 0;
  }

  /** Ends at the next quiet moment. */
  void stop() {
    stopping.countDown();
    var listening = session;
    if (listening != null) {
      listening.wake();
    }
  }

  /** Ends now, in the middle of whatever it does. */
  void abort() {
    stop();
    var listening = session;
    if (listening != null) {
      listening.close();
    }
    var running = thread;
    if (running != null) {
      running.interrupt();
    }
  }

  /** Waits so long, or until it is stopped. */
  void sleep(Duration time) throws InterruptedException {
    if (stopping.await(Math.max(1, time.toMillis()), TimeUnit.MILLISECONDS)) {
      // Whoever asks next hears that it is stopping.
      return;
    }
  }
}
