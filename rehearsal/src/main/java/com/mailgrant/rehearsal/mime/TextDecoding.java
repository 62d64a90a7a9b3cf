package com.mailgrant.rehearsal.mime;

import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Transfer encodings and character sets (RFC 2045 6, RFC 2047). */
public final class TextDecoding {
  private static final Pattern ENCODED_WORD =
      Pattern.compile("=\\?([^?*\\s]+)(?:\\*[^?]*)?\\?([bBqQ])\\?([^?\\s]*)\\?=");
  private static final Pattern BETWEEN_WORDS = Pattern.compile("(\\?=)\\s+(?==\\?)");

  private TextDecoding() {}

  /** Decodes encoded words; raw octets beyond ASCII count as UTF-8. */
  public static String words(String value) {
    var utf8 = new String(value.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    var joined = BETWEEN_WORDS.matcher(utf8).replaceAll("$1");
    return ENCODED_WORD
        .matcher(joined)
        .replaceAll(word ->
            Matcher.quoteReplacement(
                text(
                    word.group(2).equalsIgnoreCase("q")
                        ? word.group(3).replace('_', ' ')
                        : word.group(3),
                    word.group(2).equalsIgnoreCase("q") ? "quoted-printable" : "base64",
                    word.group(1))));
  }

  /**
   * @param encoded octets as ISO 8859-1 text
   */
  static String text(String encoded, String encoding, String charset) {
    var octets =
        switch (encoding) {
          case "base64" -> Base64.getMimeDecoder().decode(wellFormed(encoded));
          case "quoted-printable" -> quotedPrintable(encoded);
          default -> encoded.getBytes(StandardCharsets.ISO_8859_1);
        };
    return new String(octets, charset(charset));
  }

  /** The JDK's decoder throws on a cut-off last group, which old mailers produce. */
  private static String wellFormed(String base64) {
    var letters = base64.replaceAll("[^A-Za-z0-9+/]", "");
    return letters.length() % 4 == 1 ? letters.substring(0, letters.length() - 1) : letters;
  }

  private static byte[] quotedPrintable(String encoded) {
    var octets = new ByteArrayOutputStream(encoded.length());
    var text = encoded.replaceAll("=[ \\t]*\\r?\\n", "");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      int value = c == '=' && i + 2 < text.length() ? hex(text, i + 1) : -1;
      if (value >= 0) {
        octets.write(value);
        i += 2;
      } else {
        octets.write(c);
      }
    }
    return octets.toByteArray();
  }

  private static int hex(String text, int at) {
    int high = Character.digit(text.charAt(at), 16);
    int low = at + 1 < text.length() ? Character.digit(text.charAt(at + 1), 16) : -1;
    return high < 0 || low < 0 ? -1 : high * 16 + low;
  }

  private static Charset charset(String name) {
    try {
      return Charset.forName(name);
    } catch (IllegalArgumentException _) {
      return StandardCharsets.UTF_8;
    }
  }
}
