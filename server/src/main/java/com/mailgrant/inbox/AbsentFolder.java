package com.mailgrant.inbox;

import com.mailgrant.mail.FolderName;
import com.mailgrant.mail.FolderStatus;
import com.mailgrant.mail.ImapSession;
import com.mailgrant.mail.MailFailure;
import com.mailgrant.mail.MailFailureException;
import com.mailgrant.mail.Reply;
import com.mailgrant.mail.Reply.ImapStatus;
import com.mailgrant.platform.Missing;

/**
 * Tells a folder that is not there from one that the server will not open now, for example because
 * it is throttling: the list of folders says so, whatever words the refusal has.
 */
final class AbsentFolder {
  private AbsentFolder() {}

  /**
   * Whether a folder was refused because it is not there.
   *
   * @param refusal of EXAMINE or SELECT
   */
  static boolean explains(MailFailure refusal, ImapSession session, FolderName folder)
      throws MailFailureException {
    return refusal instanceof MailFailure.Rejected rejected
        && rejected.reply() instanceof Reply.Imap reply
        && reply.status() == ImapStatus.NO
        && session.list().stream()
            .noneMatch(there -> there.selectable() && there.name().equals(folder));
  }

  /** EXAMINE or SELECT. */
  interface Opening {
    FolderStatus folder(FolderName folder) throws MailFailureException;
  }

  /**
   * Opens the folder in which a message lies.
   *
   * @throws Missing when the folder is gone, or was made anew since the message got its id
   */
  static void open(ImapSession session, MessageRef ref, Opening opening)
      throws MailFailureException {
    try {
      if (opening.folder(ref.folder()).uidValidity() == ref.uidValidity()) {
        return;
      }
    } catch (MailFailureException e) {
      if (!explains(e.failure(), session, ref.folder())) {
        throw e;
      }
    }
    throw new Missing("wrong.missing.message");
  }
}
