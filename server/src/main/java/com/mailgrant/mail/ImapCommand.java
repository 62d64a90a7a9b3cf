package com.mailgrant.mail;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A command in the making: text and literals, without the tag. */
final class ImapCommand {
  private static final int LONGEST_QUOTED = 1_000;

  private final List<Part> parts = new ArrayList<>();
  private final ByteArrayOutputStream text = new ByteArrayOutputStream(64);
  private final StringBuilder shown = new StringBuilder();

  private ImapCommand() {}

  /** Starts with words that are proper syntax as they stand. */
  static ImapCommand of(String words) {
    return new ImapCommand().words(words);
  }

  /** Atoms, numbers, parentheses and spaces: nothing that came from outside. */
  ImapCommand words(String words) {
    text.writeBytes(words.getBytes(StandardCharsets.US_ASCII));
    shown.append(words);
    return this;
  }

  ImapCommand space() {
    return words(" ");
  }

  ImapCommand folder(FolderName folder) {
    return string(folder.octets());
  }

  /** Quoted where that is possible, else a literal. */
  ImapCommand string(byte[] value) {
    if (quotable(value)) {
      String quoted = quoted(value);
      text.writeBytes(quoted.getBytes(StandardCharsets.US_ASCII));
      shown.append(quoted);
      return this;
    }
    return literal(value);
  }

  /** The same, but unseen by the transcript. */
  ImapCommand secret(byte[] value) {
    int before = shown.length();
    string(value);
    shown.setLength(before);
    shown.append("[secret]");
    return this;
  }

  ImapCommand literal(byte[] value) {
    parts.add(new Part(text.toByteArray(), value));
    text.reset();
    shown.append('{').append(value.length).append('}');
    return this;
  }

  /** Text and literal by turns; what {@link #tail} holds comes last. */
  List<Part> parts() {
    return parts;
  }

  byte[] tail() {
    return text.toByteArray();
  }

  /** For the transcript. */
  String shown() {
    return shown.toString();
  }

  private static boolean quotable(byte[] value) {
    if (value.length > LONGEST_QUOTED) {
      return false;
    }
    for (byte octet : value) {
      // Negative is above 127: not allowed in a quoted string of RFC 3501.
      if (octet < ' ' || octet == 127) {
        return false;
      }
    }
    return true;
  }

  private static String quoted(byte[] value) {
    String ascii = new String(value, StandardCharsets.US_ASCII);
    return '"' + ascii.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }

  @SuppressWarnings("ArrayRecordComponent") // Handed through, never compared.
  record Part(byte[] text, byte[] literal) {}
}
