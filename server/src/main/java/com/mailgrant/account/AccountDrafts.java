package com.mailgrant.account;

import com.mailgrant.account.AccountDraft.ServerDraft;
import com.mailgrant.mail.ServerAddress;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Writes an account back as the draft that would make it. */
final class AccountDrafts {
  private AccountDrafts() {}

  /** Everything but the secrets. */
  static AccountDraft of(MailAccount account) {
    return new AccountDraft(
        account.type().apiName(),
        account.accountName(),
        account.senderName(),
        account.senderEmail().value(),
        account.useOAuth(),
        account.username(),
        account.mailboxAddress() == null ? null : account.mailboxAddress().value(),
        account.cloud(),
        server(account.imap(), null),
        server(account.pop3(), null),
        server(account.smtp(), account.smtpUsername()),
        null,
        account.smtpUsername() == null,
        account.sentCopy() == null ? null : account.sentCopy().apiName());
  }

  private static @Nullable ServerDraft server(
      @Nullable ServerAddress server, @Nullable String username) {
    return server == null
        ? null
        : new ServerDraft(
            server.host(),
            server.port(),
            server.security().name().toLowerCase(Locale.ROOT),
            username,
            null);
  }
}
