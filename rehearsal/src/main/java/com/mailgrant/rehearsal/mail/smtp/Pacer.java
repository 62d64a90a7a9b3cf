package com.mailgrant.rehearsal.mail.smtp;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/**
 * 30 messages a minute for each mailbox; what is more than that waits for the following minutes
 * (facts/microsoft365 6). Thread-safe.
 */
final class Pacer {
  private static final int MOST = 30;
  private static final Duration WITHIN = Duration.ofMinutes(1);

  /** The last appointments of each mailbox, oldest first. */
  private final Map<String, Deque<Instant>> appointments = new HashMap<>();

  /** When the message may go. */
  synchronized Instant appointment(String mailbox, Instant now) {
    var last = appointments.computeIfAbsent(mailbox, _ -> new ArrayDeque<>());
    var when = now;
    if (last.size() == MOST) {
      var free = last.removeFirst().plus(WITHIN);
      when = free.isAfter(now) ? free : now;
    }
    last.addLast(when);
    return when;
  }
}
