package com.mailgrant.rehearsal.fault;

import java.util.Locale;

/** Where a {@link ScriptedFault} strikes. */
public enum Place {
  /** Microsoft's token endpoint, whatever comes. */
  TOKEN,
  /** Microsoft's token endpoint, when a refresh token comes. */
  REFRESH,
  /** Microsoft's token endpoint, when a code comes. */
  CODE,
  /** Microsoft's sign-in pages: a dead end. */
  PAGE,
  /** Microsoft's sign-in pages: the browser goes back with the error. */
  RETURN,
  /** Claims of Microsoft's access tokens; mail servers then refuse them. */
  CLAIMS,
  /** Google's sign-in pages: a dead end. */
  GOOGLE_PAGE,
  /** Google's sign-in pages: the browser goes back with the error. */
  GOOGLE_RETURN,
  /** Google's token endpoint, when a refresh token comes. */
  GOOGLE_REFRESH,
  /** IMAP's answer to a token. */
  IMAP_SIGN_IN,
  /** IMAP's answer to every command on the mailbox after the sign-in. */
  IMAP_OPEN,
  /** SMTP's answer to a token. */
  SMTP_SIGN_IN,
  /** SMTP's answer to MAIL. */
  SMTP_SENDER,
  /** SMTP's answer to every RCPT. */
  SMTP_RECIPIENT,
  /** SMTP's answer to the message. */
  SMTP_MESSAGE,
  /** POP3's answer to a token. */
  POP3_SIGN_IN;

  /** As it stands in the files and in the API. */
  public String kebab() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  static Place named(String kebab) {
    return valueOf(kebab.toUpperCase(Locale.ROOT).replace('-', '_'));
  }
}
