package com.mailgrant.mail;

import com.mailgrant.mail.ImapDialogue.Asked;
import com.mailgrant.mail.ImapResponse.Status;
import com.mailgrant.mail.ImapResponse.Tagged;
import com.mailgrant.mail.ImapResponse.Untagged;
import com.mailgrant.mail.Reply.ImapStatus;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/** IDLE and DONE (RFC 2177), and the call from another thread that ends it. */
final class ImapIdle {
  private final ImapDialogue dialogue;
  private final Wire wire;

  /** Guards the two fields below, so that DONE is sent once and only within IDLE. */
  private final ReentrantLock lock = new ReentrantLock();

  private boolean woken;
  private boolean listening;

  ImapIdle(ImapDialogue dialogue) {
    this.dialogue = dialogue;
    this.wire = dialogue.wire;
  }

  IdleEnd idle(Duration atMost) throws MailFailureException {
    if (takeWakeUp()) {
      return IdleEnd.WOKEN;
    }
    Status status = dialogue.inTurn(() -> exchange(atMost));
    if (status.reply().status() != ImapStatus.OK) {
      throw ImapDialogue.rejected(Stage.IMAP_IDLE, status.reply());
    }
    return takeWakeUp() ? IdleEnd.WOKEN : IdleEnd.TIME_UP;
  }

  /** From any thread. If no IDLE runs, the next one returns at once. */
  void wake() {
    lock.lock();
    try {
      woken = true;
      if (listening) {
        listening = false;
        wire.write(ImapDialogue.ascii("DONE\r\n"), "DONE");
      }
    } catch (MailFailureException lost) {
      // The idling thread meets the same loss when it reads, and reports it.
      wire.abort();
    } finally {
      lock.unlock();
    }
  }

  private Status exchange(Duration atMost) throws MailFailureException {
    wire.begin(Stage.IMAP_IDLE, wire.timeouts().reply());
    String tag = dialogue.nextTag();
    wire.write(ImapDialogue.ascii(tag + " IDLE\r\n"), tag + " IDLE");
    Optional<Status> refused = dialogue.awaitContinuation(tag, Asked.NOTHING);
    if (refused.isPresent()) {
      return refused.get();
    }
    startListening();
    long end = System.nanoTime() + atMost.toNanos();
    while (isListening()) {
      long left = end - System.nanoTime();
      if (left <= 0 || !wire.await(Duration.ofNanos(left))) {
        stopListening();
        break;
      }
      wire.begin(Stage.IMAP_IDLE, wire.timeouts().reply());
      switch (dialogue.responses.read()) {
        case Tagged tagged -> {
          // The server ended it by itself, or another thread has just sent DONE.
          stoppedByServer();
          return dialogue.own(tag, tagged);
        }
        case Untagged untagged -> dialogue.heard(untagged, Asked.NOTHING);
        case ImapResponse.Continuation _ -> {
          // Some servers send "+ idling" again as a sign of life.
        }
      }
    }
    wire.begin(Stage.IMAP_IDLE, wire.timeouts().reply());
    return dialogue.finish(tag, Asked.NOTHING);
  }

  private void startListening() throws MailFailureException {
    lock.lock();
    try {
      listening = !woken;
      if (woken) {
        wire.write(ImapDialogue.ascii("DONE\r\n"), "DONE");
      }
    } finally {
      lock.unlock();
    }
  }

  private void stopListening() throws MailFailureException {
    lock.lock();
    try {
      if (listening) {
        listening = false;
        wire.write(ImapDialogue.ascii("DONE\r\n"), "DONE");
      }
    } finally {
      lock.unlock();
    }
  }

  private void stoppedByServer() {
    lock.lock();
    try {
      listening = false;
    } finally {
      lock.unlock();
    }
  }

  private boolean isListening() {
    lock.lock();
    try {
      return listening;
    } finally {
      lock.unlock();
    }
  }

  private boolean takeWakeUp() {
    lock.lock();
    try {
      boolean was = woken;
      woken = false;
      return was;
    } finally {
      lock.unlock();
    }
  }
}
