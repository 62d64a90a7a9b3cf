package com.mailgrant.rehearsal.mail.imap;

import com.mailgrant.rehearsal.mailbox.Flag;
import com.mailgrant.rehearsal.mailbox.StoredMessage;
import com.mailgrant.rehearsal.mime.MailDates;
import com.mailgrant.rehearsal.mime.TextDecoding;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/** The criteria of SEARCH, read into a predicate (RFC 3501 6.4.4). */
final class SearchKeys {
  private static final int DEEPEST = 50;

  private final Arguments arguments;
  private final SelectedFolder selected;
  private final Charset charset;
  private int depth;

  SearchKeys(Arguments arguments, SelectedFolder selected, Charset charset) {
    this.arguments = arguments;
    this.selected = selected;
    this.charset = charset;
  }

  /** All keys up to the end or the closing parenthesis; they have to hold together. */
  Predicate<StoredMessage> all() throws BadCommandException {
    var wanted = one();
    while (arguments.accept(' ')) {
      wanted = wanted.and(one());
    }
    return wanted;
  }

  private Predicate<StoredMessage> one() throws BadCommandException {
    depth++;
    if (depth > DEEPEST) {
      throw new BadCommandException("criteria nested too deep");
    }
    try {
      if (arguments.accept('(')) {
        var inner = all();
        arguments.expect(')');
        return inner;
      }
      if ("0123456789*".indexOf(arguments.peek()) >= 0 && !arguments.atEnd()) {
        return among(arguments.sequenceSet(), false);
      }
      return named(arguments.itemName());
    } finally {
      depth--;
    }
  }

  private Predicate<StoredMessage> named(String key) throws BadCommandException {
    return switch (key) {
      case "ALL" -> _ -> true;
      case "ANSWERED" -> has(Flag.ANSWERED);
      case "UNANSWERED" -> has(Flag.ANSWERED).negate();
      case "DELETED" -> has(Flag.DELETED);
      case "UNDELETED" -> has(Flag.DELETED).negate();
      case "DRAFT" -> has(Flag.DRAFT);
      case "UNDRAFT" -> has(Flag.DRAFT).negate();
      case "FLAGGED" -> has(Flag.FLAGGED);
      case "UNFLAGGED" -> has(Flag.FLAGGED).negate();
      case "SEEN" -> has(Flag.SEEN);
      case "UNSEEN" -> has(Flag.SEEN).negate();
      case "RECENT" -> recent();
      case "OLD" -> recent().negate();
      case "NEW" -> recent().and(has(Flag.SEEN).negate());
      case "NOT" -> {
        arguments.space();
        yield one().negate();
      }
      case "OR" -> {
        arguments.space();
        var first = one();
        arguments.space();
        yield first.or(one());
      }
      case "UID" -> {
        arguments.space();
        yield among(arguments.sequenceSet(), true);
      }
      case "LARGER" -> size(size -> limit -> size > limit);
      case "SMALLER" -> size(size -> limit -> size < limit);
      case "BEFORE" -> received(day -> day::isAfter);
      case "ON" -> received(day -> day::isEqual);
      case "SINCE" -> received(day -> other -> !other.isBefore(day));
      case "SENTBEFORE" -> sent(day -> day::isAfter);
      case "SENTON" -> sent(day -> day::isEqual);
      case "SENTSINCE" -> sent(day -> other -> !other.isBefore(day));
      case "FROM", "TO", "CC", "BCC", "SUBJECT" -> {
        arguments.space();
        yield field(key, text());
      }
      case "HEADER" -> {
        arguments.space();
        var name = arguments.astring();
        arguments.space();
        yield field(name, text());
      }
      case "BODY" -> {
        arguments.space();
        var text = text();
        yield message -> lower(message.message().root().text()).contains(text);
      }
      case "TEXT" -> {
        arguments.space();
        var text = text();
        yield message ->
            message.message().header().fields().stream()
                    .anyMatch(field -> lower(TextDecoding.words(field.raw())).contains(text))
                || lower(message.message().root().text()).contains(text);
      }
      // KEYWORD and UNKEYWORD, too: there are none (facts/microsoft365 4.3).
      default -> throw new BadCommandException("no such criterion: " + key);
    };
  }

  private static Predicate<StoredMessage> has(Flag flag) {
    return message -> message.flags().contains(flag);
  }

  private Predicate<StoredMessage> recent() {
    return message -> selected.isRecent(message.uid());
  }

  private Predicate<StoredMessage> among(SequenceSet set, boolean byUid)
      throws BadCommandException {
    var uids = new HashSet<>(selected.resolve(set, byUid));
    return message -> uids.contains(message.uid());
  }

  private Predicate<StoredMessage> size(Function<Integer, Predicate<Long>> compared)
      throws BadCommandException {
    arguments.space();
    long limit = arguments.number();
    return message -> compared.apply(message.message().size()).test(limit);
  }

  private Predicate<StoredMessage> received(Function<LocalDate, Predicate<LocalDate>> compared)
      throws BadCommandException {
    var wanted = compared.apply(day());
    return message -> wanted.test(message.received().atOffset(ZoneOffset.UTC).toLocalDate());
  }

  private Predicate<StoredMessage> sent(Function<LocalDate, Predicate<LocalDate>> compared)
      throws BadCommandException {
    var wanted = compared.apply(day());
    return message -> {
      Optional<OffsetDateTime> date =
          message.message().header().first("Date").flatMap(MailDates::read);
      // RFC 3501: the date as it stands in the field, without regard to the zone.
      return date.isPresent() && wanted.test(date.get().toLocalDate());
    };
  }

  private LocalDate day() throws BadCommandException {
    arguments.space();
    return ImapDates.day(arguments.astring());
  }

  private static Predicate<StoredMessage> field(String name, String text) {
    return message ->
        message.message().header().all(name).stream()
            .anyMatch(value -> lower(TextDecoding.words(value)).contains(text));
  }

  private String text() throws BadCommandException {
    var octets = arguments.astring().getBytes(StandardCharsets.ISO_8859_1);
    try {
      return lower(charset.newDecoder().decode(ByteBuffer.wrap(octets)).toString());
    } catch (CharacterCodingException e) {
      throw new BadCommandException("not " + charset + ": " + e.getMessage());
    }
  }

  private static String lower(String text) {
    return text.toLowerCase(Locale.ROOT);
  }
}
