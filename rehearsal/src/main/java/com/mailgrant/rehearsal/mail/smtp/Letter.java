package com.mailgrant.rehearsal.mail.smtp;

import com.mailgrant.rehearsal.mime.Addresses;
import com.mailgrant.rehearsal.mime.Header;
import com.mailgrant.rehearsal.mime.Header.Field;
import com.mailgrant.rehearsal.mime.Message;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A message whose header fields can be exchanged. Immutable. */
final class Letter {
  private static final byte[] END_OF_LINE = {'\r', '\n'};

  private final List<String> fields;
  private final byte[] source;
  private final int bodyStart;
  private final Header header;

  private Letter(List<String> fields, Header header, byte[] source, int bodyStart) {
    this.fields = fields;
    this.header = header;
    this.source = source;
    this.bodyStart = bodyStart;
  }

  static Letter read(byte[] octets) {
    var root = Message.of(octets).root();
    var fields = root.header().fields().stream().map(Field::raw).toList();
    return new Letter(fields, root.header(), octets, root.bodyRange().from());
  }

  /** Of the message as it came. */
  Optional<String> value(String field) {
    return header.first(field);
  }

  /** Addresses in the fields of this name, as the message came, without the names beside them. */
  List<String> addresses(String field) {
    return header.all(field).stream()
        .flatMap(value -> Addresses.parse(value).stream())
        .flatMap(address -> address.email().stream())
        .toList();
  }

  Letter without(String field) {
    var start = field + ":";
    return changed(
        fields.stream()
            .filter(raw -> !raw.regionMatches(true, 0, start, 0, start.length()))
            .toList());
  }

  /** Puts a field on top. */
  Letter with(String field, String value) {
    var all = new ArrayList<String>();
    all.add(field + ": " + value + "\r\n");
    all.addAll(fields);
    return changed(all);
  }

  /** The fields, in ISO 8859-1. */
  String headerText() {
    return String.join("", fields);
  }

  byte[] octets() {
    var all = new ByteArrayOutputStream(source.length + 512);
    for (var field : fields) {
      all.writeBytes(field.getBytes(StandardCharsets.ISO_8859_1));
      if (!field.endsWith("\n")) {
        all.writeBytes(END_OF_LINE);
      }
    }
    all.writeBytes(END_OF_LINE);
    all.write(source, bodyStart, source.length - bodyStart);
    return all.toByteArray();
  }

  Message message() {
    return Message.of(octets());
  }

  private Letter changed(List<String> next) {
    return new Letter(next, header, source, bodyStart);
  }
}
