package com.mailgrant.outbox;

import com.mailgrant.account.MailAccount;
import com.mailgrant.inbox.Reading;
import com.mailgrant.mail.MailFailureException;
import com.mailgrant.platform.InvalidInput;
import com.mailgrant.platform.Missing;
import com.mailgrant.provider.FolderRole;
import com.mailgrant.session.MailSessions;
import com.mailgrant.session.NoSession;
import com.mailgrant.sharing.Sharing;
import java.io.ByteArrayOutputStream;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Fetches the message that is answered or forwarded. */
@Component
class Originals {
  private static final List<FolderRole> PLACES =
      List.of(FolderRole.INBOX, FolderRole.SENT, FolderRole.ARCHIVE);
  private static final long LARGEST = 40L * 1024 * 1024;

  private final Reading reading;
  private final MailSessions sessions;
  private final SentFolder folders;
  private final Sharing sharing;

  Originals(Reading reading, MailSessions sessions, SentFolder folders, Sharing sharing) {
    this.reading = reading;
    this.sessions = sessions;
    this.folders = folders;
    this.sharing = sharing;
  }

  /**
   * Whether a draft takes more of a message in the mailbox than its thread, so that whoever sends
   * it reads that message.
   */
  static boolean reads(MessageDraft draft) {
    if (draft.inReplyTo() == null || draft.raw() != null) {
      return false;
    }
    var name = draft.inReplyTo().strip();
    if (name.startsWith("<") && !Original.isMessageId(name)) {
      throw new InvalidInput("inReplyTo", "wrong.outbox.message-id");
    }
    return Answering.Mode.parse(draft.mode()) != Answering.Mode.REPLY
        || !Original.isMessageId(name)
        || draft.to() == null
        || draft.to().isEmpty()
        || draft.subject() == null;
  }

  /**
   * The message that a draft names in {@code inReplyTo}; null when it names none, or is complete.
   *
   * @throws InvalidInput when there is none and the draft cannot do without, or when its user may
   *     not read it
   */
  @Nullable Original find(MailAccount account, MessageDraft draft) throws NoSession {
    if (draft.inReplyTo() == null && draft.mode() != null) {
      throw new InvalidInput("mode", "wrong.outbox.which-original");
    }
    if (draft.inReplyTo() == null || draft.raw() != null) {
      return null;
    }
    boolean reads = reads(draft);
    if (reads && draft.onBehalfOf() != null) {
      sharing.requireRead(account, draft.onBehalfOf());
    }
    var name = String.valueOf(draft.inReplyTo()).strip();
    if (!Original.isMessageId(name)) {
      try {
        return Original.read(reading.source(account, name));
      } catch (Missing e) {
        throw missing();
      }
    }
    try {
      return byMessageId(account, name, reads);
    } catch (NoSession e) {
      if (reads) {
        throw e;
      }
      return Original.named(name);
    }
  }

  private Original byMessageId(MailAccount account, String messageId, boolean needed)
      throws NoSession {
    try (var session = sessions.imap(account)) {
      for (var role : PLACES) {
        var folder = folders.folder(account, role);
        if (folder.isPresent()) {
          var found = session.searchMessageId(folder.get(), messageId);
          if (!found.isEmpty()) {
            var out = new ByteArrayOutputStream();
            session.fetchSource(found.stream().max().orElseThrow(), LARGEST, out);
            return Original.read(out.toByteArray());
          }
        }
      }
    } catch (MailFailureException e) {
      throw sessions.explained(account, e.failure());
    }
    if (needed) {
      throw missing();
    }
    return Original.named(messageId);
  }

  private static InvalidInput missing() {
    return new InvalidInput("inReplyTo", "wrong.outbox.no-original");
  }
}
