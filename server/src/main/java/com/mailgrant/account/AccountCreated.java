package com.mailgrant.account;

/** An account was saved for the first time, in the same transaction. */
public record AccountCreated(MailAccount account) {}
