package com.mailgrant.rehearsal.mail.servers;

import com.mailgrant.rehearsal.RehearsalProperties.Ports;

/** The ports of the mail servers. */
public enum Door {
  /** Exchange, TLS from the first octet. */
  IMAP("imap"),
  /** Exchange, TLS from the first octet. */
  POP3("pop3"),
  /** Exchange, STARTTLS. */
  SMTP("smtp"),
  /** Gmail, TLS from the first octet. */
  GOOGLE_IMAP("google-imap"),
  /** Gmail, STARTTLS. */
  GOOGLE_SMTP("google-smtp");

  private final String property;

  Door(String property) {
    this.property = property;
  }

  /** Property with the number of the port. */
  String property() {
    return "rehearsal.ports." + property;
  }

  boolean tlsFromTheFirstOctet() {
    return this != SMTP && this != GOOGLE_SMTP;
  }

  int port(Ports ports) {
    return switch (this) {
      case IMAP -> ports.imap();
      case POP3 -> ports.pop3();
      case SMTP -> ports.smtp();
      case GOOGLE_IMAP -> ports.googleImap();
      case GOOGLE_SMTP -> ports.googleSmtp();
    };
  }
}
