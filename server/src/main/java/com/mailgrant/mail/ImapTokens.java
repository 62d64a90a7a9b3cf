package com.mailgrant.mail;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Cuts what an IMAP server sends into the tokens of RFC 9051 9, straight from the wire. Everything
 * is bounded: a token, a literal, the depth of lists, and a whole response.
 */
final class ImapTokens {
  private static final int LONGEST_ATOM = 1_000;
  private static final int DEEPEST = 30;

  private final Wire wire;
  private long budget;

  ImapTokens(Wire wire) {
    this.wire = wire;
  }

  /** A new response may be so long; literals that go to a sink of their own not counted. */
  void begin(long octets) {
    budget = octets;
  }

  int peek() throws MailFailureException {
    return wire.peek();
  }

  int next() throws MailFailureException {
    spend(1);
    return wire.read();
  }

  boolean skip(int octet) throws MailFailureException {
    if (peek() != octet) {
      return false;
    }
    next();
    return true;
  }

  void expect(int octet) throws MailFailureException {
    int found = next();
    if (found != octet) {
      throw wire.garbled(
          "expected " + name(octet) + " and found " + name(found) + " in a response");
    }
  }

  void space() throws MailFailureException {
    expect(' ');
    skipSpaces();
  }

  void skipSpaces() throws MailFailureException {
    while (peek() == ' ') {
      next();
    }
  }

  boolean atEnd() throws MailFailureException {
    return peek() == '\r' || peek() == '\n';
  }

  void endOfLine() throws MailFailureException {
    skipSpaces();
    skip('\r');
    expect('\n');
  }

  /** One or more characters up to a space, parenthesis, bracket, quote or line end. */
  String atom() throws MailFailureException {
    StringBuilder atom = new StringBuilder();
    while (!endsAtom(peek())) {
      if (atom.length() == LONGEST_ATOM) {
        throw wire.garbled("a word longer than " + LONGEST_ATOM + " octets");
      }
      atom.append((char) next());
    }
    if (atom.isEmpty()) {
      throw wire.garbled("expected a word and found " + name(peek()) + " in a response");
    }
    return atom.toString();
  }

  long number() throws MailFailureException {
    long number = 0;
    int digits = 0;
    while (peek() >= '0' && peek() <= '9') {
      number = number * 10 + (next() - '0');
      digits++;
      if (digits > 18) {
        throw wire.garbled("a number of more than 18 digits");
      }
    }
    if (digits == 0) {
      throw wire.garbled("expected a number and found " + name(peek()) + " in a response");
    }
    return number;
  }

  /** Quoted, literal or a bare word, as octets; NIL is null. */
  byte @Nullable [] nstring() throws MailFailureException {
    return switch (peek()) {
      case '"' -> quoted();
      case '{', '~' -> {
        long length = literalLength();
        spend(length);
        byte[] literal = new byte[(int) length];
        wire.read(literal, literal.length);
        yield literal;
      }
      default -> {
        String atom = atom();
        yield atom.equalsIgnoreCase("NIL") ? null : atom.getBytes(StandardCharsets.ISO_8859_1);
      }
    };
  }

  /**
   * A message or a part of one, straight into the sink.
   *
   * @return its length, or -1 for NIL
   */
  long nstring(OutputStream sink, long longest) throws MailFailureException, IOException {
    if (peek() != '{' && peek() != '~') {
      byte[] small = nstring();
      if (small == null) {
        return -1;
      }
      sink.write(small);
      return small.length;
    }
    long length = literalLength();
    if (length > longest) {
      throw wire.garbled("a literal of " + length + " octets where " + longest + " are allowed");
    }
    wire.read(sink, length);
    return length;
  }

  /** A word or string as text (octets as ISO 8859-1); NIL is empty. */
  String text() throws MailFailureException {
    byte[] octets = nstring();
    return octets == null ? "" : new String(octets, StandardCharsets.ISO_8859_1);
  }

  /** A parenthesized list of words or strings; lists within are passed over. */
  List<String> words() throws MailFailureException {
    List<String> words = new ArrayList<>();
    expect('(');
    skipSpaces();
    while (!skip(')')) {
      if (peek() == '(') {
        value();
      } else {
        words.add(text());
      }
      skipSpaces();
    }
    return words;
  }

  /** Passes over any value: word, string, NIL or list. */
  void value() throws MailFailureException {
    value(0);
  }

  private void value(int depth) throws MailFailureException {
    if (depth > DEEPEST) {
      throw wire.garbled("lists nested deeper than " + DEEPEST);
    }
    if (!skip('(')) {
      nstring();
      return;
    }
    skipSpaces();
    while (!skip(')')) {
      value(depth + 1);
      skipSpaces();
    }
  }

  /** The section behind BODY, brackets included, for example {@code [HEADER.FIELDS (TO)]}. */
  String section() throws MailFailureException {
    StringBuilder section = new StringBuilder();
    boolean quoted = false;
    int octet;
    do {
      octet = next();
      if (octet == '"') {
        quoted = !quoted;
      }
      if (octet == '\r' || octet == '\n' || section.length() > 16 * LONGEST_ATOM) {
        throw wire.garbled("an unfinished section in a FETCH response");
      }
      section.append((char) octet);
    } while (octet != ']' || quoted);
    return section.toString();
  }

  /** What is left of the line, as octets in ISO 8859-1, without the line end. */
  String restOfLine() throws MailFailureException {
    ByteArrayOutputStream rest = new ByteArrayOutputStream(80);
    int octet;
    while ((octet = next()) != '\n') {
      rest.write(octet);
    }
    String line = rest.toString(StandardCharsets.ISO_8859_1);
    return line.endsWith("\r") ? line.substring(0, line.length() - 1) : line;
  }

  /** Passes over the rest of a response that nobody needs, with its literals. */
  void skipResponse() throws MailFailureException {
    while (true) {
      String line = restOfLine();
      int brace = line.lastIndexOf('{');
      if (brace < 0 || !line.endsWith("}")) {
        return;
      }
      String digits = line.substring(brace + 1, line.length() - 1).replace("+", "");
      if (!digits.matches("\\d{1,9}")) {
        return;
      }
      for (long left = Long.parseLong(digits); left > 0; left--) {
        next();
      }
    }
  }

  private byte[] quoted() throws MailFailureException {
    expect('"');
    ByteArrayOutputStream text = new ByteArrayOutputStream(32);
    while (true) {
      int octet = next();
      switch (octet) {
        case '"' -> {
          return text.toByteArray();
        }
        case '\\' -> text.write(next());
        case '\r', '\n' -> throw wire.garbled("a quoted string without its end");
        default -> text.write(octet);
      }
    }
  }

  private long literalLength() throws MailFailureException {
    skip('~');
    expect('{');
    long length = number();
    skip('+');
    expect('}');
    skip('\r');
    expect('\n');
    return length;
  }

  private void spend(long octets) throws MailFailureException {
    if (octets > budget) {
      throw wire.garbled("a response larger than it may be");
    }
    budget -= octets;
  }

  private static boolean endsAtom(int c) {
    return c == ' ' || c == '(' || c == ')' || c == '"' || c == '{' || c == '[' || c < 32;
  }

  private static String name(int octet) {
    return octet > 32 && octet < 127 ? "'" + (char) octet + "'" : "octet 0x%02X".formatted(octet);
  }
}
