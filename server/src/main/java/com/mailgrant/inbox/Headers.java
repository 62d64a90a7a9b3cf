package com.mailgrant.inbox;

import jakarta.mail.MessagingException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.InternetHeaders;
import jakarta.mail.internet.MimeUtility;
import java.io.ByteArrayInputStream;
import java.io.UnsupportedEncodingException;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Header fields as people read them; whatever is malformed is shown as it stands and breaks
 * nothing.
 */
public final class Headers {
  private final InternetHeaders headers;

  /** Reads a header, or some fields of one. */
  public Headers(byte[] fields) {
    InternetHeaders read;
    try {
      read = new InternetHeaders(new ByteArrayInputStream(fields), true);
    } catch (MessagingException e) {
      read = new InternetHeaders();
    }
    headers = read;
  }

  /** The first field of this name as it stands; null where there is none. */
  public @Nullable String first(String name) {
    var values = headers.getHeader(name);
    return values == null || values.length == 0 ? null : values[0].strip();
  }

  /** For people; empty where there is none. */
  public String text(String name) {
    var value = first(name);
    return value == null ? "" : decoded(value);
  }

  /** The addresses in all fields of this name, with their names. */
  public List<String> addresses(String name) {
    var value = headers.getHeader(name, ",");
    if (value == null) {
      return List.of();
    }
    try {
      return Arrays.stream(InternetAddress.parseHeader(value, false))
          .map(InternetAddress::toUnicodeString)
          .toList();
    } catch (MessagingException e) {
      return List.of(decoded(value));
    }
  }

  static String decoded(String value) {
    try {
      return MimeUtility.decodeText(MimeUtility.unfold(value));
    } catch (UnsupportedEncodingException e) {
      return value;
    }
  }
}
