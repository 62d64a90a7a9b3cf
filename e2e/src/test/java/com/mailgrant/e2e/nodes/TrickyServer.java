package com.mailgrant.e2e.nodes;

import com.mailgrant.e2e.harness.SmtpSink;
import com.mailgrant.e2e.lab.PasswordDovecot;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/**
 * The submission server of the test. What it takes it remembers by Message-ID and files in the Sent
 * folder before it answers, as Exchange does. It plays each trick on a message once, and the seed
 * with the message's subject decides which.
 */
final class TrickyServer implements SmtpSink.Taker {
  /** Mail to such an address is refused for good. */
  static final String NOBODY = "nobody@contoso.example";

  private static final String LATER = "451 4.3.2 not now";
  private final long seed;
  private final Map<String, List<String>> taken = new ConcurrentHashMap<>();
  private final Set<String> tricked = ConcurrentHashMap.newKeySet();
  private final Set<String> waitingAtGate = ConcurrentHashMap.newKeySet();
  private final Set<String> locked = ConcurrentHashMap.newKeySet();
  private @Nullable PasswordDovecot mailboxes;
  private volatile CountDownLatch gate = new CountDownLatch(0);
  private volatile boolean honest;

  TrickyServer(long seed) {
    this.seed = seed;
  }

  void files(PasswordDovecot sent) {
    mailboxes = sent;
  }

  /** No more tricks. */
  void behave() {
    honest = true;
  }

  /** Refuses a user's password from now on. */
  void lock(String user) {
    locked.add(user);
  }

  void unlock(String user) {
    locked.remove(user);
  }

  /** Whoever has handed over a message waits for the answer from now on. */
  CountDownLatch closeGate() {
    gate = new CountDownLatch(1);
    return gate;
  }

  /** How often each Message-ID was taken. */
  Map<String, Integer> taken() {
    var counts = new HashMap<String, Integer>();
    taken.forEach((id, recipients) -> counts.put(id, recipients.size()));
    return counts;
  }

  /** How many messages somebody handed over while the gate was closed. */
  int waiting() {
    return waitingAtGate.size();
  }

  @Override
  public boolean knows(String user) {
    return !locked.contains(user);
  }

  @Override
  public String recipient(String address) {
    return address.equals(NOBODY) ? "550 5.1.1 no such mailbox" : "250 2.1.5 fine";
  }

  @Override
  public @Nullable String take(SmtpSink.Mail mail) throws IOException, InterruptedException {
    var subject = mail.header("Subject");
    var coin = new Random(seed * 31 + subject.hashCode());
    if (gate.getCount() > 0) {
      waitingAtGate.add(subject);
      gate.await();
    }
    Thread.sleep(coin.nextInt(80));
    int trick =
        honest || subject.startsWith("Early") || !tricked.add(subject) ? 100 : coin.nextInt(100);
    if (trick == 0) {
      return LATER;
    } else if (trick == 1) {
      // Neither taken nor answered: nobody can tell but by looking into Sent.
      return null;
    }
    taken
        .computeIfAbsent(mail.header("Message-ID"), _ -> new ArrayList<>())
        .add(String.join(",", mail.recipients()));
    Objects.requireNonNull(mailboxes).deliver(mail.user(), "Sent", mail.octets());
    // 2 and 3: taken, and the answer gets lost.
    return trick <= 3 ? null : TAKEN;
  }
}
