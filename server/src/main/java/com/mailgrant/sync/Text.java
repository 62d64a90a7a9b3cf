package com.mailgrant.sync;

/** Words of strangers, made fit for the database and for events: bounded, and without NUL. */
final class Text {
  private Text() {}

  static String clean(String text, int longest) {
    var out = new StringBuilder(Math.min(text.length(), longest));
    for (int i = 0; i < text.length() && out.length() < longest; i++) {
      char c = text.charAt(i);
      if (Character.isHighSurrogate(c)
          && i + 1 < text.length()
          && Character.isLowSurrogate(text.charAt(i + 1))) {
        out.append(c).append(text.charAt(++i));
      } else if (Character.isSurrogate(c)) {
        out.append('\uFFFD');
      } else {
        out.append(Character.isISOControl(c) ? ' ' : c);
      }
    }
    return out.toString().strip();
  }
}
