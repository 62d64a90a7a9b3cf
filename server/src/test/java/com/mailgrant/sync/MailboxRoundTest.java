package com.mailgrant.sync;

import com.mailgrant.mail.Dovecot;

/** With all that the server has: QRESYNC, MOVE and so on. */
class MailboxRoundTest extends MailboxRounds {
  MailboxRoundTest() throws Exception {
    super(Dovecot.start());
  }
}
