package com.mailgrant.inbox;

import java.text.Normalizer;
import java.util.Collection;
import java.util.Locale;

/** Comparing as people do: case and the way of writing an accent do not count. */
final class Words {
  private Words() {}

  static boolean has(String text, String part) {
    return folded(text).contains(folded(part));
  }

  static boolean anyHas(Collection<String> texts, String part) {
    return texts.stream().anyMatch(text -> has(text, part));
  }

  private static String folded(String text) {
    return Normalizer.normalize(text, Normalizer.Form.NFC).toLowerCase(Locale.ROOT);
  }
}
