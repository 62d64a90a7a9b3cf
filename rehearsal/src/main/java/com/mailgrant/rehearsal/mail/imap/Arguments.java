package com.mailgrant.rehearsal.mail.imap;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;

/** What stands behind the name of a command (RFC 3501 9), taken off from left to right. */
final class Arguments {
  private static final int MOST_ITEMS = 1_000;

  private final String text;
  private final Iterator<byte[]> literals;
  private int at;

  /**
   * @param text all lines, in ISO 8859-1; where a literal was, its announcement stands
   * @param at where the arguments begin
   */
  Arguments(String text, int at, List<byte[]> literals) {
    this.text = text;
    this.at = at;
    this.literals = literals.iterator();
  }

  boolean atEnd() {
    return at >= text.length();
  }

  /** The next character, or NUL at the end. */
  char peek() {
    return atEnd() ? '\0' : text.charAt(at);
  }

  boolean accept(char expected) {
    if (peek() != expected || atEnd()) {
      return false;
    }
    at++;
    return true;
  }

  void expect(char expected) throws BadCommandException {
    if (!accept(expected)) {
      throw new BadCommandException("'" + expected + "' is missing");
    }
  }

  void space() throws BadCommandException {
    expect(' ');
  }

  /** Insists that nothing is left. */
  void end() throws BadCommandException {
    if (!atEnd()) {
      throw new BadCommandException("too many arguments");
    }
  }

  /** Takes the word if it comes next, whatever the case, and stands alone. */
  boolean acceptWord(String word) {
    int end = at + word.length();
    boolean here =
        text.regionMatches(true, at, word, 0, word.length())
            && (end == text.length() || !isAtomCharacter(text.charAt(end)));
    if (here) {
      at = end;
    }
    return here;
  }

  String atom() throws BadCommandException {
    return run("a word");
  }

  String upperAtom() throws BadCommandException {
    return atom().toUpperCase(Locale.ROOT);
  }

  /** Letters, digits, dots and hyphens, in capitals: the name of a FETCH item. */
  String itemName() throws BadCommandException {
    int from = at;
    while (Character.isLetterOrDigit(peek()) || peek() == '.' || peek() == '-') {
      at++;
    }
    if (from == at) {
      throw new BadCommandException("the name of an item is missing");
    }
    return text.substring(from, at).toUpperCase(Locale.ROOT);
  }

  /** A flag: an atom, perhaps after a backslash. */
  String flag() throws BadCommandException {
    return accept('\\') ? "\\" + run("a flag") : run("a flag");
  }

  long number() throws BadCommandException {
    int from = at;
    while (Character.digit(peek(), 10) >= 0) {
      at++;
    }
    if (from == at || at - from > 10) {
      throw new BadCommandException("a number is missing");
    }
    return Long.parseLong(text, from, at, 10);
  }

  SequenceSet sequenceSet() throws BadCommandException {
    int from = at;
    while ("0123456789:,*".indexOf(peek()) >= 0 && !atEnd()) {
      at++;
    }
    return SequenceSet.parse(text.substring(from, at));
  }

  /** An atom, a quoted string or a literal, as ISO 8859-1 text. */
  String astring() throws BadCommandException {
    return switch (peek()) {
      case '"' -> quoted();
      case '{' -> new String(literal(), StandardCharsets.ISO_8859_1);
      default -> run("a string", "]");
    };
  }

  /** The same, where the wildcards of LIST are allowed. */
  String listMailbox() throws BadCommandException {
    return peek() == '"' || peek() == '{' ? astring() : run("a pattern", "]%*");
  }

  String quotedString() throws BadCommandException {
    if (peek() != '"') {
      throw new BadCommandException("a quoted string is missing");
    }
    return quoted();
  }

  /** The name of a folder, decoded. */
  String folder() throws BadCommandException {
    return ModifiedUtf7.decode(astring());
  }

  byte[] literal() throws BadCommandException {
    int close = text.indexOf('}', at);
    if (peek() != '{' || close < 0 || !literals.hasNext()) {
      throw new BadCommandException("a literal is missing");
    }
    at = close + 1;
    return literals.next();
  }

  /** Something that is taken off again and again. */
  @FunctionalInterface
  interface Item<T> {
    T take() throws BadCommandException;
  }

  /** A list in parentheses, which may be empty. */
  <T> List<T> list(Item<T> item) throws BadCommandException {
    var items = new ArrayList<T>();
    expect('(');
    while (!accept(')')) {
      if (!items.isEmpty()) {
        space();
      }
      if (items.size() == MOST_ITEMS) {
        throw new BadCommandException("too long a list");
      }
      items.add(item.take());
    }
    return items;
  }

  /** Up to the closing bracket of a section. */
  String upTo(char close) throws BadCommandException {
    int end = text.indexOf(close, at);
    if (end < 0) {
      throw new BadCommandException("'" + close + "' is missing");
    }
    var taken = text.substring(at, end);
    at = end;
    return taken;
  }

  /** All that is left of the line. */
  String rest() {
    var rest = text.substring(at);
    at = text.length();
    return rest;
  }

  private String run(String what) throws BadCommandException {
    return run(what, "");
  }

  private String run(String what, String besides) throws BadCommandException {
    int from = at;
    while (!atEnd() && (isAtomCharacter(peek()) || besides.indexOf(peek()) >= 0)) {
      at++;
    }
    if (from == at) {
      throw new BadCommandException(what + " is missing");
    }
    return text.substring(from, at);
  }

  private String quoted() throws BadCommandException {
    var value = new StringBuilder();
    at++;
    while (!accept('"')) {
      if (accept('\\') && peek() != '"' && peek() != '\\') {
        throw new BadCommandException("a backslash that quotes nothing");
      }
      if (atEnd()) {
        throw new BadCommandException("a quoted string without end");
      }
      value.append(text.charAt(at++));
    }
    return value.toString();
  }

  private static boolean isAtomCharacter(char c) {
    return c > ' ' && c < 0x7F && "(){%*\"\\]".indexOf(c) < 0;
  }
}
