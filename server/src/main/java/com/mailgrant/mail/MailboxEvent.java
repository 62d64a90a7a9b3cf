package com.mailgrant.mail;

import java.util.OptionalLong;
import java.util.Set;

/** What a server tells about the selected folder without being asked, in IDLE or at any time. */
public sealed interface MailboxEvent {
  /** So many messages are there now; more than before means new ones. */
  record Exists(long messages) implements MailboxEvent {}

  /** The message with this sequence number is gone; those behind it move up by one. */
  record Expunged(long sequence) implements MailboxEvent {}

  /**
   * Flags are now these.
   *
   * @param uid absent with servers that name the sequence number only
   */
  record FlagsChanged(long sequence, OptionalLong uid, Set<String> flags, OptionalLong modSeq)
      implements MailboxEvent {
    /** Keeps the flags. */
    public FlagsChanged {
      flags = Set.copyOf(flags);
    }
  }

  /**
   * These are gone (RFC 7162 QRESYNC).
   *
   * @param when whether they vanished now or while we were away
   */
  record Vanished(UidSet uids, When when) implements MailboxEvent {}

  /** The tense of {@link Vanished}. */
  enum When {
    NOW,
    EARLIER
  }
}
