package com.mailgrant.diagnosis;

import com.mailgrant.platform.Language;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A finding as the table {@code diagnosis_report} keeps it: code and values, so that it can be read
 * in any language and with the texts of today. Rows of old have sentences instead of values; they
 * are shown as they are.
 */
record StoredFinding(
    String code,
    @Nullable Map<String, String> values,
    @Nullable String serverSaid,
    @Nullable ProviderTrace providerTrace,
    @Nullable String title,
    @Nullable String cause,
    @Nullable String actor,
    @Nullable List<String> remedy,
    @Nullable String link,
    @Nullable String retry) {

  static StoredFinding of(Finding finding) {
    return new StoredFinding(
        finding.code(),
        finding.values(),
        finding.serverSaid(),
        finding.trace(),
        null,
        null,
        null,
        null,
        null,
        null);
  }

  Diagnosis diagnosis(Catalogue catalogue, Language language) {
    return values == null
        ? asItStands()
        : catalogue.explain(
            new Finding(
                code,
                values,
                serverSaid,
                Objects.requireNonNullElse(providerTrace, ProviderTrace.NONE)),
            language);
  }

  private Diagnosis asItStands() {
    return new Diagnosis(
        code,
        Objects.requireNonNullElse(title, code),
        Objects.requireNonNullElse(cause, ""),
        actor == null ? Actor.OPERATOR : Actor.named(actor),
        Objects.requireNonNullElse(remedy, List.of()),
        link,
        retry == null ? new Retry.AfterAction() : Retry.parse(retry),
        serverSaid,
        providerTrace,
        Language.ENGLISH);
  }
}
