package com.mailgrant.mail;

/** A mail protocol with the ports that its servers listen on (RFC 8314 3). */
public enum Protocol {
  IMAP(993, 143),
  POP3(995, 110),
  SMTP(465, 587);

  private final int tlsPort;
  private final int plainPort;

  Protocol(int tlsPort, int plainPort) {
    this.tlsPort = tlsPort;
    this.plainPort = plainPort;
  }

  /** The port to propose for this protection. */
  public int defaultPort(Security security) {
    return switch (security) {
      case TLS -> tlsPort;
      case STARTTLS, NONE -> plainPort;
    };
  }
}
