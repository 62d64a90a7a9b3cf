package com.mailgrant.platform;

import java.security.SecureRandom;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Short, speakable and unique: joins what a person saw with the log line, the API answer and the
 * stored report. 40 random bits in Crockford's base 32, which has no letters that sound or look
 * alike.
 */
public record ErrorId(String value) {
  private static final String ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
  private static final Pattern TYPED =
      Pattern.compile("(?:MG)?([" + ALPHABET + "]{4})([" + ALPHABET + "]{4})");
  private static final SecureRandom RANDOM = new SecureRandom();

  /** A new one, for example {@code MG-7K4Q-2XRD}. */
  public static ErrorId random() {
    var id = new StringBuilder("MG-");
    for (int i = 0; i < 8; i++) {
      if (i == 4) {
        id.append('-');
      }
      id.append(ALPHABET.charAt(RANDOM.nextInt(ALPHABET.length())));
    }
    return new ErrorId(id.toString());
  }

  /**
   * Reads what a person typed or heard: upper and lower case, hyphens, blanks and the letters that
   * look like digits do not matter.
   */
  public static Optional<ErrorId> parse(String typed) {
    var plain =
        typed
            .toUpperCase(Locale.ROOT)
            .replaceAll("[\\s-]", "")
            .replace('O', '0')
            .replace('I', '1')
            .replace('L', '1');
    var form = TYPED.matcher(plain);
    return form.matches()
        ? Optional.of(new ErrorId("MG-" + form.group(1) + "-" + form.group(2)))
        : Optional.empty();
  }

  @Override
  public String toString() {
    return value;
  }
}
