package com.mailgrant.connectiontest;

import com.mailgrant.account.AccountStep;
import com.mailgrant.account.Accounts;
import com.mailgrant.account.MailAccount;
import com.mailgrant.connectiontest.Check.Part;
import com.mailgrant.connectiontest.ConnectionTested.Sending;
import com.mailgrant.diagnosis.Actor;
import com.mailgrant.organization.OrganizationId;
import java.time.Clock;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;

/** Runs Test Connection and keeps what it found. */
@Service
public class ConnectionTest {
  private static final Logger LOG = LoggerFactory.getLogger(ConnectionTest.class);

  static final Set<Part> EVERYTHING = EnumSet.allOf(Part.class);

  private final TestTable table;
  private final CheckSteps steps;
  private final Accounts accounts;
  private final ApplicationEventPublisher events;
  private final Clock clock;

  ConnectionTest(
      TestTable table,
      CheckSteps steps,
      Accounts accounts,
      ApplicationEventPublisher events,
      Clock clock) {
    this.table = table;
    this.events = events;
    this.steps = steps;
    this.accounts = accounts;
    this.clock = clock;
  }

  /** Begins a test in the background; its results can be read while it runs. */
  UUID start(MailAccount account, Set<Part> wanted) {
    var run = table.begin(account.id(), clock.instant());
    Thread.ofVirtual().name("test-" + account.id()).start(() -> finish(account, wanted, run));
    return run;
  }

  /** Runs a test to its end. */
  TestReport run(MailAccount account) {
    var run = table.begin(account.id(), clock.instant());
    finish(account, EVERYTHING, run);
    return table.report(run).orElseThrow();
  }

  /**
   * Proves what an account is about to become, beside the one that works. The report is kept like
   * any other; the account is told nothing, for nothing of it has changed.
   */
  public TestReport prove(MailAccount converted) {
    var run = table.begin(converted.id(), clock.instant());
    try {
      var results = steps.run(converted, EVERYTHING, result -> table.keep(run, result));
      table.end(run, status(results), clock.instant());
    } catch (RuntimeException e) {
      LOG.error("The proof of account {} broke off. It can be tried again.", converted.id(), e);
      table.end(run, TestReport.Status.FAILED, clock.instant());
    }
    return table.report(run).orElseThrow();
  }

  /** Tests everything in the background. */
  public void everything(MailAccount account) {
    start(account, EVERYTHING);
  }

  /** Tests in the background whether the account can send. */
  public void sendingAlone(MailAccount account) {
    start(account, EnumSet.of(Part.SIGN_IN, Part.SENDING));
  }

  /** When which check last passed here, by type of account. */
  public List<ProvedCheck> lastProved(OrganizationId organization) {
    return table.lastProved(organization);
  }

  private void finish(MailAccount account, Set<Part> wanted, UUID run) {
    try {
      var results = steps.run(account, wanted, result -> table.keep(run, result));
      var status = status(results);
      table.end(run, status, clock.instant());
      if (status == TestReport.Status.PASSED) {
        if (wanted.containsAll(EVERYTHING)) {
          accounts.proved(account.id(), clock.instant());
        }
      } else {
        accounts.step(account.id(), AccountStep.TEST_FAILED, firstErrorId(results));
      }
      events.publishEvent(new ConnectionTested(account, sending(results)));
    } catch (RuntimeException e) {
      LOG.error(
          "Test Connection of account {} broke off. It can be started again.", account.id(), e);
      table.end(run, TestReport.Status.FAILED, clock.instant());
    }
  }

  private static TestReport.Status status(List<CheckResult> results) {
    boolean failed = results.stream().anyMatch(CheckResult.Failed.class::isInstance);
    boolean imap = passed(results, Check.IMAP_INBOX);
    boolean smtp = passed(results, Check.SMTP_ENVELOPE);
    if (!failed) {
      return TestReport.Status.PASSED;
    }
    return imap || smtp ? TestReport.Status.PARTIAL : TestReport.Status.FAILED;
  }

  private static @Nullable String firstErrorId(List<CheckResult> results) {
    return results.stream()
        .filter(CheckResult.Failed.class::isInstance)
        .map(result -> ((CheckResult.Failed) result).report().errorId().value())
        .findFirst()
        .orElse(null);
  }

  private static Sending sending(List<CheckResult> results) {
    return results.stream()
        .filter(result -> result.check() == Check.SMTP_AUTHENTICATE)
        .findFirst()
        .map(result ->
            switch (result) {
              case CheckResult.Passed _ -> new Sending.Allowed();
              case CheckResult.Failed failed
                  when failed.report().diagnosis().actor() == Actor.EXCHANGE_ADMIN ->
                  new Sending.AdministratorNeeded(failed.report().diagnosis().code());
              case CheckResult.Failed _, CheckResult.Skipped _ -> new Sending.Unknown();
            })
        .orElseGet(Sending.Unknown::new);
  }

  private static boolean passed(List<CheckResult> results, Check check) {
    return results.stream()
        .anyMatch(result -> result instanceof CheckResult.Passed && result.check() == check);
  }
}
