package com.mailgrant.account;

import java.time.Instant;

/** An account that was deleted and can still be brought back. */
public record ParkedAccount(MailAccount account, Instant deletedAt) {}
