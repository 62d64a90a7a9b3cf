package com.mailgrant.account;

/**
 * An account is about to be deleted, in the same transaction: whoever keeps something for it
 * forgets it now.
 */
public record AccountDeleted(MailAccount account) {}
