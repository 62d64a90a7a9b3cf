package com.mailgrant.provider;

import com.mailgrant.diagnosis.Catalogue;
import com.mailgrant.platform.YamlRow;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What an authority's refusals mean, as a file that people can read and correct; {@code
 * provider/README.md} explains it. A number explains; where none is known, the OAuth word does. A
 * number that nobody knows is never guessed at from a word that could mean several things.
 */
public final class ErrorTable {
  private final Map<Integer, Map<Occasion, String>> byNumber = new HashMap<>();
  private final List<Words> texts;
  private final Map<String, String> bySuberror;
  private final Map<Occasion, Map<String, String>> byWord = new EnumMap<>(Occasion.class);
  private final Set<String> certain;

  private ErrorTable(YamlRow file) {
    file.only("numbers", "texts", "suberrors", "words", "certain");
    file.rows("numbers").forEach(this::number);
    texts = file.rows("texts").stream().map(Words::read).toList();
    bySuberror = file.row("suberrors").asMap();
    var words = file.row("words").only("browser", "code", "refresh", "always");
    for (var occasion : Occasion.values()) {
      var all = new LinkedHashMap<>(words.row("always").asMap());
      all.putAll(words.row(occasion.word()).asMap());
      byWord.put(occasion, all);
    }
    certain = Set.copyOf(file.texts("certain"));
  }

  /** Where a refusal was met. */
  public enum Occasion {
    /** The browser brought it back. */
    BROWSER,
    /** The token endpoint did not take a code. */
    CODE,
    /** The token endpoint did not take a refresh token. */
    REFRESH;

    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * Reads a file.
   *
   * @param name in the resource folder {@code provider}, without ending
   */
  public static ErrorTable read(String name) {
    return new ErrorTable(YamlRow.single("/provider/" + name + ".yaml"));
  }

  /** Code of the diagnosis; {@link Catalogue#UNKNOWN} where nothing is certain. */
  public String diagnosis(TokenError error, Occasion occasion) {
    var description = error.description().toLowerCase(Locale.ROOT);
    return texts.stream()
        .filter(words -> words.fit(error, description))
        .map(Words::diagnosis)
        .findFirst()
        .or(() -> numbered(error, occasion))
        .or(() -> Optional.ofNullable(bySuberror.get(String.valueOf(error.suberror()))))
        .or(() -> worded(error, occasion))
        .orElse(Catalogue.UNKNOWN);
  }

  /** All numbers that it knows, with what they mean when a refresh is refused. */
  public Map<Integer, String> numbers() {
    var numbers = new HashMap<Integer, String>();
    byNumber.forEach(
        (number, meanings) -> numbers.put(number, meaning(meanings, Occasion.REFRESH)));
    return Map.copyOf(numbers);
  }

  /** All diagnoses that it can give. */
  public Set<String> diagnoses() {
    var all = new TreeSet<>(bySuberror.values());
    byNumber.values().forEach(meanings -> all.addAll(meanings.values()));
    texts.forEach(words -> all.add(words.diagnosis()));
    byWord.values().forEach(words -> all.addAll(words.values()));
    return all;
  }

  private Optional<String> numbered(TokenError error, Occasion occasion) {
    return error.codes().stream()
        .map(byNumber::get)
        .filter(meanings -> meanings != null)
        .map(meanings -> meaning(meanings, occasion))
        .findFirst();
  }

  private Optional<String> worded(TokenError error, Occasion occasion) {
    boolean trusted = error.codes().isEmpty() || certain.contains(error.error());
    return trusted
        ? Optional.ofNullable(byWord.getOrDefault(occasion, Map.of()).get(error.error()))
        : Optional.empty();
  }

  /** The browser and the code belong to one sign-in: what a code means holds for both. */
  private static String meaning(Map<Occasion, String> meanings, Occasion occasion) {
    var meaning = meanings.get(occasion == Occasion.BROWSER ? Occasion.CODE : occasion);
    return meaning == null ? Catalogue.UNKNOWN : meaning;
  }

  private void number(YamlRow row) {
    row.only("codes", "error", "means", "diagnosis", "of-a-code");
    row.text("means");
    var meanings = new EnumMap<Occasion, String>(Occasion.class);
    meanings.put(Occasion.REFRESH, row.text("diagnosis"));
    meanings.put(Occasion.CODE, row.optionalText("of-a-code").orElse(row.text("diagnosis")));
    for (var codes : row.texts("codes")) {
      var ends = codes.split("-", 2);
      int first = Integer.parseInt(ends[0]);
      int last = Integer.parseInt(ends[ends.length - 1]);
      for (int number = first; number <= last; number++) {
        if (byNumber.put(number, meanings) != null) {
          throw row.wrong("repeats " + number);
        }
      }
    }
  }

  /** Words of an answer that outrank its number. */
  private record Words(
      Optional<Integer> number, Optional<String> error, String contains, String diagnosis) {
    static Words read(YamlRow row) {
      row.only("number", "error", "contains", "diagnosis", "means").text("means");
      return new Words(
          row.optionalText("number").map(Integer::valueOf),
          row.optionalText("error"),
          row.text("contains").toLowerCase(Locale.ROOT),
          row.text("diagnosis"));
    }

    boolean fit(TokenError refusal, String description) {
      return number.map(refusal.codes()::contains).orElse(true)
          && error.map(refusal.error()::equals).orElse(true)
          && description.contains(contains);
    }
  }
}
