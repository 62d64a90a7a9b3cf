package com.mailgrant.rehearsal.mail.imap;

import com.mailgrant.rehearsal.mime.Addresses;
import com.mailgrant.rehearsal.mime.Header;
import java.util.List;

/** ENVELOPE (RFC 3501 7.4.2). */
final class Envelope {
  private Envelope() {}

  static String of(Header header) {
    var from = addresses(header, "From");
    return "("
        + String.join(
            " ",
            text(header, "Date"),
            text(header, "Subject"),
            from,
            otherwise(addresses(header, "Sender"), from),
            otherwise(addresses(header, "Reply-To"), from),
            addresses(header, "To"),
            addresses(header, "Cc"),
            addresses(header, "Bcc"),
            text(header, "In-Reply-To"),
            text(header, "Message-ID"))
        + ")";
  }

  private static String text(Header header, String field) {
    return Words.nstring(header.first(field).orElse(null));
  }

  private static String otherwise(String addresses, String from) {
    return addresses.equals("NIL") ? from : addresses;
  }

  private static String addresses(Header header, String field) {
    List<Addresses.Address> all = Addresses.parse(String.join(", ", header.all(field)));
    if (all.isEmpty()) {
      return "NIL";
    }
    var text = new StringBuilder("(");
    for (var address : all) {
      text.append('(')
          .append(Words.nstring(address.name()))
          .append(" NIL ")
          .append(Words.nstring(address.local()))
          .append(' ')
          .append(Words.nstring(address.domain()))
          .append(')');
    }
    return text.append(')').toString();
  }
}
