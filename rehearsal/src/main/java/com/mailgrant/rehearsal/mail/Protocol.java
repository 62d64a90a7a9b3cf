package com.mailgrant.rehearsal.mail;

/** What a client speaks; each needs a permission of its own (facts/microsoft365 2). */
public enum Protocol {
  IMAP("IMAP.AccessAsUser.All"),
  POP3("POP.AccessAsUser.All"),
  SMTP("SMTP.Send");

  private final String scope;

  Protocol(String scope) {
    this.scope = scope;
  }

  String scope() {
    return scope;
  }
}
