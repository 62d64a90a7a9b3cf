package com.mailgrant.account;

import com.mailgrant.account.AccountDraft.ServerDraft;
import com.mailgrant.platform.InvalidInput.FieldError;
import com.mailgrant.platform.Secret;
import com.mailgrant.provider.AccountType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Between the fields of the page and a draft. */
final class AccountForm {
  private AccountForm() {}

  static AccountDraft draft(AccountType type, Map<String, String> values) {
    boolean generic = type == AccountType.GENERIC;
    return new AccountDraft(
        type.apiName(),
        values.get("accountName"),
        values.get("senderName"),
        values.get("senderEmail"),
        !generic && values.containsKey("useOAuth"),
        values.get("username"),
        values.get("mailboxAddress"),
        generic ? null : values.get("cloud"),
        generic ? server("imap", values) : null,
        generic ? server("pop3", values) : null,
        generic ? server("smtp", values) : null,
        secret(values.get("password")),
        values.containsKey("matchImapCredentials") || !generic,
        values.get("sentCopy"));
  }

  static Map<String, String> values(MailAccount account) {
    var draft = AccountDrafts.of(account);
    var values = new LinkedHashMap<String, String>();
    put(values, "accountName", draft.accountName());
    put(values, "senderName", draft.senderName());
    put(values, "senderEmail", draft.senderEmail());
    put(values, "username", draft.username());
    put(values, "mailboxAddress", draft.mailboxAddress());
    put(values, "cloud", draft.cloud());
    put(values, "sentCopy", draft.sentCopy());
    put(values, "useOAuth", account.useOAuth() ? "on" : null);
    put(values, "matchImapCredentials", account.smtpUsername() == null ? "on" : null);
    put(values, "version", String.valueOf(account.version()));
    server(values, "imap", draft.imap());
    server(values, "pop3", draft.pop3());
    server(values, "smtp", draft.smtp());
    return values;
  }

  /** Several messages at one field become one text. */
  static Map<String, String> byField(List<FieldError> errors) {
    var byField = new LinkedHashMap<String, String>();
    errors.forEach(error -> byField.merge(error.field(), error.message(), (a, b) -> a + " " + b));
    return byField;
  }

  private static @Nullable ServerDraft server(String protocol, Map<String, String> values) {
    var host = values.getOrDefault(protocol + ".host", "").strip();
    if (host.isEmpty()) {
      return null;
    }
    boolean ownLogin = protocol.equals("smtp") && !values.containsKey("matchImapCredentials");
    return new ServerDraft(
        host,
        port(values.getOrDefault(protocol + ".port", "").strip()),
        values.get(protocol + ".security"),
        ownLogin ? values.get("smtp.username") : null,
        ownLogin ? secret(values.get("smtp.password")) : null);
  }

  /** What is no number becomes one that no port has, so that the field gets its message. */
  private static @Nullable Integer port(String text) {
    if (text.isEmpty()) {
      return null;
    }
    return text.matches("\\d{1,9}") ? Integer.valueOf(text) : Integer.valueOf(-1);
  }

  private static @Nullable Secret secret(@Nullable String typed) {
    return typed == null || typed.isEmpty() ? null : new Secret(typed);
  }

  private static void server(
      Map<String, String> values, String protocol, @Nullable ServerDraft server) {
    if (server != null) {
      put(values, protocol + ".host", server.host());
      put(values, protocol + ".port", String.valueOf(server.port()));
      put(values, protocol + ".security", server.security());
      put(values, protocol + ".username", server.username());
    }
  }

  private static void put(Map<String, String> values, String name, @Nullable String value) {
    if (value != null) {
      values.put(name, value);
    }
  }
}
