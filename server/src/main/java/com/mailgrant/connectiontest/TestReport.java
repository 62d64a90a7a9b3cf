package com.mailgrant.connectiontest;

import com.fasterxml.jackson.annotation.JsonValue;
import com.mailgrant.diagnosis.Diagnosis;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a test found.
 *
 * @param status null while it runs
 * @param errorId of the first failure
 */
public record TestReport(
    UUID id,
    @Nullable Status status,
    @Nullable String errorId,
    Instant startedAt,
    @Nullable Instant endedAt,
    List<CheckLine> checks) {
  public TestReport {
    checks = List.copyOf(checks);
  }

  /**
   * @param status {@code passed}, {@code failed} or {@code skipped}
   * @param millis null where nothing was tried
   * @param note what was found, or why it was skipped
   */
  public record CheckLine(
      Check check,
      String label,
      String status,
      @Nullable Long millis,
      @Nullable String note,
      @Nullable String errorId,
      @Nullable Diagnosis diagnosis) {}

  /** How a test ended as a whole. */
  public enum Status {
    PASSED,
    FAILED,
    /** Reading works and sending does not, or the other way round. */
    PARTIAL;

    /** As it stands in the API. */
    @JsonValue
    public String apiName() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
