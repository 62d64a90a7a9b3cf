package com.mailgrant.migration;

import com.mailgrant.account.AccountId;
import com.mailgrant.account.AccountServers;
import com.mailgrant.account.Accounts;
import com.mailgrant.account.MailAccount;
import com.mailgrant.foldermapping.FolderMappings;
import com.mailgrant.mail.FolderName;
import com.mailgrant.organization.OrganizationId;
import com.mailgrant.provider.FolderRole;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Sees to it that every account has its line, with its settings as they are now. It looks at the
 * accounts and their lines alone, not at the many lines that a list may have brought.
 */
@Component
class PlanSync {
  private final PlanTable table;
  private final Accounts accounts;
  private final AccountServers servers;
  private final FolderMappings mappings;
  private final Losses losses;
  private final TransactionTemplate transaction;
  private final Clock clock;

  PlanSync(
      PlanTable table,
      Accounts accounts,
      AccountServers servers,
      FolderMappings mappings,
      Losses losses,
      TransactionTemplate transaction,
      Clock clock) {
    this.table = table;
    this.accounts = accounts;
    this.servers = servers;
    this.mappings = mappings;
    this.losses = losses;
    this.transaction = transaction;
    this.clock = clock;
  }

  /**
   * What is there now.
   *
   * @param accounts of the organization
   * @param entries the lines of accounts, by name; a few may name an account that is gone
   */
  record Present(Map<AccountId, MailAccount> accounts, List<PlanEntry> entries) {}

  Present synchronise(OrganizationId organization) {
    var present = present(organization);
    if (Differences.between(present, planned(present.accounts().values())).none()) {
      return present;
    }
    transaction.executeWithoutResult(_ -> {
      table.lock(organization);
      var now = present(organization);
      store(organization, Differences.between(now, planned(now.accounts().values())));
    });
    return present(organization);
  }

  /** The settings of one account as the plan notes them. */
  PlannedAccount planned(MailAccount account) {
    return planned(account, mappings.of(account.id()));
  }

  private Present present(OrganizationId organization) {
    var known =
        accounts.of(organization).stream()
            .collect(Collectors.toMap(MailAccount::id, Function.identity()));
    return new Present(known, table.ofAccounts(organization));
  }

  /** What has to be stored. */
  private record Differences(
      List<PlanEntry> changed, List<MailAccount> missing, Map<AccountId, PlannedAccount> planned) {
    static Differences between(Present present, Map<AccountId, PlannedAccount> planned) {
      var missing = new HashMap<>(present.accounts());
      var changed = new ArrayList<PlanEntry>();
      for (var entry : present.entries()) {
        var account = missing.remove(entry.account());
        var now = account == null ? null : planned.get(account.id());
        if (now != null && !now.equals(entry.planned())) {
          changed.add(entry.with(now));
        }
      }
      return new Differences(changed, List.copyOf(missing.values()), planned);
    }

    boolean none() {
      return changed.isEmpty() && missing.isEmpty();
    }
  }

  /** Accounts without a line take the vacant one of their name, or get a new one. */
  private void store(OrganizationId organization, Differences differences) {
    var changed = new ArrayList<>(differences.changed());
    var added = new ArrayList<PlanEntry>();
    if (!differences.missing().isEmpty()) {
      var vacant = vacant(organization);
      var known = losses.known();
      for (var account : differences.missing()) {
        var now = differences.planned().getOrDefault(account.id(), planned(account));
        var id = vacant.remove(Plan.key(account.accountName()));
        if (id == null) {
          added.add(fresh(account, now, !known.of(now).isEmpty()));
        } else {
          changed.add(table.find(organization, id).orElseThrow().with(now).of(account.id()));
        }
      }
    }
    table.insert(added);
    table.update(changed);
  }

  private Map<String, UUID> vacant(OrganizationId organization) {
    var vacant = new HashMap<String, UUID>();
    table
        .vacant(organization)
        .forEach(each -> vacant.putIfAbsent(Plan.key(each.name()), each.id()));
    return vacant;
  }

  private PlanEntry fresh(MailAccount account, PlannedAccount planned, boolean loses) {
    boolean losing = !account.useOAuth() && loses;
    return new PlanEntry(
        UUID.randomUUID(),
        account.organization(),
        account.id(),
        planned,
        new PlanNotes(
            account.senderName(),
            account.username().contains("@") ? account.username() : account.senderEmail().value(),
            "",
            losing || account.useOAuth() ? Decision.CHANGE : Decision.RETAIN,
            null,
            ""),
        null,
        null,
        clock.instant(),
        1);
  }

  private Map<AccountId, PlannedAccount> planned(Iterable<MailAccount> some) {
    var ids = new ArrayList<AccountId>();
    some.forEach(account -> ids.add(account.id()));
    var mapped = mappings.of(ids);
    var planned = new HashMap<AccountId, PlannedAccount>();
    some.forEach(account ->
        planned.put(account.id(), planned(account, mapped.getOrDefault(account.id(), Map.of()))));
    return planned;
  }

  private PlannedAccount planned(MailAccount account, Map<FolderRole, FolderName> mapped) {
    var mailbox = account.mailboxAddress();
    return new PlannedAccount(
        account.type(),
        account.accountName(),
        account.senderName(),
        account.senderEmail().value(),
        account.username(),
        mailbox == null ? "" : mailbox.value(),
        ServerText.of(servers.imap(account).orElse(null)),
        ServerText.of(servers.pop3(account).orElse(null)),
        ServerText.of(servers.smtp(account).orElse(null)),
        mapped.entrySet().stream()
            .map(each -> each.getKey().apiName() + "=" + each.getValue().decoded())
            .collect(Collectors.joining("; ")));
  }
}
