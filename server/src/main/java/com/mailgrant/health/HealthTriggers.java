package com.mailgrant.health;

import com.mailgrant.account.AccountDeleted;
import com.mailgrant.account.AccountEdited;
import com.mailgrant.account.AccountState;
import com.mailgrant.account.AccountStateChanged;
import com.mailgrant.account.Accounts;
import com.mailgrant.account.MailAccount;
import com.mailgrant.appregistration.AppRegistrationEdited;
import com.mailgrant.connectiontest.ConnectionTested;
import com.mailgrant.outbox.SignInForSendingRefused;
import com.mailgrant.platform.MailgrantProperties;
import com.mailgrant.watch.WatchInterrupted;
import java.time.Clock;
import java.time.Duration;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** What makes it worth while to look at once: from the fix to green nobody waits for the hour. */
@Component
class HealthTriggers {
  private static final int INTERRUPTED_AT_ONCE = 5;

  private final HealthTable table;
  private final ScheduleTable schedule;
  private final Places places;
  private final Accounts accounts;
  private final Clock clock;
  private final Duration every;
  private final Restraint restraint;

  HealthTriggers(
      HealthTable table,
      ScheduleTable schedule,
      Places places,
      Accounts accounts,
      Clock clock,
      MailgrantProperties properties) {
    this.table = table;
    this.schedule = schedule;
    this.places = places;
    this.accounts = accounts;
    this.clock = clock;
    this.every = properties.health().every();
    this.restraint = new Restraint(INTERRUPTED_AT_ONCE, Pace.soon(every), clock);
  }

  @EventListener
  void stateChanged(AccountStateChanged changed) {
    switch (changed.after()) {
      // Signed in, also again or after settings were changed.
      case SIGNED_IN, MAPPED -> accounts.find(changed.account()).ifPresent(this::ask);
      case NEEDS_LOGIN -> schedule.askWhy(changed.account(), clock.instant());
      case PLANNED, SAVED, WAITING_FOR_LOGIN, WAITING_FOR_ADMINISTRATOR, DISABLED ->
          schedule.forget(changed.account());
      case TESTED, ACTIVE, DEGRADED -> {
        // What a proof found out, or what a test shows by itself.
      }
    }
  }

  /** The old error may be gone (facts/diagnosis D46). */
  @EventListener
  void edited(AccountEdited edited) {
    if (edited.after().signedIn()) {
      ask(edited.after());
    }
  }

  /** While it can be brought back, there is nothing to prove. */
  @EventListener
  void deleted(AccountDeleted deleted) {
    schedule.forget(deleted.account().id());
  }

  @EventListener
  void registrationEdited(AppRegistrationEdited edited) {
    var registration = edited.registration();
    accounts.of(registration.organization()).stream()
        .filter(account -> registration.cloud().equals(account.cloud()))
        .filter(this::inTrouble)
        .forEach(this::ask);
  }

  /**
   * Messages are held until a proof finds that sending works, so nobody waits an hour for it; and
   * if it does not, its light goes red.
   */
  @EventListener
  void refused(SignInForSendingRefused refused) {
    schedule.askBy(refused.account(), clock.instant().plus(Pace.soon(every)));
  }

  /** A mailbox that takes the sign-in need not open; the lights say so before the hour is over. */
  @EventListener
  void interrupted(WatchInterrupted interrupted) {
    accounts
        .find(interrupted.account())
        .filter(account -> !inTrouble(account))
        .filter(account -> restraint.mayPass(places.of(account)))
        .ifPresent(account -> schedule.askBy(account.id(), clock.instant().plus(Pace.soon(every))));
  }

  /** A test that found an account well, or not, is worth a look if the lights say otherwise. */
  @EventListener
  void tested(ConnectionTested tested) {
    if (tested.account().signedIn() && inTrouble(tested.account())) {
      ask(tested.account());
    }
  }

  /** Proves an account as soon as a node is free. */
  void ask(MailAccount account) {
    schedule.ask(account.id(), account.organization(), places.of(account), clock.instant());
  }

  private boolean inTrouble(MailAccount account) {
    return account.state() != AccountState.NEEDS_LOGIN
        && table.find(account.id()).filter(HealthRow::inTrouble).isPresent();
  }
}
