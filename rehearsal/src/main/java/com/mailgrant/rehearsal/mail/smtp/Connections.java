package com.mailgrant.rehearsal.mail.smtp;

import java.util.HashMap;
import java.util.Map;

/** How many sessions each mailbox has open (facts/microsoft365 6). Thread-safe. */
final class Connections {
  private static final int MOST = 3;

  private final Map<String, Integer> open = new HashMap<>();

  /** False if there are too many already. */
  synchronized boolean enter(String mailbox) {
    int now = open.getOrDefault(mailbox, 0);
    if (now >= MOST) {
      return false;
    }
    open.put(mailbox, now + 1);
    return true;
  }

  synchronized void leave(String mailbox) {
    open.computeIfPresent(mailbox, (_, count) -> count > 1 ? count - 1 : null);
  }
}
