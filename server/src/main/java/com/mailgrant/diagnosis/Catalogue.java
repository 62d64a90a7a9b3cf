package com.mailgrant.diagnosis;

import com.mailgrant.platform.Language;
import java.util.Collection;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import org.springframework.stereotype.Component;

/** The causes that Mailgrant can explain, read once from the files in {@code diagnoses}. */
@Component
public class Catalogue {
  /** The row for whatever no other row explains: it shows the provider's own words. */
  public static final String UNKNOWN = "D00";

  private final Map<Language, SequencedMap<String, CatalogueEntry>> entries =
      new EnumMap<>(Language.class);

  Catalogue() {
    for (var language : Language.values()) {
      entries.put(language, CatalogueFiles.read(language));
    }
  }

  /** All rows, in the order of the files. */
  public Collection<CatalogueEntry> entries(Language language) {
    return in(language).sequencedValues();
  }

  /** One row in English; empty for a code that was never given out. */
  public Optional<CatalogueEntry> entry(String code) {
    return Optional.ofNullable(in(Language.ENGLISH).get(code));
  }

  /** What happened, in one line; empty for a code that was never given out. */
  public Optional<String> title(String code, Language language) {
    return Optional.ofNullable(in(language).get(code)).map(CatalogueEntry::title);
  }

  /**
   * Turns a finding into sentences; an unknown code is a defect of ours and becomes {@link
   * #UNKNOWN}.
   */
  public Diagnosis explain(Finding finding, Language language) {
    var entry = in(language).get(finding.code());
    return (entry == null ? unknown(language) : entry).fill(finding, language);
  }

  private CatalogueEntry unknown(Language language) {
    var entry = in(language).get(UNKNOWN);
    if (entry == null) {
      throw new IllegalStateException("the catalogue has no row " + UNKNOWN);
    }
    return entry;
  }

  private SequencedMap<String, CatalogueEntry> in(Language language) {
    var rows = entries.get(language);
    if (rows == null) {
      throw new IllegalStateException("the catalogue was not read in " + language);
    }
    return rows;
  }
}
