package com.mailgrant.rehearsal.mime;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Optional;

/** Date fields (RFC 5322 3.3). */
public final class MailDates {
  private static final DateTimeFormatter WRITTEN =
      DateTimeFormatter.ofPattern("EEE, d MMM yyyy HH:mm:ss xx", Locale.ENGLISH);
  private static final DateTimeFormatter READ =
      new DateTimeFormatterBuilder()
          .parseCaseInsensitive()
          .appendPattern("d MMM yyyy H:m[:s] xx")
          .toFormatter(Locale.ENGLISH);

  private MailDates() {}

  /** In UTC. */
  public static String write(Instant instant) {
    return WRITTEN.format(instant.atOffset(ZoneOffset.UTC));
  }

  /** Empty for what is no date. */
  public static Optional<OffsetDateTime> read(String value) {
    var text =
        value
            .replaceAll("\\([^)]*\\)", " ")
            .replaceFirst("^\\s*[A-Za-z]+\\s*,", "")
            .replaceFirst("\\s(GMT|UTC|UT|Z)\\s*$", " +0000")
            .replaceAll("\\s+", " ")
            .strip();
    try {
      return Optional.of(OffsetDateTime.parse(text, READ));
    } catch (DateTimeParseException _) {
      return Optional.empty();
    }
  }
}
