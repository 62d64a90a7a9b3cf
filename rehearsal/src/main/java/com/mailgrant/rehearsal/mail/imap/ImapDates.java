package com.mailgrant.rehearsal.mail.imap;

import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.DateTimeParseException;
import java.util.Locale;

/** Dates in commands and answers (RFC 3501 9). */
final class ImapDates {
  private static final DateTimeFormatter WRITTEN =
      DateTimeFormatter.ofPattern("dd-MMM-yyyy HH:mm:ss xx", Locale.ENGLISH);
  private static final DateTimeFormatter READ =
      new DateTimeFormatterBuilder()
          .parseCaseInsensitive()
          .appendPattern("d-MMM-yyyy HH:mm:ss xx")
          .toFormatter(Locale.ENGLISH);
  private static final DateTimeFormatter DAY =
      new DateTimeFormatterBuilder()
          .parseCaseInsensitive()
          .appendPattern("d-MMM-yyyy")
          .toFormatter(Locale.ENGLISH);

  private ImapDates() {}

  static String write(Instant instant) {
    return WRITTEN.format(instant.atOffset(ZoneOffset.UTC));
  }

  static Instant dateTime(String text) throws BadCommandException {
    try {
      return OffsetDateTime.parse(text.strip(), READ).toInstant();
    } catch (DateTimeParseException _) {
      throw new BadCommandException("no date: " + text);
    }
  }

  static LocalDate day(String text) throws BadCommandException {
    try {
      return LocalDate.parse(text, DAY);
    } catch (DateTimeParseException _) {
      throw new BadCommandException("no date: " + text);
    }
  }
}
