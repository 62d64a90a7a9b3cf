package com.mailgrant.rehearsal.mime;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The fields of one header block in their order. */
public final class Header {
  /**
   * One field.
   *
   * @param name empty for a line that is no field at all, as broken messages have them
   * @param raw the octets as ISO 8859-1 text, line ends included
   */
  public record Field(String name, String raw) {
    /** Unfolded, without the name; still encoded (RFC 2047). */
    public String value() {
      var text = name.isEmpty() ? raw : raw.substring(raw.indexOf(':') + 1);
      return text.replace("\r", "").replace("\n", "").strip();
    }

    boolean isNamed(String wanted) {
      return name.equalsIgnoreCase(wanted);
    }
  }

  private final List<Field> fields;

  private Header(List<Field> fields) {
    this.fields = List.copyOf(fields);
  }

  /** Reads the octets from {@code from} up to {@code to}, or to the empty line before. */
  static Header parse(byte[] source, int from, int to) {
    var fields = new ArrayList<Field>();
    int start = from;
    for (int at = from; at < to; ) {
      int next = Lines.next(source, at, to);
      if (Lines.isEmpty(source, at, next)) {
        break;
      }
      boolean goesOn = next < to && (source[next] == ' ' || source[next] == '\t');
      if (!goesOn) {
        fields.add(field(new String(source, start, next - start, StandardCharsets.ISO_8859_1)));
        start = next;
      }
      at = next;
    }
    return new Header(fields);
  }

  private static Field field(String raw) {
    int colon = raw.indexOf(':');
    var name = colon > 0 ? raw.substring(0, colon).strip() : "";
    return name.matches("[!-~]+") ? new Field(name, raw) : new Field("", raw);
  }

  /** All of them. */
  public List<Field> fields() {
    return fields;
  }

  /** Value of the first field of this name. */
  public Optional<String> first(String name) {
    return fields.stream().filter(field -> field.isNamed(name)).map(Field::value).findFirst();
  }

  /** Values of all fields of this name. */
  public List<String> all(String name) {
    return fields.stream().filter(field -> field.isNamed(name)).map(Field::value).toList();
  }
}
