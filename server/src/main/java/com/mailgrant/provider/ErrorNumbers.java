package com.mailgrant.provider;

import java.util.List;
import java.util.regex.Pattern;

/** Numbers that authorities write into their error texts (facts/microsoft365 1.5). */
public final class ErrorNumbers {
  private static final Pattern NUMBER = Pattern.compile("\\bAADSTS(\\d{5,7})\\b");

  private ErrorNumbers() {}

  /** All in a text, outermost first. */
  public static List<Integer> in(String description) {
    return NUMBER
        .matcher(description)
        .results()
        .map(match -> Integer.valueOf(match.group(1)))
        .distinct()
        .toList();
  }
}
