package com.mailgrant.outbox;

import com.mailgrant.account.MailAccount;
import com.mailgrant.mail.Append;
import com.mailgrant.mail.MailFailureException;
import com.mailgrant.outbox.Composer.Circumstances;
import com.mailgrant.platform.Refused;
import com.mailgrant.provider.FolderRole;
import com.mailgrant.session.MailSessions;
import com.mailgrant.session.NoSession;
import com.mailgrant.sharing.Sharing;
import java.time.Clock;
import java.util.List;
import org.springframework.stereotype.Service;

/** Saves messages as drafts, for a person to finish in a mail program. */
@Service
class Drafts {
  private static final String NO_FOLDER = "wrong.outbox.no-drafts-folder";

  private final Originals originals;
  private final SentFolder folders;
  private final Sharing sharing;
  private final MailSessions sessions;
  private final Clock clock;

  Drafts(
      Originals originals,
      SentFolder folders,
      Sharing sharing,
      MailSessions sessions,
      Clock clock) {
    this.originals = originals;
    this.folders = folders;
    this.sharing = sharing;
    this.sessions = sessions;
    this.clock = clock;
  }

  /**
   * @param folder where it is, as the server names it
   */
  record Saved(String messageId, String folder) {}

  Saved save(MailAccount account, MessageDraft draft) throws NoSession {
    if (draft.onBehalfOf() != null) {
      sharing.requireSend(account, draft.onBehalfOf());
    }
    var original = originals.find(account, draft);
    var composed =
        Composer.draft(
            account,
            draft,
            new Circumstances(
                clock.instant(), account, sharing.senders(account), original, List.of()));
    var folder =
        folders
            .folderToFill(account, FolderRole.DRAFT)
            .orElseThrow(() -> new Refused(Refused.Reason.CONFLICT, NO_FOLDER));
    try (var session = sessions.imap(account)) {
      if (session.append(folder, composed.content(), List.of("\\Draft", "\\Seen"), clock.instant())
          instanceof Append.FolderMissing) {
        throw new Refused(Refused.Reason.CONFLICT, NO_FOLDER);
      }
      return new Saved(composed.messageId(), folder.decoded());
    } catch (MailFailureException e) {
      throw sessions.explained(account, e.failure());
    }
  }
}
