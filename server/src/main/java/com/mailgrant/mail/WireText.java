package com.mailgrant.mail;

import java.nio.charset.StandardCharsets;

/** Makes what came from a server fit to be shown and logged: bounded, and without control codes. */
final class WireText {
  /** Enough for any reply that a diagnosis knows, and little enough for a log line. */
  static final int LONGEST = 2_000;

  private WireText() {}

  /** Control characters as {@code \xNN}; cut at {@link #LONGEST}. */
  static String printable(String text) {
    return printable(text, LONGEST);
  }

  static String printable(String text, int longest) {
    StringBuilder out = new StringBuilder(Math.min(text.length(), longest) + 16);
    for (int i = 0; i < text.length(); i++) {
      if (out.length() >= longest) {
        return out.append("...").toString();
      }
      char c = text.charAt(i);
      if (Character.isISOControl(c) || isFormat(c)) {
        out.append(c < 256 ? "\\x%02X".formatted((int) c) : "\\u%04X".formatted((int) c));
      } else {
        out.append(c);
      }
    }
    return out.toString();
  }

  /** As UTF-8; octets that are not become the replacement character. */
  static String decode(byte[] octets) {
    return new String(octets, StandardCharsets.UTF_8);
  }

  static byte[] encode(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** Line separators and the marks that turn the direction of text can forge what a log shows. */
  private static boolean isFormat(char c) {
    return Character.getType(c) == Character.FORMAT || c == '\u2028' || c == '\u2029';
  }
}
