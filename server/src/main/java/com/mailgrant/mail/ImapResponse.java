package com.mailgrant.mail;

import java.util.List;
import java.util.Set;

/** One response of an IMAP server, parsed (RFC 9051 7). */
sealed interface ImapResponse {
  /** The end of the command with this tag. */
  record Tagged(String tag, Status status) implements ImapResponse {}

  /** {@code +}: go on. */
  record Continuation(String text) implements ImapResponse {}

  /** Anything behind {@code *}. */
  sealed interface Untagged extends ImapResponse {}

  /**
   * @param rawCode whole, for parsing; the reply holds a version for people
   */
  record Status(Reply.Imap reply, String rawCode) implements Untagged {
    /** What follows the code's name, or null when the code is another one. */
    @org.jspecify.annotations.Nullable
    String codeArgument(String name) {
      if (!reply.hasCode(name)) {
        return null;
      }
      int space = rawCode.indexOf(' ');
      return space < 0 ? "" : rawCode.substring(space + 1);
    }
  }

  record Capability(Capabilities capabilities) implements Untagged {}

  record Listed(Folder folder) implements Untagged {}

  record NamespaceList(Namespaces namespaces) implements Untagged {}

  record Found(UidSet uids) implements Untagged {}

  record Exists(long messages) implements Untagged {}

  record Expunged(long sequence) implements Untagged {}

  record Vanished(UidSet uids, MailboxEvent.When when) implements Untagged {}

  record Fetched(ImapFetched items) implements Untagged {}

  record FolderFlags(Set<String> flags) implements Untagged {}

  record Enabled(List<String> words) implements Untagged {}

  record Counts(FolderCounts counts) implements Untagged {}

  /** Passed over: nobody asked. */
  record Other(String word) implements Untagged {}
}
