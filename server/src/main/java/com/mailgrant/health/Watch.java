package com.mailgrant.health;

import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import com.mailgrant.account.AccountId;
import com.mailgrant.account.Accounts;
import com.mailgrant.platform.MailgrantProperties;
import java.time.Clock;
import java.time.Duration;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.stereotype.Component;

/** Looks at all accounts together; one node of all does. */
@Component
class Watch {
  private static final Logger LOG = LoggerFactory.getLogger(Watch.class);

  private static final Duration PROOFS_KEPT = Duration.ofDays(90);

  /** A warning that was given for a date stays given until long after that date. */
  private static final Duration WARNINGS_KEPT = Duration.ofDays(400);

  private final ScheduleTable schedule;
  private final ProofTable proofs;
  private final TroubleTable troubleTable;
  private final WarningTable warningTable;
  private final Accounts accounts;
  private final Places places;
  private final Outages outages;
  private final Troubles troubles;
  private final Warnings warnings;
  private final NoticeMail mail;
  private final Clock clock;
  private final Duration every;
  private final RandomGenerator random = RandomGenerator.getDefault();

  Watch(
      ScheduleTable schedule,
      ProofTable proofs,
      TroubleTable troubleTable,
      WarningTable warningTable,
      Accounts accounts,
      Places places,
      Outages outages,
      Troubles troubles,
      Warnings warnings,
      NoticeMail mail,
      Clock clock,
      MailgrantProperties properties) {
    this.schedule = schedule;
    this.proofs = proofs;
    this.troubleTable = troubleTable;
    this.warningTable = warningTable;
    this.accounts = accounts;
    this.places = places;
    this.outages = outages;
    this.troubles = troubles;
    this.warnings = warnings;
    this.mail = mail;
    this.clock = clock;
    this.every = properties.health().every();
  }

  /**
   * What is worth a look several times a minute. One part that stumbles does not stop the others.
   */
  void often() {
    step("admitting accounts", this::admit);
    step("looking for outages", outages::look);
    step("telling of troubles", troubles::look);
    step("sending notices", mail::send);
  }

  /** What changes by the day. */
  void hourly() {
    step("warning", warnings::look);
    step(
        "forgetting old proofs",
        () -> {
          proofs.forgetBefore(clock.instant().minus(PROOFS_KEPT));
          troubleTable.forgetBefore(clock.instant().minus(PROOFS_KEPT));
          warningTable.forgetBefore(clock.instant().minus(WARNINGS_KEPT));
        });
  }

  /** Accounts that no event has brought, such as those from before an upgrade. */
  private void admit() {
    var known = schedule.known();
    for (AccountId id : accounts.signedIn()) {
      if (!known.contains(id)) {
        accounts
            .find(id)
            .ifPresent(account ->
                schedule.admit(
                    id,
                    account.organization(),
                    places.of(account),
                    clock.instant().plus(Pace.first(every, random))));
      }
    }
  }

  private static void step(String what, Runnable step) {
    try {
      step.run();
    } catch (RuntimeException e) {
      LOG.error("The health watch stumbled when {}. It goes on with the next round.", what, e);
    }
  }

  @Configuration(proxyBeanMethods = false)
  static class Rounds {
    private static final Duration OFTEN = Duration.ofSeconds(15);
    private static final Duration HOURLY = Duration.ofHours(1);

    @Bean
    RecurringTask<Void> watchHealth(Watch watch) {
      return Tasks.recurring("watch-health", FixedDelay.of(OFTEN)).execute((_, _) -> watch.often());
    }

    @Bean
    RecurringTask<Void> watchWhatWillBreak(Watch watch) {
      return Tasks.recurring("watch-what-will-break", FixedDelay.of(HOURLY))
          .execute((_, _) -> watch.hourly());
    }
  }
}
