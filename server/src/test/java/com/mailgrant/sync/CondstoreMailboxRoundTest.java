package com.mailgrant.sync;

import com.mailgrant.mail.Dovecot;

/** The same with a server that tells changes, and not what vanished. */
class CondstoreMailboxRoundTest extends MailboxRounds {
  CondstoreMailboxRoundTest() throws Exception {
    super(
        Dovecot.start(
            "protocol imap {",
            "  imap_capability = IMAP4rev1 IDLE NAMESPACE ENABLE CONDSTORE MOVE UIDPLUS",
            "}"));
  }
}
