package com.mailgrant.diagnosis;

import com.mailgrant.platform.Language;
import java.util.Set;
import java.util.stream.Collectors;

/** The catalogue for tests of other packages. */
public final class Explaining {
  private static final Catalogue CATALOGUE = new Catalogue();

  private Explaining() {}

  /** The catalogue as it is shipped. */
  public static Catalogue catalogue() {
    return CATALOGUE;
  }

  /** All codes. */
  public static Set<String> codes() {
    return CATALOGUE.entries(Language.ENGLISH).stream()
        .map(CatalogueEntry::code)
        .collect(Collectors.toSet());
  }

  /** The sentences that a person reads. */
  public static Diagnosis in(Language language, Finding finding) {
    return CATALOGUE.explain(finding, language);
  }
}
