package com.mailgrant.e2e;

import static org.awaitility.Awaitility.await;

import com.mailgrant.e2e.harness.Api;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Constant mail out of every account and into every account: each person writes to the next one. A
 * message that was not answered for, because the process was killed, is handed over again under the
 * same key.
 */
final class Traffic implements AutoCloseable {
  private static final Duration BETWEEN = Duration.ofMillis(400);
  private static final String MARK = "Traffic ";

  private final Api api;
  private final List<String> accounts;
  private final List<String> addresses;
  private final Map<String, String> accepted = new LinkedHashMap<>();
  private final Thread thread;
  private volatile boolean running = true;
  private volatile @Nullable AssertionError refused;
  private final AtomicInteger count = new AtomicInteger();

  private Traffic(Api api, List<String> accounts, List<String> addresses) {
    this.api = api;
    this.accounts = accounts;
    this.addresses = addresses;
    this.thread = Thread.ofVirtual().name("traffic").start(this::run);
  }

  /**
   * @param accounts by address, at least two
   */
  static Traffic start(Api api, SequencedMap<String, String> accounts) {
    return new Traffic(
        api, List.copyOf(accounts.sequencedValues()), List.copyOf(accounts.sequencedKeySet()));
  }

  /** Waits until so many further messages were accepted. */
  void more(int messages) {
    int wanted = count.get() + messages;
    await().atMost(Duration.ofMinutes(2)).until(() -> refused != null || count.get() >= wanted);
    failIfRefused();
  }

  /** Whether a message is of this traffic. */
  static boolean isIts(String subject) {
    return subject.startsWith(MARK);
  }

  /** The account in whose Inbox each subject has to be, once. To be asked after the end. */
  Map<String, String> accepted() {
    return accepted;
  }

  private void run() {
    for (int number = 0; running; number++) {
      int reader = (number + 1) % accounts.size();
      hand(
          accounts.get(number % accounts.size()),
          addresses.get(reader),
          MARK + number,
          accounts.get(reader));
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
        refused = new AssertionError(answer.status() + " " + answer.text());
        running = false;
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
    failIfRefused();
  }

  /** Nothing that was handed over may be refused, whatever happens to the account meanwhile. */
  private void failIfRefused() {
    var failure = refused;
    if (failure != null) {
      throw failure;
    }
  }
}
