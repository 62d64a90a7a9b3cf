package com.mailgrant.platform;

/**
 * Makes what somebody else's server said fit for logs, pages and the database: one line, bounded,
 * without characters that forge what a reader sees.
 */
public final class Printable {
  private static final String CUT = "...";

  private Printable() {}

  /**
   * Control characters and line ends become a space, as do marks that turn the direction of text.
   *
   * @param longest at most so many characters
   */
  public static String line(String text, int longest) {
    var line = new StringBuilder(Math.min(text.length(), longest));
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean plain = !isForging(c);
      if (plain || (!line.isEmpty() && line.charAt(line.length() - 1) != ' ')) {
        line.append(plain ? c : ' ');
      }
      if (line.length() > longest) {
        line.setLength(beforeHalf(line, longest - CUT.length()));
        return line.append(CUT).toString();
      }
    }
    return line.toString().strip();
  }

  /** Where to cut so that no character is cut in two. */
  private static int beforeHalf(StringBuilder text, int length) {
    return Character.isHighSurrogate(text.charAt(length - 1)) ? length - 1 : length;
  }

  private static boolean isForging(char c) {
    return Character.isISOControl(c)
        || Character.getType(c) == Character.FORMAT
        || c == '\u2028'
        || c == '\u2029';
  }
}
