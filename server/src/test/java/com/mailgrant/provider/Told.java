package com.mailgrant.provider;

import static org.assertj.core.api.Assertions.assertThat;

import com.mailgrant.diagnosis.Diagnosis;
import com.mailgrant.diagnosis.Explaining;
import com.mailgrant.diagnosis.Finding;
import com.mailgrant.platform.Language;

/** What a person reads of a failure, looked at as a person would. */
public final class Told {
  private Told() {}

  /** In every language whole sentences: no blank is left open, none has no value. */
  public static Diagnosis whole(Finding finding) {
    for (var language : Language.values()) {
      var diagnosis = Explaining.in(language, finding);
      assertThat(diagnosis.code()).isEqualTo(finding.code());
      assertThat(diagnosis.plainText("MG-0000-0000"))
          .as(finding.code() + " " + language)
          .doesNotContain("{", "}", "…", "[[", "]]");
      assertThat(String.valueOf(diagnosis.link())).doesNotContain("{", "…");
    }
    return Explaining.in(Language.ENGLISH, finding);
  }
}
