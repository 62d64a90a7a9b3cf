package com.mailgrant.account;

import com.mailgrant.mail.ServerAddress;
import com.mailgrant.platform.Secret;
import com.mailgrant.provider.AccountType;
import com.mailgrant.provider.SentCopy;
import org.jspecify.annotations.Nullable;

/** A draft that was checked. The passwords are null where the stored ones stay. */
record AccountSettings(
    AccountType type,
    String accountName,
    String senderName,
    EmailAddress senderEmail,
    boolean useOAuth,
    String username,
    @Nullable EmailAddress mailboxAddress,
    @Nullable String cloud,
    @Nullable ServerAddress imap,
    @Nullable ServerAddress pop3,
    @Nullable ServerAddress smtp,
    @Nullable String smtpUsername,
    @Nullable SentCopy sentCopy,
    @Nullable Secret password,
    @Nullable Secret smtpPassword) {}
