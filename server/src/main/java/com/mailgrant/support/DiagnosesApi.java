package com.mailgrant.support;

import com.mailgrant.access.Caller;
import com.mailgrant.access.Needs;
import com.mailgrant.access.Scope;
import com.mailgrant.diagnosis.Catalogue;
import com.mailgrant.diagnosis.CatalogueEntry;
import com.mailgrant.diagnosis.Diagnoses;
import com.mailgrant.platform.Language;
import com.mailgrant.platform.Missing;
import java.util.List;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The catalogue, and one failure for support; in the language of the Accept-Language header. */
@RestController
@RequestMapping("/api/v1/diagnoses")
class DiagnosesApi {
  private final Catalogue catalogue;
  private final Diagnoses diagnoses;

  DiagnosesApi(Catalogue catalogue, Diagnoses diagnoses) {
    this.catalogue = catalogue;
    this.diagnoses = diagnoses;
  }

  /** All diagnoses that there are. */
  @Needs(Scope.SUPPORT_READ)
  @GetMapping
  ResponseEntity<Rows> catalogue() {
    var language = Language.ofReader();
    return answer(language, new Rows(List.copyOf(catalogue.entries(language))));
  }

  /** One failure, by the error id that somebody saw. */
  @Needs(Scope.SUPPORT_READ)
  @GetMapping("/{errorId}")
  ResponseEntity<ReportView> report(@PathVariable String errorId, Caller caller) {
    var language = Language.ofReader();
    var report =
        diagnoses
            .find(caller.organization().value(), errorId, language)
            .orElseThrow(() -> new Missing("wrong.missing.report"));
    return answer(report.diagnosis().language(), ReportView.of(report));
  }

  private static <T> ResponseEntity<T> answer(Language language, T body) {
    return ResponseEntity.ok()
        .header(HttpHeaders.CONTENT_LANGUAGE, language.tag())
        .header(HttpHeaders.VARY, HttpHeaders.ACCEPT_LANGUAGE)
        .body(body);
  }

  /** Blanks such as <code>{mailbox}</code> stand open in the texts. */
  record Rows(List<CatalogueEntry> items) {}
}
