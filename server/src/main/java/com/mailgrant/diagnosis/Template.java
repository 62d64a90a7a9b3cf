package com.mailgrant.diagnosis;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The blanks of the catalogue's texts; diagnoses/README.md explains them. */
final class Template {
  private static final Pattern BLANK = Pattern.compile("\\{(ps:)?(\\w+)}");
  private static final Pattern OPTIONAL = Pattern.compile("\\[\\[(.*?)]]", Pattern.DOTALL);
  private static final Pattern NEEDS_NO_QUOTES = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._@+-]*");
  private static final Pattern POWERSHELL_QUOTE = Pattern.compile("['\u2018-\u201b]");
  private static final String NO_VALUE = "…";

  private Template() {}

  /** A blank without a value becomes an ellipsis, so that a sentence stays readable. */
  static String filled(String text, Map<String, String> values) {
    var present =
        OPTIONAL
            .matcher(text)
            .replaceAll(part ->
                Matcher.quoteReplacement(
                    values.keySet().containsAll(blanks(part.group(1))) ? part.group(1) : ""));
    return BLANK
        .matcher(present)
        .replaceAll(
            blank -> Matcher.quoteReplacement(value(blank.group(1), values.get(blank.group(2)))));
  }

  /** The names of all blanks in a text. */
  static Set<String> blanks(String text) {
    var names = new TreeSet<String>();
    BLANK.matcher(text).results().forEach(blank -> names.add(blank.group(2)));
    return names;
  }

  private static String value(@Nullable String quoting, @Nullable String value) {
    var text = value == null ? NO_VALUE : value;
    return quoting == null || NEEDS_NO_QUOTES.matcher(text).matches() ? text : quoted(text);
  }

  /** PowerShell takes the typographic quotes for the plain one; doubled, each is a character. */
  private static String quoted(String text) {
    return "'" + POWERSHELL_QUOTE.matcher(text).replaceAll("$0$0") + "'";
  }
}
