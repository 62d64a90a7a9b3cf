package com.mailgrant.rehearsal.mail.imap;

import com.mailgrant.rehearsal.mime.Header;
import com.mailgrant.rehearsal.mime.Message;
import com.mailgrant.rehearsal.mime.MimePart;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What stands between the brackets of BODY[...] (RFC 3501 6.4.5).
 *
 * @param path numbers of the parts from the outside in; empty for the message itself
 * @param fields names asked for with HEADER.FIELDS and HEADER.FIELDS.NOT
 */
record Section(List<Integer> path, What what, List<String> fields) {
  enum What {
    ALL,
    HEADER,
    HEADER_FIELDS,
    HEADER_FIELDS_NOT,
    TEXT,
    MIME
  }

  /** Octets of a message or made from it. */
  @SuppressWarnings("ArrayRecordComponent") // Handed through, never compared.
  record Slice(byte[] octets, int from, int length) {
    Slice partial(long start, long count) {
      long first = Math.min(start, length);
      return new Slice(octets, (int) (from + first), (int) Math.min(count, length - first));
    }
  }

  static Section of(What what) {
    return new Section(List.of(), what, List.of());
  }

  /** Reads from behind the opening bracket up to the closing one. */
  static Section read(Arguments arguments) throws BadCommandException {
    var path = new ArrayList<Integer>();
    while (Character.isDigit(arguments.peek())) {
      long number = arguments.number();
      if (number == 0 || number > Integer.MAX_VALUE || path.size() == 100) {
        throw new BadCommandException("no such part: " + number);
      }
      path.add((int) number);
      if (!arguments.accept('.')) {
        arguments.expect(']');
        return new Section(path, What.ALL, List.of());
      }
    }
    if (path.isEmpty() && arguments.accept(']')) {
      return of(What.ALL);
    }
    var what = what(arguments.itemName());
    if (what == What.MIME && path.isEmpty()) {
      throw new BadCommandException("MIME without a part");
    }
    List<String> fields = List.of();
    if (what == What.HEADER_FIELDS || what == What.HEADER_FIELDS_NOT) {
      arguments.space();
      fields = arguments.list(arguments::astring);
    }
    arguments.expect(']');
    return new Section(path, what, fields);
  }

  private static What what(String name) throws BadCommandException {
    return switch (name) {
      case "HEADER" -> What.HEADER;
      case "HEADER.FIELDS" -> What.HEADER_FIELDS;
      case "HEADER.FIELDS.NOT" -> What.HEADER_FIELDS_NOT;
      case "TEXT" -> What.TEXT;
      case "MIME" -> What.MIME;
      default -> throw new BadCommandException("no such section: " + name);
    };
  }

  /** As it is repeated in the answer. */
  String label() {
    var numbers = path.stream().map(Object::toString).collect(Collectors.joining("."));
    var word =
        switch (what) {
          case ALL -> "";
          case HEADER_FIELDS -> "HEADER.FIELDS " + names();
          case HEADER_FIELDS_NOT -> "HEADER.FIELDS.NOT " + names();
          case HEADER, TEXT, MIME -> what.name();
        };
    return numbers + (numbers.isEmpty() || word.isEmpty() ? "" : ".") + word;
  }

  private String names() {
    return fields.stream()
        .map(name -> name.matches("[!#-'+-9;-Z^-~]+") ? name : Words.nstring(name))
        .collect(Collectors.joining(" ", "(", ")"));
  }

  /** Empty where the message has no such part. */
  Optional<Slice> of(Message message) {
    if (path.isEmpty()) {
      return Optional.of(
          what == What.ALL
              ? new Slice(message.bytes(), 0, message.size())
              : ofMessage(message, message.root()));
    }
    return part(message.root())
        .flatMap(part ->
            switch (what) {
              case ALL -> Optional.of(slice(message, part.bodyRange()));
              case MIME -> Optional.of(slice(message, part.headerRange()));
              case HEADER, HEADER_FIELDS, HEADER_FIELDS_NOT, TEXT ->
                  part.type().isMessage() && !part.children().isEmpty()
                      ? Optional.of(ofMessage(message, part.children().getFirst()))
                      : Optional.empty();
            });
  }

  private Slice ofMessage(Message message, MimePart root) {
    return switch (what) {
      case HEADER -> slice(message, root.headerRange());
      case TEXT -> slice(message, root.bodyRange());
      case HEADER_FIELDS -> filtered(root.header(), true);
      case HEADER_FIELDS_NOT -> filtered(root.header(), false);
      case ALL, MIME -> throw new IllegalStateException(what + " is no section of a message");
    };
  }

  private Optional<MimePart> part(MimePart root) {
    var part = root;
    boolean isMessage = true;
    for (int number : path) {
      if (!isMessage && part.type().isMessage() && !part.children().isEmpty()) {
        part = part.children().getFirst();
        isMessage = true;
      }
      if (part.type().isMultipart() && number <= part.children().size()) {
        part = part.children().get(number - 1);
        isMessage = false;
      } else if (isMessage && number == 1) {
        // The only part of a message that is no multipart (RFC 3501 6.4.5).
        isMessage = false;
      } else {
        return Optional.empty();
      }
    }
    return Optional.of(part);
  }

  private Slice filtered(Header header, boolean named) {
    var text =
        header.fields().stream()
            .filter(field -> fields.stream().anyMatch(field.name()::equalsIgnoreCase) == named)
            .map(Header.Field::raw)
            .collect(Collectors.joining("", "", "\r\n"));
    var octets = text.getBytes(StandardCharsets.ISO_8859_1);
    return new Slice(octets, 0, octets.length);
  }

  private static Slice slice(Message message, MimePart.Range range) {
    return new Slice(message.bytes(), range.from(), range.length());
  }
}
