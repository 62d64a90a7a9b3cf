package com.mailgrant.outbox;

import com.mailgrant.account.MailAccount;
import com.mailgrant.inbox.Reading;
import com.mailgrant.mail.MailFailureException;
import com.mailgrant.platform.InvalidInput;
import com.mailgrant.platform.Missing;
import com.mailgrant.provider.FolderRole;
import com.mailgrant.session.MailSessions;
import com.mailgrant.session.NoSession;
import java.io.ByteArrayOutputStream;
import java.util.List;
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

  Originals(Reading reading, MailSessions sessions, SentFolder folders) {
    this.reading = reading;
    this.sessions = sessions;
    this.folders = folders;
  }

  /**
   * The message that a draft names in {@code inReplyTo}.
   *
   * @throws InvalidInput when there is none, and the draft cannot do without
   */
  Original find(MailAccount account, MessageDraft draft) throws NoSession {
    var mode = Answering.Mode.parse(draft.mode());
    var name = String.valueOf(draft.inReplyTo()).strip();
    if (!Original.isMessageId(name)) {
      try {
        return Original.read(reading.source(account, name));
      } catch (Missing e) {
        throw missing();
      }
    }
    // With recipients and subject of its own, a reply needs the original for its thread only.
    boolean needed = mode != Answering.Mode.REPLY || draft.to() == null || draft.subject() == null;
    try {
      return byMessageId(account, name, needed);
    } catch (NoSession e) {
      if (needed) {
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
