package com.mailgrant.mail;

import java.util.OptionalLong;

/** How storing a message in a folder ended; other failures are {@link MailFailure}s. */
public sealed interface Append {
  /**
   * It is there.
   *
   * @param uid its UID, where the server says so (RFC 4315 UIDPLUS)
   */
  record Stored(OptionalLong uid) implements Append {}

  /** The folder does not exist; the server invites to create it (TRYCREATE). */
  record FolderMissing(Reply.Imap reply) implements Append {}
}
