package com.mailgrant.rehearsal.mail.smtp;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/** 10,000 recipients for each mailbox in any 24 hours (facts/microsoft365 6). Thread-safe. */
final class RecipientQuota {
  private static final int MOST = 10_000;
  private static final Duration WITHIN = Duration.ofHours(24);

  private record Use(Instant when, int recipients) {}

  private final Map<String, Deque<Use>> uses = new HashMap<>();

  /** False if they would be too many; then nothing is counted. */
  synchronized boolean use(String mailbox, int recipients, Instant now) {
    var recent = uses.computeIfAbsent(mailbox, _ -> new ArrayDeque<>());
    while (!recent.isEmpty() && !recent.getFirst().when().plus(WITHIN).isAfter(now)) {
      recent.removeFirst();
    }
    int used = recent.stream().mapToInt(Use::recipients).sum();
    if (used + recipients > MOST) {
      return false;
    }
    recent.addLast(new Use(now, recipients));
    return true;
  }
}
