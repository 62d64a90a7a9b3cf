package com.mailgrant.connectiontest;

import com.mailgrant.diagnosis.Report;
import com.mailgrant.platform.Sentence;
import java.time.Duration;

/** How one step ended. */
sealed interface CheckResult {
  Check check();

  record Passed(Check check, Duration took, Sentence note) implements CheckResult {}

  record Failed(Check check, Duration took, Report report) implements CheckResult {}

  /**
   * @param because a sentence for a person
   */
  record Skipped(Check check, Sentence because) implements CheckResult {}
}
