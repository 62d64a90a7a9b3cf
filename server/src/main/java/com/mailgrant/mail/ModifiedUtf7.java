package com.mailgrant.mail;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/** The encoding of folder names: RFC 3501 5.1.3. */
public final class ModifiedUtf7 {
  private ModifiedUtf7() {}

  /** Any text to its one proper form. */
  public static String encode(String text) {
    StringBuilder out = new StringBuilder(text.length() + 8);
    int i = 0;
    while (i < text.length()) {
      char c = text.charAt(i);
      if (plain(c)) {
        out.append(c == '&' ? "&-" : String.valueOf(c));
        i++;
        continue;
      }
      int end = i;
      while (end < text.length() && !plain(text.charAt(end))) {
        end++;
      }
      byte[] utf16 = text.substring(i, end).getBytes(StandardCharsets.UTF_16BE);
      String base64 = Base64.getEncoder().withoutPadding().encodeToString(utf16);
      out.append('&').append(base64.replace('/', ',')).append('-');
      i = end;
    }
    return out.toString();
  }

  /** Back to text; empty where the name is not proper modified UTF-7. */
  public static Optional<String> decode(String encoded) {
    StringBuilder out = new StringBuilder(encoded.length());
    int i = 0;
    while (i < encoded.length()) {
      char c = encoded.charAt(i);
      if (c != '&') {
        out.append(c);
        i++;
        continue;
      }
      int end = encoded.indexOf('-', i);
      if (end < 0) {
        return Optional.empty();
      }
      if (end == i + 1) {
        out.append('&');
      } else {
        Optional<String> run = decodeRun(encoded.substring(i + 1, end));
        if (run.isEmpty()) {
          return Optional.empty();
        }
        out.append(run.get());
      }
      i = end + 1;
    }
    return Optional.of(out.toString());
  }

  private static Optional<String> decodeRun(String base64) {
    if (base64.indexOf('/') >= 0 || base64.indexOf('=') >= 0) {
      return Optional.empty();
    }
    byte[] utf16;
    try {
      utf16 = Base64.getDecoder().decode(base64.replace(',', '/'));
    } catch (IllegalArgumentException notBase64) {
      return Optional.empty();
    }
    if (utf16.length == 0 || utf16.length % 2 != 0) {
      return Optional.empty();
    }
    String text = new String(utf16, StandardCharsets.UTF_16BE);
    return text.indexOf('\uFFFD') >= 0 ? Optional.empty() : Optional.of(text);
  }

  private static boolean plain(char c) {
    return c >= 0x20 && c <= 0x7E;
  }
}
