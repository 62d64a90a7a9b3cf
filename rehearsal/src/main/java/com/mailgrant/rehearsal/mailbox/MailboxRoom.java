package com.mailgrant.rehearsal.mailbox;

import java.util.concurrent.locks.ReentrantLock;

/** What the folders of one mailbox share: the lock and the space. Guarded by {@link #lock}. */
final class MailboxRoom {
  /** So that a client that goes wild meets "mailbox full" and not the end of the heap. */
  private static final int MOST_MESSAGES = 50_000;

  final ReentrantLock lock = new ReentrantLock();
  private final long mostOctets;
  private long uidValidity;
  private int messages;
  private long octets;

  MailboxRoom(long uidValidity, long mostOctets) {
    this.uidValidity = uidValidity;
    this.mostOctets = mostOctets;
  }

  long nextUidValidity() {
    return uidValidity++;
  }

  boolean hasSpaceFor(int moreMessages, long moreOctets) {
    return messages + moreMessages <= MOST_MESSAGES && octets + moreOctets <= mostOctets;
  }

  boolean take(long size) {
    if (!hasSpaceFor(1, size)) {
      return false;
    }
    messages++;
    octets += size;
    return true;
  }

  void freed(long size) {
    messages--;
    octets -= size;
  }
}
