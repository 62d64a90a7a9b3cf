package com.mailgrant.mail;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Optional;

/**
 * INTERNALDATE as servers write it, {@code 14-Nov-2023 22:13:20 +0000} (RFC 9051 9, date-time): one
 * comes with every message of a mailbox, and a formatter takes longer for it than everything else
 * that is done with the line.
 */
final class UsualDate {
  private static final String MONTHS = "JanFebMarAprMayJunJulAugSepOctNovDec";
  private static final String SHAPE = "99-aaa-9999 99:99:99 s9999";

  private UsualDate() {}

  /** Empty when it has any other shape, or names no time. */
  static Optional<Instant> instant(String text) {
    if (!fits(text)) {
      return Optional.empty();
    }
    int month = MONTHS.indexOf(text.substring(3, 6));
    if (month < 0 || month % 3 != 0) {
      return Optional.empty();
    }
    int offset = number(text, 22, 24) * 3_600 + number(text, 24, 26) * 60;
    try {
      return Optional.of(
          LocalDateTime.of(
                  number(text, 7, 11),
                  month / 3 + 1,
                  number(text, 0, 2),
                  number(text, 12, 14),
                  number(text, 15, 17),
                  number(text, 18, 20))
              .toInstant(ZoneOffset.ofTotalSeconds(text.charAt(21) == '-' ? -offset : offset)));
    } catch (DateTimeException notOne) {
      return Optional.empty();
    }
  }

  private static boolean fits(String text) {
    if (text.length() != SHAPE.length()) {
      return false;
    }
    for (int i = 0; i < SHAPE.length(); i++) {
      char c = text.charAt(i);
      char shape = SHAPE.charAt(i);
      boolean fits =
          switch (shape) {
            // RFC 9051 writes a day below 10 with a space before it.
            case '9' -> (c >= '0' && c <= '9') || (i == 0 && c == ' ');
            case 'a' -> Character.isLetter(c);
            case 's' -> c == '+' || c == '-';
            default -> c == shape;
          };
      if (!fits) {
        return false;
      }
    }
    return true;
  }

  private static int number(String text, int from, int to) {
    int number = 0;
    for (int i = from; i < to; i++) {
      number = number * 10 + (text.charAt(i) == ' ' ? 0 : text.charAt(i) - '0');
    }
    return number;
  }
}
