package com.mailgrant.rehearsal.mail;

import com.mailgrant.rehearsal.fault.Script;

/** How a sign-in ended. */
public sealed interface SignIn {
  /** The token is good. */
  record Accepted(Account account) implements SignIn {}

  /** A fault says what is answered. */
  record Scripted(Script.Line line) implements SignIn {}

  /** It is not, or something stands against it. */
  enum Refusal implements SignIn {
    /** Unknown, expired, for another resource or person, or without the permission. */
    TOKEN,
    /** The protocol is switched off for the mailbox. */
    SWITCHED_OFF,
    /** SMTP AUTH is switched off for the organization. */
    SMTP_OFF_FOR_ORGANIZATION,
    /** SMTP AUTH is switched off for the mailbox. */
    SMTP_OFF_FOR_MAILBOX,
    /** Too many sessions of the mailbox are open. */
    TOO_MANY_CONNECTIONS,
    /** The servers are busy. */
    BUSY,
    /** The mechanism is not offered. */
    NOT_OFFERED
  }
}
