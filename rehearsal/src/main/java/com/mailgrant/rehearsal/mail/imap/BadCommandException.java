package com.mailgrant.rehearsal.mail.imap;

/** The command cannot be understood, or asks for what Exchange does not do. */
final class BadCommandException extends Exception {
  BadCommandException(String what) {
    super(what);
  }
}
