package com.mailgrant.outbox;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** Takes due messages from the table, on every node, and sends them. */
@Component
class OutboxWorker implements SmartLifecycle {
  private static final Logger LOG = LoggerFactory.getLogger(OutboxWorker.class);
  private static final int WORKERS = 4;

  /** A message that another node stored is found after this time at the latest. */
  private static final long LOOK_EVERY_MILLIS = 1_000;

  private final Sending sending;
  private final Semaphore bell = new Semaphore(0);
  private volatile boolean running;
  private ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  OutboxWorker(Sending sending) {
    this.sending = sending;
  }

  /** There is something to send. */
  void wake() {
    bell.release();
  }

  @Override
  public void start() {
    running = true;
    threads = Executors.newVirtualThreadPerTaskExecutor();
    for (int i = 0; i < WORKERS; i++) {
      threads.execute(this::work);
    }
  }

  /** Lets messages that are on the wire come to their end. */
  @Override
  public void stop() {
    running = false;
    bell.release(WORKERS);
    threads.close();
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  private void work() {
    while (running) {
      try {
        if (!sending.attemptNext()) {
          bell.tryAcquire(LOOK_EVERY_MILLIS, TimeUnit.MILLISECONDS);
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      } catch (RuntimeException e) {
        LOG.error("The outbox worker stumbled. It goes on with the next message in a second.", e);
        pause();
      }
    }
  }

  private void pause() {
    try {
      TimeUnit.SECONDS.sleep(1);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
