package com.mailgrant.bench;

import java.util.Collections;
import java.util.List;
import java.util.Locale;

/** Tables in Markdown, printed as they come into being. */
final class Figures {
  private final StringBuilder text = new StringBuilder();

  /** A line of its own. */
  void say(String line) {
    add(line + "\n\n");
  }

  /** Begins a table. */
  void table(String title, String... columns) {
    add("\n### " + title + "\n");
    row((Object[]) columns);
    add("|" + String.join("|", Collections.nCopies(columns.length, " --- ")) + "|\n");
  }

  /** Numbers with a fraction get two digits after the point. */
  void row(Object... cells) {
    add("| " + String.join(" | ", List.of(cells).stream().map(Figures::cell).toList()) + " |\n");
  }

  private static String cell(Object value) {
    return value instanceof Double number
        ? String.format(Locale.ROOT, number < 100 ? "%.2f" : "%.0f", number)
        : value.toString();
  }

  private void add(String more) {
    text.append(more);
    System.out.print(more);
    System.out.flush();
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
