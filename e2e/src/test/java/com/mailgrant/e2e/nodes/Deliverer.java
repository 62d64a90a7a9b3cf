package com.mailgrant.e2e.nodes;

import com.mailgrant.e2e.lab.PasswordDovecot;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Mail that comes into the mailboxes of people all the time. */
final class Deliverer implements AutoCloseable {
  private final PasswordDovecot mailboxes;
  private final List<String> users;
  private final Random coin;
  private final List<String> delivered = new ArrayList<>();
  private final List<String> complaints = new ArrayList<>();
  private final Thread thread;
  private volatile boolean running = true;

  Deliverer(PasswordDovecot mailboxes, List<String> users, long seed) {
    this.mailboxes = mailboxes;
    this.users = users;
    this.coin = new Random(seed);
    this.thread = Thread.ofVirtual().name("deliverer").start(this::deliverAll);
  }

  /** Stops; returns the Message-IDs of what was delivered. */
  List<String> finish() throws InterruptedException {
    running = false;
    thread.join();
    if (!complaints.isEmpty()) {
      throw new AssertionError(complaints.getFirst());
    }
    return List.copyOf(delivered);
  }

  private void deliverAll() {
    try {
      while (running) {
        var id = "<arrival-" + delivered.size() + "@elsewhere.example>";
        var message =
            """
            From: Somebody <somebody@elsewhere.example>\r
            To: You <you@contoso.example>\r
            Subject: Arrival %d\r
            Message-ID: %s\r
            \r
            It has come.\r
            """
                .formatted(delivered.size(), id);
        var user = users.get(coin.nextInt(users.size()));
        mailboxes.deliver(user, "INBOX", message.getBytes(StandardCharsets.US_ASCII));
        delivered.add(id);
        Thread.sleep(50 + coin.nextInt(200));
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      complaints.add(e.toString());
    }
  }

  @Override
  public void close() {
    running = false;
    thread.interrupt();
  }
}
