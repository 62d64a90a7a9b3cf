package com.mailgrant.account;

import com.mailgrant.account.AccountDraft.ServerDraft;
import com.mailgrant.platform.Secret;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A form in the making: good as it starts, with whatever a test changes in it. */
final class Draft {
  private final Map<String, @Nullable String> texts = new HashMap<>();
  private @Nullable ServerDraft imap;
  private @Nullable ServerDraft smtp;
  private @Nullable String password;
  private @Nullable Boolean matchImapCredentials;

  static Draft corporate() {
    return new Draft()
        .with("type", "microsoft365")
        .with("accountName", "Sales")
        .with("senderName", "Anna Berg")
        .with("senderEmail", "anna@contoso.example")
        .with("username", "anna@contoso.example")
        .with("cloud", "lab");
  }

  static Draft generic() {
    var draft =
        corporate()
            .with("type", "generic")
            .with("cloud", null)
            .imap("mail.contoso.invalid", 993, "tls")
            .smtp("mail.contoso.invalid", 587, "starttls");
    return draft.password("right horse");
  }

  /** As the form of an account that is there opens, without its secrets and without POP3. */
  static Draft of(MailAccount account) {
    var known = AccountDrafts.of(account);
    var draft =
        new Draft()
            .with("type", known.type())
            .with("accountName", known.accountName())
            .with("senderName", known.senderName())
            .with("senderEmail", known.senderEmail())
            .with("useOAuth", String.valueOf(known.useOAuth()))
            .with("username", known.username())
            .with("mailboxAddress", known.mailboxAddress())
            .with("cloud", known.cloud())
            .with("sentCopy", known.sentCopy())
            .imap(known.imap())
            .smtp(known.smtp());
    draft.matchImapCredentials = known.matchImapCredentials();
    return draft;
  }

  Draft with(String field, @Nullable String value) {
    texts.put(field, value);
    return this;
  }

  Draft imap(@Nullable String host, @Nullable Integer port, @Nullable String security) {
    return imap(new ServerDraft(host, port, security, null, null));
  }

  Draft imap(@Nullable ServerDraft server) {
    imap = server;
    return this;
  }

  Draft smtp(@Nullable String host, @Nullable Integer port, @Nullable String security) {
    return smtp(new ServerDraft(host, port, security, null, null));
  }

  Draft smtp(@Nullable ServerDraft server) {
    smtp = server;
    return this;
  }

  Draft ownSmtpLogin(String username, @Nullable String ownPassword) {
    matchImapCredentials = false;
    return smtp(
        new ServerDraft("mail.contoso.invalid", 587, "starttls", username, secret(ownPassword)));
  }

  Draft password(@Nullable String value) {
    password = value;
    return this;
  }

  AccountDraft draft() {
    var useOAuth = texts.get("useOAuth");
    return new AccountDraft(
        texts.get("type"),
        texts.get("accountName"),
        texts.get("senderName"),
        texts.get("senderEmail"),
        useOAuth == null ? null : Boolean.valueOf(useOAuth),
        texts.get("username"),
        texts.get("mailboxAddress"),
        texts.get("cloud"),
        imap,
        null,
        smtp,
        secret(password),
        matchImapCredentials,
        texts.get("sentCopy"));
  }

  private static @Nullable Secret secret(@Nullable String value) {
    return value == null ? null : new Secret(value);
  }
}
