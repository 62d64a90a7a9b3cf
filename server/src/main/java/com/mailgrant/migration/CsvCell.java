package com.mailgrant.migration;

import java.util.regex.Pattern;

/**
 * Cells that a spreadsheet would take for formulas get an apostrophe in front, so that nothing that
 * somebody typed into a field is calculated on another person's machine. The import takes exactly
 * one away again, so that what goes out comes back.
 */
final class CsvCell {
  private static final Pattern FORMULA = Pattern.compile("'*[=+\\-@\\t\\r].*", Pattern.DOTALL);
  private static final Pattern DISARMED = Pattern.compile("'+[=+\\-@\\t\\r].*", Pattern.DOTALL);

  private CsvCell() {}

  static String disarmed(String text) {
    return FORMULA.matcher(text).matches() ? "'" + text : text;
  }

  static String asTyped(String cell) {
    return DISARMED.matcher(cell).matches() ? cell.substring(1) : cell;
  }
}
