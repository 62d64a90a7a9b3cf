package com.mailgrant.testing;

import java.net.http.HttpResponse;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Finds English sentences on a page that should speak another language: by the small words that no
 * English sentence does without, and that are none in German.
 */
public final class EnglishLeft {
  private static final Set<String> SMALL =
      Set.of(
          "the", "a", "is", "are", "were", "has", "have", "and", "or", "not", "no", "nobody", "of",
          "to", "for", "from", "with", "without", "this", "that", "there", "you", "your", "it",
          "its", "be", "by", "at", "on", "may", "can", "cannot", "must", "until", "enter", "choose",
          "use", "once", "again", "since", "first", "then", "as", "who", "what", "yet");

  /**
   * What is quoted of programs and providers, or is a command: the same in every language. A
   * template marks it as English, or as not to be translated.
   */
  private static final Pattern QUOTED =
      Pattern.compile(
          "<(code|pre|script|style|option)\\b.*?</\\1>|<(\\w+)[^>]*(?:lang=\"en\"|translate=\"no\")[^>]*>.*?</\\2>|\\(Turn"
              + " off SMTP AUTH protocol for your organization\\)",
          Pattern.DOTALL);

  private EnglishLeft() {}

  /** The sentences, as a person reads them. */
  public static List<String> on(HttpResponse<String> seen) {
    return QUOTED
        .matcher(seen.body())
        .replaceAll(" ")
        .replaceAll("</?(?:a|b|em|q|strong|span|time)\\b[^>]*>", "")
        .replaceAll("<[^>]*>", "\n")
        .lines()
        .map(String::strip)
        .filter(EnglishLeft::isEnglish)
        .distinct()
        .toList();
  }

  /** Two small words among at least three; one alone may be part of a name. */
  static boolean isEnglish(String line) {
    var words =
        Arrays.stream(line.toLowerCase(Locale.ROOT).split("[^\\p{L}]+", -1))
            .filter(word -> !word.isEmpty())
            .toList();
    return words.size() > 2 && words.stream().filter(SMALL::contains).distinct().count() > 1;
  }
}
