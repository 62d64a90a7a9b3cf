package com.mailgrant.rehearsal.mail.imap;

/**
 * The tagged end of a command.
 *
 * @param status OK, NO or BAD
 * @param text behind it, response code included
 */
record Answer(String status, String text) {
  static Answer ok(String text) {
    return new Answer("OK", text);
  }

  static Answer no(String text) {
    return new Answer("NO", text);
  }

  static Answer bad(String text) {
    return new Answer("BAD", text);
  }
}
