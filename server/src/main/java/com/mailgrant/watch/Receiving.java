package com.mailgrant.watch;

import com.mailgrant.account.AccountId;
import com.mailgrant.account.Accounts;
import com.mailgrant.account.MailAccount;
import com.mailgrant.organization.OrganizationId;
import com.mailgrant.platform.InvalidInput;
import com.mailgrant.platform.Missing;
import com.mailgrant.sync.Synchronisations;
import com.mailgrant.sync.Synchronisations.Choice;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** How receiving stands for an account, and what can be chosen about it. */
@Service
class Receiving {
  private static final Instant EARLIEST = Instant.parse("1970-01-02T00:00:00Z");

  private final Accounts accounts;
  private final WatchTable table;
  private final WatchTriggers triggers;
  private final Synchronisations synchronisations;
  private final Clock clock;

  Receiving(
      Accounts accounts,
      WatchTable table,
      WatchTriggers triggers,
      Synchronisations synchronisations,
      Clock clock) {
    this.accounts = accounts;
    this.table = table;
    this.triggers = triggers;
    this.synchronisations = synchronisations;
    this.clock = clock;
  }

  MailAccount account(OrganizationId organization, String id) {
    return accounts.get(
        organization,
        AccountId.parse(id).orElseThrow(() -> new Missing("wrong.missing.mail-account")));
  }

  SynchronisationView view(MailAccount account) {
    return SynchronisationView.of(
        table.find(account.id()).orElse(null),
        synchronisations.choice(account.id()),
        synchronisations.progress(account.id()));
  }

  /**
   * @param allFolders null: as it is
   * @param announceSince a day, or a moment, both as RFC 3339 writes them; empty: none; null: as it
   *     is
   */
  @Transactional
  public SynchronisationView choose(
      MailAccount account, @Nullable Boolean allFolders, @Nullable String announceSince) {
    var now = synchronisations.choice(account.id());
    synchronisations.choose(
        account.id(),
        new Choice(
            allFolders == null ? now.allFolders() : allFolders,
            announceSince == null ? now.announceSince() : since(announceSince.strip())));
    triggers.changed(account.id());
    return view(account);
  }

  private @Nullable Instant since(String typed) {
    if (typed.isEmpty()) {
      return null;
    }
    Instant since;
    try {
      since =
          typed.length() == 10
              ? LocalDate.parse(typed).atStartOfDay(ZoneOffset.UTC).toInstant()
              : Instant.parse(typed);
    } catch (DateTimeParseException e) {
      throw new InvalidInput("announceSince", "wrong.watch.day");
    }
    if (since.isBefore(EARLIEST) || since.isAfter(clock.instant())) {
      throw new InvalidInput("announceSince", "wrong.watch.future");
    }
    return since;
  }
}
