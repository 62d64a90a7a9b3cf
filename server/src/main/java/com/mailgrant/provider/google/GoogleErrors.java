package com.mailgrant.provider.google;

import com.mailgrant.diagnosis.Finding;
import com.mailgrant.provider.AuthorityFailures;
import com.mailgrant.provider.ErrorTable;
import com.mailgrant.provider.ErrorTable.Occasion;
import com.mailgrant.provider.Evidence;
import com.mailgrant.provider.TokenError;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** What Google's refusals mean: the table {@code provider/google-codes.yaml}. */
final class GoogleErrors {
  private static final ErrorTable TABLE = ErrorTable.read("google-codes");

  /**
   * As long as an application is in testing, a sign-in lasts a week (facts/microsoft365 12.4). The
   * daily refresh notices the end within a day.
   */
  private static final Duration TESTING = Duration.ofDays(7);

  private static final Duration NOTICED = Duration.ofDays(1).plusHours(2);

  private GoogleErrors() {}

  static Finding explain(TokenError error, Occasion occasion, Evidence evidence) {
    var code = TABLE.diagnosis(error, occasion);
    if (code.equals("D61") && isEndOfTesting(evidence)) {
      code = "D47";
    }
    return new Finding(code, values(error, evidence), said(error), error.trace());
  }

  private static boolean isEndOfTesting(Evidence evidence) {
    return evidence
        .history()
        .age()
        .filter(age -> age.compareTo(TESTING) >= 0 && age.compareTo(TESTING.plus(NOTICED)) <= 0)
        .isPresent();
  }

  private static Map<String, String> values(TokenError error, Evidence evidence) {
    var values = new LinkedHashMap<>(evidence.values());
    values.put("detail", error.description().isBlank() ? error.error() : error.description());
    values.put("host", values.getOrDefault("authority", ""));
    values.put("port", AuthorityFailures.port(evidence));
    values.put("signedIn", evidence.signInUser());
    values.put("expected", evidence.mailbox());
    var signedIn = evidence.history().signedInAt();
    if (signedIn != null) {
      values.put("since", signedIn.toString().substring(0, "2026-11-23".length()));
    }
    return values;
  }

  private static String said(TokenError error) {
    return error.error() + (error.description().isBlank() ? "" : ": " + error.description());
  }
}
