package com.mailgrant.outbox;

import com.mailgrant.account.MailAccount;
import java.util.Locale;

/** What the provider's limits are counted for: who signs in to send, and where. */
final class Mailboxes {
  private Mailboxes() {}

  static String of(MailAccount account) {
    var smtp = account.smtp();
    var place = smtp != null ? smtp.host() : String.valueOf(account.cloud());
    var user = account.smtpUsername() != null ? account.smtpUsername() : account.username();
    return (user + " at " + place).toLowerCase(Locale.ROOT);
  }
}
