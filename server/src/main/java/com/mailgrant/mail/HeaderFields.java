package com.mailgrant.mail;

import java.util.List;

/** Checks header field names before they go into a command (RFC 5322 2.2). */
final class HeaderFields {
  private HeaderFields() {}

  static String required(String field) {
    boolean proper =
        !field.isEmpty()
            && field.length() <= 100
            && field.chars().allMatch(c -> c > 32 && c < 127 && "():{}\"\\[]%*".indexOf(c) < 0);
    if (!proper) {
      throw new IllegalArgumentException("not a header field name: " + WireText.printable(field));
    }
    return field;
  }

  /** For {@code BODY.PEEK[HEADER.FIELDS (...)]}. */
  static String joined(List<String> fields) {
    if (fields.isEmpty()) {
      throw new IllegalArgumentException("at least one header field must be named");
    }
    return String.join(" ", fields.stream().map(HeaderFields::required).toList());
  }
}
