package com.mailgrant.desk;

import com.mailgrant.account.Accounts;
import com.mailgrant.account.MailAccount;
import com.mailgrant.appregistration.AppRegistration;
import com.mailgrant.appregistration.AppRegistrations;
import com.mailgrant.connectiontest.ConnectionTest;
import com.mailgrant.connectiontest.ConnectionTested;
import com.mailgrant.desk.SendingTask.State;
import com.mailgrant.organization.OrganizationId;
import com.mailgrant.provider.MailProviders;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Service;

/**
 * The task card for the administrator of the mail servers: one a tenant. It appears when a test
 * shows that sending is switched off, and is verified when a test shows that it no longer is.
 */
@Service
class SendingDesk {
  /** A change there takes from minutes to about an hour (facts/microsoft365 5.1). */
  private static final List<Duration> PAUSES =
      List.of(
          Duration.ofSeconds(30),
          Duration.ofMinutes(1),
          Duration.ofMinutes(2),
          Duration.ofMinutes(5),
          Duration.ofMinutes(10),
          Duration.ofMinutes(15),
          Duration.ofMinutes(15),
          Duration.ofMinutes(30),
          Duration.ofMinutes(60));

  private final SendingTaskTable table;
  private final Accounts accounts;
  private final AppRegistrations registrations;
  private final MailProviders providers;
  private final ConnectionTest test;
  private final Clock clock;

  SendingDesk(
      SendingTaskTable table,
      Accounts accounts,
      AppRegistrations registrations,
      MailProviders providers,
      ConnectionTest test,
      Clock clock) {
    this.table = table;
    this.accounts = accounts;
    this.registrations = registrations;
    this.providers = providers;
    this.test = test;
    this.clock = clock;
  }

  /** Newest first. */
  List<SendingTask> tasks(OrganizationId organization) {
    return table.of(organization);
  }

  /** The task of an account's tenant, open or verified. */
  Optional<SendingTask> task(MailAccount account) {
    return tenant(account)
        .flatMap(
            tenant -> table.find(account.organization(), String.valueOf(account.cloud()), tenant));
  }

  void told(SendingTask task) {
    table.told(task, clock.instant());
  }

  /** Somebody saved the change: tries begin at once and grow rarer. */
  void saved(SendingTask task) {
    table.saved(task, clock.instant());
  }

  /** Tries what is due. */
  void tryAgain() {
    for (var task : table.due(clock.instant())) {
      var next =
          task.tries() < PAUSES.size() ? clock.instant().plus(PAUSES.get(task.tries())) : null;
      // First, so that a node that dies meanwhile does not leave the task due for ever.
      table.tried(task, next);
      accounts.find(task.account()).ifPresent(test::sendingAlone);
    }
  }

  @EventListener
  void tested(ConnectionTested tested) {
    var account = tested.account();
    var tenant = tenant(account);
    if (tenant.isEmpty() || account.cloud() == null) {
      return;
    }
    switch (tested.sending()) {
      case ConnectionTested.Sending.Allowed _ ->
          task(account)
              .filter(task -> task.state() != State.VERIFIED)
              .ifPresent(task -> {
                table.verified(task, clock.instant());
                testTheOthers(account);
              });
      case ConnectionTested.Sending.AdministratorNeeded(var code) -> {
        if (providers.of(account.type()).sendingSwitch().contains(code)) {
          table.found(
              account.organization(),
              account.cloud(),
              tenant.get(),
              account.id(),
              code,
              clock.instant());
        }
      }
      case ConnectionTested.Sending.Unknown _ -> {}
    }
  }

  /** One switch serves all accounts of the tenant, so each finds out by itself. */
  private void testTheOthers(MailAccount healed) {
    accounts.of(healed.organization()).stream()
        .filter(account -> account.useOAuth())
        .filter(account -> Objects.equals(account.cloud(), healed.cloud()))
        .filter(account -> account.signedIn())
        .filter(account -> account.lastProvedAt() == null || account.isDegraded())
        .forEach(test::everything);
  }

  private Optional<String> tenant(MailAccount account) {
    var cloud = account.cloud();
    return cloud == null
        ? Optional.empty()
        : registrations.forCloud(account.organization(), cloud).map(AppRegistration::tenant);
  }
}
