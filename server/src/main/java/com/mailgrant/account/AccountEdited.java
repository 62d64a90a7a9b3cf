package com.mailgrant.account;

/** The settings of an account were replaced, in the same transaction. */
public record AccountEdited(MailAccount before, MailAccount after) {}
