package com.mailgrant.sync;

import com.mailgrant.mail.Dovecot;

/** The same with a server that tells neither changes nor what vanished. */
class PlainMailboxRoundTest extends MailboxRounds {
  PlainMailboxRoundTest() throws Exception {
    super(
        Dovecot.start(
            "protocol imap {", "  imap_capability = IMAP4rev1 IDLE NAMESPACE UIDPLUS", "}"));
  }
}
