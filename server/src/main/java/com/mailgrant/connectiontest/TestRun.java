package com.mailgrant.connectiontest;

import com.mailgrant.account.MailAccount;
import com.mailgrant.diagnosis.Diagnoses;
import com.mailgrant.diagnosis.Finding;
import com.mailgrant.platform.Sentence;
import com.mailgrant.provider.Evidence;
import com.mailgrant.provider.Evidence.Certainty;
import com.mailgrant.provider.Failure;
import com.mailgrant.provider.MailProvider;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** One run: what it is about, what is known so far, and what came out. */
final class TestRun {
  private final MailAccount account;
  private final MailProvider provider;
  private final Diagnoses diagnoses;
  private final Consumer<CheckResult> asTheyEnd;
  private final List<CheckResult> results = new ArrayList<>();
  private Evidence evidence;

  TestRun(
      MailAccount account,
      MailProvider provider,
      Evidence evidence,
      Diagnoses diagnoses,
      Consumer<CheckResult> asTheyEnd) {
    this.account = account;
    this.provider = provider;
    this.evidence = evidence;
    this.diagnoses = diagnoses;
    this.asTheyEnd = asTheyEnd;
  }

  MailAccount account() {
    return account;
  }

  MailProvider provider() {
    return provider;
  }

  Evidence evidence() {
    return evidence;
  }

  /** Later failures are explained with this knowledge. */
  void learn(Evidence more) {
    evidence = more;
  }

  TestRun knowing(Certainty imapAccepted) {
    evidence = evidence.withImapAccepted(imapAccepted);
    return this;
  }

  void passed(Check check, Duration took) {
    passed(check, took, "connectiontest.note", "");
  }

  /**
   * @param key of what was found
   * @param value for its blank
   */
  void passed(Check check, Duration took, String key, Object value) {
    end(new CheckResult.Passed(check, took, Sentence.of(key, value)));
  }

  void failed(Check check, Duration took, Failure failure) {
    failed(check, took, provider.explain(failure, evidence));
  }

  void failed(Check check, Duration took, Finding finding) {
    var report =
        diagnoses.report(
            finding,
            account.organization().value(),
            account.id().value(),
            "test: " + check.apiName());
    end(new CheckResult.Failed(check, took, report));
  }

  /**
   * @param key of the reason
   */
  void skipped(Check check, String key) {
    end(new CheckResult.Skipped(check, Sentence.of(key)));
  }

  /** Skips a stretch of checks, both ends included. */
  void skipFrom(Check first, Check last, String key) {
    for (var check : Check.values()) {
      if (check.compareTo(first) >= 0 && check.compareTo(last) <= 0) {
        skipped(check, key);
      }
    }
  }

  List<CheckResult> results() {
    return List.copyOf(results);
  }

  private void end(CheckResult result) {
    results.add(result);
    asTheyEnd.accept(result);
  }
}
