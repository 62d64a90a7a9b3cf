package com.mailgrant.account;

import com.mailgrant.platform.Secret;
import org.jspecify.annotations.Nullable;

/**
 * What somebody entered into the form or sent to the API, unchecked. A field that is null was not
 * sent.
 *
 * @param password write-only; empty or masked means: leave the stored one
 */
public record AccountDraft(
    @Nullable String type,
    @Nullable String accountName,
    @Nullable String senderName,
    @Nullable String senderEmail,
    @Nullable Boolean useOAuth,
    @Nullable String username,
    @Nullable String mailboxAddress,
    @Nullable String cloud,
    @Nullable ServerDraft imap,
    @Nullable ServerDraft pop3,
    @Nullable ServerDraft smtp,
    @Nullable Secret password,
    @Nullable Boolean matchImapCredentials,
    @Nullable String sentCopy) {

  /**
   * @param username for SMTP where it differs from the account's
   * @param password for SMTP where it differs from the account's
   */
  public record ServerDraft(
      @Nullable String host,
      @Nullable Integer port,
      @Nullable String security,
      @Nullable String username,
      @Nullable Secret password) {}
}
