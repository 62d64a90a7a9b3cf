package com.mailgrant.support;

import com.mailgrant.diagnosis.Diagnosis;
import com.mailgrant.diagnosis.Report;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One failure as the API shows it.
 *
 * @param where which room met it, for example {@code login} or {@code test: imap-authenticate}
 * @param account null where no account was concerned
 */
record ReportView(
    String errorId, Instant at, String where, @Nullable UUID account, Diagnosis diagnosis) {
  static ReportView of(Report report) {
    return new ReportView(
        report.errorId().value(),
        report.at(),
        report.where(),
        report.account(),
        report.diagnosis());
  }
}
