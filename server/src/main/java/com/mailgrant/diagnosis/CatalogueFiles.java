package com.mailgrant.diagnosis;

import com.mailgrant.diagnosis.CatalogueEntry.Variant;
import com.mailgrant.platform.Language;
import com.mailgrant.platform.YamlRow;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/** Reads the files of the catalogue; diagnoses/README.md explains them. */
final class CatalogueFiles {
  private static final String FOLDER = "/diagnoses/";

  private CatalogueFiles() {}

  /** The rows in this language; in English where a translation lacks one. */
  static SequencedMap<String, CatalogueEntry> read(Language language) {
    var originals = new LinkedHashMap<String, CatalogueEntry>();
    for (var topic : topics()) {
      for (var row : YamlRow.list(FOLDER + topic + ".yaml")) {
        var entry = entry(row);
        if (originals.put(entry.code(), entry) != null) {
          throw row.wrong("repeats " + entry.code());
        }
      }
    }
    return Collections.unmodifiableSequencedMap(
        language == Language.ENGLISH ? originals : translated(originals, language));
  }

  /** The files of the catalogue, without ending. */
  static List<String> topics() {
    return YamlRow.texts(FOLDER + "topics.yaml", "topics");
  }

  private static SequencedMap<String, CatalogueEntry> translated(
      SequencedMap<String, CatalogueEntry> originals, Language language) {
    var translated = new LinkedHashMap<>(originals);
    for (var topic : topics()) {
      for (var row : YamlRow.list(FOLDER + topic + language.suffix() + ".yaml")) {
        row.only("code", "title", "cause", "remedy", "variants");
        var original = originals.get(row.text("code"));
        if (original == null) {
          throw row.wrong("translates " + row.text("code") + ", which does not exist");
        }
        translated.put(original.code(), translation(row, original));
      }
    }
    return translated;
  }

  private static CatalogueEntry translation(YamlRow row, CatalogueEntry original) {
    var variants = new ArrayList<Variant>();
    for (var variant : row.rows("variants")) {
      var types = variant.only("for", "remedy").texts("for");
      var same =
          original.variants().stream()
              .filter(candidate -> candidate.accountTypes().equals(types))
              .findFirst()
              .orElseThrow(() -> row.wrong("has a variant for " + types + " of its own"));
      variants.add(new Variant(types, variant.texts("remedy"), same.link()));
    }
    return new CatalogueEntry(
        original.code(),
        row.text("title"),
        row.text("cause"),
        original.actor(),
        original.concerns(),
        row.texts("remedy"),
        original.link(),
        variants,
        original.retry());
  }

  private static CatalogueEntry entry(YamlRow row) {
    row.only("code", "title", "cause", "actor", "concerns", "remedy", "link", "variants", "retry");
    if (row.texts("remedy").isEmpty()) {
      throw row.wrong("lacks remedy");
    }
    return new CatalogueEntry(
        row.text("code"),
        row.text("title"),
        row.text("cause"),
        Actor.named(row.text("actor")),
        Concern.named(row.text("concerns")),
        row.texts("remedy"),
        row.optionalText("link").orElse(null),
        row.rows("variants").stream()
            .map(variant -> variant.only("for", "remedy", "link"))
            .map(variant ->
                new Variant(
                    variant.texts("for"),
                    variant.texts("remedy"),
                    variant.optionalText("link").orElse(null)))
            .toList(),
        Retry.parse(row.text("retry")));
  }
}
