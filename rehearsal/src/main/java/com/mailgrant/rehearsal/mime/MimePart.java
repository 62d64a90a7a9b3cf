package com.mailgrant.rehearsal.mime;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A part of a message, or the message itself, as a range of its octets. Immutable. */
public final class MimePart {
  /** Deeper nesting and more parts than any honest message has. */
  private static final int DEEPEST = 40;

  private static final int MOST_PARTS = 1_000;

  private final byte[] source;
  private final int start;
  private final int bodyStart;
  private final int end;
  private final Header header;
  private final ContentType type;
  private final List<MimePart> children;

  private MimePart(byte[] source, int start, int end, ContentType fallback, int depth) {
    this.source = source;
    this.start = start;
    this.end = end;
    this.bodyStart = bodyStart(source, start, end);
    this.header = Header.parse(source, start, bodyStart);
    this.type = header.first("Content-Type").flatMap(ContentType::parse).orElse(fallback);
    this.children = depth < DEEPEST ? children(depth + 1) : List.of();
  }

  static MimePart parse(byte[] source) {
    return new MimePart(source, 0, source.length, ContentType.PLAIN, 0);
  }

  /** Header of the part. */
  public Header header() {
    return header;
  }

  /** As declared, or the default of RFC 2045 5.2. */
  public ContentType type() {
    return type;
  }

  /** Parts of a multipart; the one message of a message/rfc822; else none. */
  public List<MimePart> children() {
    return children;
  }

  /** Offsets of header and body in the octets of the message. */
  public Range headerRange() {
    return new Range(start, bodyStart);
  }

  /** Offsets of the body. */
  public Range bodyRange() {
    return new Range(bodyStart, end);
  }

  /** Offsets of the whole. */
  public Range range() {
    return new Range(start, end);
  }

  /** Content-Disposition. */
  public Optional<ContentType> disposition() {
    return header.first("Content-Disposition").flatMap(ContentType::parse);
  }

  /** Lower case, {@code 7bit} where nothing is said. */
  public String encoding() {
    return header
        .first("Content-Transfer-Encoding")
        .map(value -> value.toLowerCase(Locale.ROOT))
        .filter(value -> !value.isEmpty())
        .orElse("7bit");
  }

  /** Number of lines of the body. */
  public int lines() {
    int lines = 0;
    for (int at = bodyStart; at < end; at = Lines.next(source, at, end)) {
      lines++;
    }
    return lines;
  }

  /** Text of the part and of all parts below, decoded; attachments that are no text left out. */
  public String text() {
    if (!children.isEmpty()) {
      var all = new StringBuilder();
      children.forEach(child -> all.append(child.text()).append('\n'));
      return all.toString();
    }
    if (!type.type().equals("text")) {
      return "";
    }
    return TextDecoding.text(
        new String(source, bodyStart, end - bodyStart, StandardCharsets.ISO_8859_1),
        encoding(),
        type.parameter("charset").orElse("us-ascii"));
  }

  private List<MimePart> children(int depth) {
    if (type.isMessage()) {
      return List.of(new MimePart(source, bodyStart, end, ContentType.PLAIN, depth));
    }
    if (!type.isMultipart()) {
      return List.of();
    }
    var boundary = "--" + type.parameter("boundary").orElseThrow();
    var inDigest = type.subtype().equals("digest") ? ContentType.MESSAGE : ContentType.PLAIN;
    var parts = new ArrayList<MimePart>();
    int open = -1;
    for (int at = bodyStart; at < end && parts.size() < MOST_PARTS; ) {
      int next = Lines.next(source, at, end);
      var line =
          new String(source, at, Lines.textEnd(source, at, next) - at, StandardCharsets.ISO_8859_1);
      boolean last = line.stripTrailing().equals(boundary + "--");
      if (last || line.stripTrailing().equals(boundary)) {
        if (open >= 0) {
          // The line end before a boundary belongs to the boundary (RFC 2046 5.1.1).
          int before = Math.max(open, Lines.textEnd(source, open, at));
          parts.add(new MimePart(source, open, before, inDigest, depth));
        }
        open = last ? -1 : next;
        if (last) {
          return List.copyOf(parts);
        }
      }
      at = next;
    }
    if (open >= 0 && open < end) {
      parts.add(new MimePart(source, open, end, inDigest, depth));
    }
    return List.copyOf(parts);
  }

  private static int bodyStart(byte[] source, int start, int end) {
    for (int at = start; at < end; ) {
      int next = Lines.next(source, at, end);
      if (Lines.isEmpty(source, at, next)) {
        return next;
      }
      at = next;
    }
    return end;
  }

  /**
   * Octets of the message.
   *
   * @param from first one
   * @param to behind the last one
   */
  public record Range(int from, int to) {
    /** In octets. */
    public int length() {
      return to - from;
    }
  }
}
