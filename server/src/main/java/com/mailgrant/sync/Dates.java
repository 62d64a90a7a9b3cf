package com.mailgrant.sync;

import jakarta.mail.internet.MailDateFormat;
import java.text.ParseException;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Dates as senders write them (RFC 5322 3.3), which is often enough in another way. */
final class Dates {
  private Dates() {}

  static Optional<Instant> of(@Nullable String field) {
    try {
      return field == null
          ? Optional.empty()
          : Optional.of(new MailDateFormat().parse(field).toInstant());
    } catch (ParseException unreadable) {
      return Optional.empty();
    }
  }
}
