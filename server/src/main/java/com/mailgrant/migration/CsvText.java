package com.mailgrant.migration;

import com.mailgrant.platform.InvalidInput;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The text of a list, whatever the spreadsheet saved it as: UTF-8 and UTF-16 with and without mark,
 * and Windows-1252, which is what is left.
 *
 * @param charset in which it was read
 * @param separator between cells
 */
record CsvText(String text, Charset charset, char separator) {
  private static final Charset WINDOWS = Charset.forName("windows-1252");
  private static final int SAMPLE = 4_096;
  private static final List<Character> SEPARATORS = List.of(',', ';', '\t');

  static CsvText read(byte[] bytes) {
    var charset = charset(bytes);
    var decoded =
        strictly(bytes, charset)
            .orElseThrow(() -> new InvalidInput("file", "wrong.migration.encoding"));
    var text = decoded.startsWith("\uFEFF") ? decoded.substring(1) : decoded;
    if (text.indexOf('\0') >= 0) {
      throw new InvalidInput("file", "wrong.migration.no-text");
    }
    return declared(text, charset).orElseGet(() -> new CsvText(text, charset, separator(text)));
  }

  private static Charset charset(byte[] bytes) {
    if (begins(bytes, 0xFF, 0xFE)) {
      return StandardCharsets.UTF_16LE;
    }
    if (begins(bytes, 0xFE, 0xFF)) {
      return StandardCharsets.UTF_16BE;
    }
    int evenZeros = 0;
    int oddZeros = 0;
    int looked = Math.min(bytes.length, SAMPLE);
    for (int i = 0; i < looked; i++) {
      if (bytes[i] == 0) {
        evenZeros += i % 2 == 0 ? 1 : 0;
        oddZeros += i % 2;
      }
    }
    // Western text in UTF-16 has a zero at every second place.
    if (oddZeros > looked / 4 && evenZeros == 0) {
      return StandardCharsets.UTF_16LE;
    }
    if (evenZeros > looked / 4 && oddZeros == 0) {
      return StandardCharsets.UTF_16BE;
    }
    return strictly(bytes, StandardCharsets.UTF_8).isPresent() ? StandardCharsets.UTF_8 : WINDOWS;
  }

  private static boolean begins(byte[] bytes, int first, int second) {
    return bytes.length > 1 && (bytes[0] & 0xFF) == first && (bytes[1] & 0xFF) == second;
  }

  private static Optional<String> strictly(byte[] bytes, Charset charset) {
    try {
      return Optional.of(
          charset
              .newDecoder()
              .onMalformedInput(CodingErrorAction.REPORT)
              .onUnmappableCharacter(CodingErrorAction.REPORT)
              .decode(ByteBuffer.wrap(bytes))
              .toString());
    } catch (CharacterCodingException e) {
      return Optional.empty();
    }
  }

  /** Spreadsheets may say in the first line what separates: {@code sep=;}. */
  private static Optional<CsvText> declared(String text, Charset charset) {
    if (!text.startsWith("sep=") || text.length() < 5) {
      return Optional.empty();
    }
    int end = text.indexOf('\n');
    return Optional.of(
        new CsvText(end < 0 ? "" : text.substring(end + 1), charset, text.charAt(4)));
  }

  /** The one that stands most often in the heading, outside of quotes. */
  private static char separator(String text) {
    boolean quoted = false;
    var counts = new int[SEPARATORS.size()];
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"') {
        quoted = !quoted;
      } else if ((c == '\n' || c == '\r') && !quoted) {
        break;
      } else if (!quoted && SEPARATORS.contains(c)) {
        counts[SEPARATORS.indexOf(c)]++;
      }
    }
    return SEPARATORS.stream()
        .max(Comparator.comparingInt((Character each) -> counts[SEPARATORS.indexOf(each)]))
        .orElse(',');
  }
}
