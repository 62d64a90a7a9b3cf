package com.mailgrant.platform;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;

/** Short texts by key. The English one stands in the code, beside what it names. */
public final class Labels {
  private static final Map<Language, Map<String, String>> TRANSLATED =
      new EnumMap<>(Language.class);

  static {
    Arrays.stream(Language.values())
        .filter(language -> language != Language.ENGLISH)
        .forEach(language ->
            TRANSLATED.put(
                language,
                YamlRow.single("/diagnoses/labels" + language.suffix() + ".yaml").asMap()));
  }

  private Labels() {}

  /** In this language; in English where the translation lacks it. */
  public static String of(Language language, String key, String english) {
    return TRANSLATED.getOrDefault(language, Map.of()).getOrDefault(key, english);
  }
}
