package com.mailgrant.e2e;

import static org.awaitility.Awaitility.await;

import com.mailgrant.e2e.harness.Api;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * Constant mail in both directions: workers write to one person and she writes to them. A message
 * that was not answered for, because the process was killed, is handed over again under the same
 * key.
 */
final class Traffic implements AutoCloseable {
  private static final Duration BETWEEN = Duration.ofMillis(400);

  /** So that the one person stays well below what her provider lets her send in a minute. */
  private static final int EVERY = 8;

  private final Api api;
  private final String hub;
  private final List<String> accounts;
  private final List<String> addresses;
  private final Map<String, String> accepted = new LinkedHashMap<>();
  private final Thread thread;
  private volatile boolean running = true;
  private final AtomicInteger count = new AtomicInteger();

  private Traffic(Api api, String hub, List<String> accounts, List<String> addresses) {
    this.api = api;
    this.hub = hub;
    this.accounts = accounts;
    this.addresses = addresses;
    this.thread = Thread.ofVirtual().name("traffic").start(this::run);
  }

  /**
   * @param hub account of the person
   * @param workers accounts by address
   */
  static Traffic start(Api api, String hub, Map<String, String> workers) {
    return new Traffic(api, hub, List.copyOf(workers.values()), List.copyOf(workers.keySet()));
  }

  /** Waits until so many further messages were accepted. */
  void more(int messages) {
    int wanted = count.get() + messages;
    await().atMost(Duration.ofMinutes(2)).until(() -> count.get() >= wanted);
  }

  /** The account in whose Inbox each subject has to be, once. To be asked after the end. */
  Map<String, String> accepted() {
    return accepted;
  }

  private void run() {
    for (int number = 0; running; number++) {
      int worker = number % accounts.size();
      if (number % EVERY == 0) {
        hand(hub, addresses.get(worker), "Traffic in " + number, accounts.get(worker));
      }
      hand(accounts.get(worker), "anna@contoso.example", "Traffic out " + number, hub);
      LockSupport.parkNanos(BETWEEN.toNanos());
    }
  }

  private void hand(String from, String to, String subject, String arrivesAt) {
    while (running) {
      try {
        var answer =
            api.post(
                "/accounts/" + from + "/messages",
                Map.of("to", List.of(to), "subject", subject, "text", "Under way."),
                Map.of("Idempotency-Key", subject));
        if (answer.status() == 202) {
          accepted.put(subject, arrivesAt);
          count.incrementAndGet();
          return;
        }
        throw new AssertionError(answer.status() + " " + answer.text());
      } catch (IOException e) {
        LockSupport.parkNanos(BETWEEN.toNanos());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  @Override
  public void close() {
    running = false;
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
