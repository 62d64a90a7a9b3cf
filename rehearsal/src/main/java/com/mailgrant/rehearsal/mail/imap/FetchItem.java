package com.mailgrant.rehearsal.mail.imap;

import java.util.List;

/** What can be fetched of a message (RFC 3501 6.4.5). */
sealed interface FetchItem {
  /** The items that take no arguments. */
  enum Simple implements FetchItem {
    UID,
    FLAGS,
    INTERNALDATE,
    RFC822_SIZE,
    ENVELOPE,
    BODY,
    BODYSTRUCTURE
  }

  /**
   * Octets of the message.
   *
   * @param label as it is repeated in the answer
   * @param peek leaves {@code \Seen} alone
   * @param start first octet; with {@code count} for a partial fetch
   */
  record Content(String label, Section section, boolean peek, long start, long count)
      implements FetchItem {
    static Content whole(String label, Section section, boolean peek) {
      return new Content(label, section, peek, 0, Long.MAX_VALUE);
    }
  }

  /** One item, or one of the macros. */
  static List<FetchItem> readAll(Arguments arguments) throws BadCommandException {
    if (arguments.peek() == '(') {
      return arguments.list(() -> read(arguments, arguments.itemName()));
    }
    var name = arguments.itemName();
    return switch (name) {
      case "FAST" -> List.of(Simple.FLAGS, Simple.INTERNALDATE, Simple.RFC822_SIZE);
      case "ALL" -> List.of(Simple.FLAGS, Simple.INTERNALDATE, Simple.RFC822_SIZE, Simple.ENVELOPE);
      case "FULL" ->
          List.of(
              Simple.FLAGS, Simple.INTERNALDATE, Simple.RFC822_SIZE, Simple.ENVELOPE, Simple.BODY);
      default -> List.of(read(arguments, name));
    };
  }

  private static FetchItem read(Arguments arguments, String name) throws BadCommandException {
    return switch (name) {
      case "UID" -> Simple.UID;
      case "FLAGS" -> Simple.FLAGS;
      case "INTERNALDATE" -> Simple.INTERNALDATE;
      case "RFC822.SIZE" -> Simple.RFC822_SIZE;
      case "ENVELOPE" -> Simple.ENVELOPE;
      case "BODYSTRUCTURE" -> Simple.BODYSTRUCTURE;
      case "RFC822" -> Content.whole(name, Section.of(Section.What.ALL), false);
      case "RFC822.HEADER" -> Content.whole(name, Section.of(Section.What.HEADER), true);
      case "RFC822.TEXT" -> Content.whole(name, Section.of(Section.What.TEXT), false);
      case "BODY" -> arguments.peek() == '[' ? content(arguments, false) : Simple.BODY;
      case "BODY.PEEK" -> content(arguments, true);
      default -> throw new BadCommandException("cannot be fetched: " + name);
    };
  }

  private static Content content(Arguments arguments, boolean peek) throws BadCommandException {
    arguments.expect('[');
    var section = Section.read(arguments);
    var label = "BODY[" + section.label() + "]";
    if (!arguments.accept('<')) {
      return Content.whole(label, section, peek);
    }
    long start = arguments.number();
    arguments.expect('.');
    long count = arguments.number();
    arguments.expect('>');
    if (count == 0) {
      throw new BadCommandException("a partial fetch of nothing");
    }
    return new Content(label + "<" + start + ">", section, peek, start, count);
  }
}
