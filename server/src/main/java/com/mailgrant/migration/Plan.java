package com.mailgrant.migration;

import com.mailgrant.account.AccountDeleted;
import com.mailgrant.account.AccountId;
import com.mailgrant.account.AccountServers;
import com.mailgrant.account.Accounts;
import com.mailgrant.account.Conversions;
import com.mailgrant.account.MailAccount;
import com.mailgrant.foldermapping.FolderMappings;
import com.mailgrant.organization.OrganizationId;
import com.mailgrant.outbox.Backlog;
import com.mailgrant.platform.Missing;
import com.mailgrant.platform.Refused;
import com.mailgrant.token.Tokens;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/** The plan: which accounts there are, what is to become of each, and where it stands. */
@Service
class Plan {
  private final PlanTable table;
  private final InvitationTable invitations;
  private final Accounts accounts;
  private final Conversions conversions;
  private final AccountServers servers;
  private final FolderMappings mappings;
  private final Backlog waiting;
  private final Tokens tokens;
  private final Losses losses;
  private final TransactionTemplate transaction;
  private final Clock clock;

  Plan(
      PlanTable table,
      InvitationTable invitations,
      Accounts accounts,
      Conversions conversions,
      AccountServers servers,
      FolderMappings mappings,
      Backlog waiting,
      Tokens tokens,
      Losses losses,
      TransactionTemplate transaction,
      Clock clock) {
    this.table = table;
    this.invitations = invitations;
    this.accounts = accounts;
    this.conversions = conversions;
    this.servers = servers;
    this.mappings = mappings;
    this.waiting = waiting;
    this.tokens = tokens;
    this.losses = losses;
    this.transaction = transaction;
    this.clock = clock;
  }

  /** All lines, by name, with the accounts as they are now. */
  List<PlanLine> lines(OrganizationId organization) {
    var known = losses.known();
    var all = byId(organization);
    var converting = conversions.of(organization);
    var counts = waiting.of(organization);
    var invited = invitations.newest(organization);
    return entries(organization).stream()
        .map(entry -> {
          var account = entry.account() == null ? null : all.get(entry.account());
          var conversion = account == null ? null : converting.get(account.id());
          boolean password = account == null || !account.useOAuth();
          return new PlanLine(
              entry,
              account,
              conversion,
              invited.get(entry.id()),
              conversion != null && account != null && living(account.id()),
              account == null
                  ? Backlog.Count.NONE
                  : counts.getOrDefault(account.id(), Backlog.Count.NONE),
              password && entry.accountDeletedAt() == null ? known.of(entry.planned()) : List.of());
        })
        .toList();
  }

  /**
   * One line.
   *
   * @throws Missing when the plan has no such line
   */
  PlanLine line(OrganizationId organization, UUID id) {
    return lines(organization).stream()
        .filter(line -> line.entry().id().equals(id))
        .findFirst()
        .orElseThrow(() -> new Missing("line of the plan"));
  }

  /** Every account has its line, with its settings as they are now. */
  List<PlanEntry> entries(OrganizationId organization) {
    return Objects.requireNonNull(
        transaction.execute(_ -> {
          table.lock(organization);
          return synchronised(organization);
        }));
  }

  /**
   * Keeps what people noted.
   *
   * @param version the one that the person saw; null to overwrite whatever is there
   */
  PlanEntry note(OrganizationId organization, UUID id, PlanNotes notes, @Nullable Long version) {
    return Objects.requireNonNull(
        transaction.execute(_ -> {
          table.lock(organization);
          var entry = find(organization, id);
          if (version != null && version != entry.version()) {
            throw new Refused(
                Refused.Reason.STALE_VERSION,
                "Somebody else changed this line meanwhile. Load it again, and repeat your change.");
          }
          table.update(List.of(entry.with(notes)));
          return find(organization, id);
        }));
  }

  /** Takes a line without an account out of the plan. */
  void remove(OrganizationId organization, UUID id) {
    transaction.executeWithoutResult(_ -> {
      table.lock(organization);
      if (find(organization, id).account() != null) {
        throw new Refused(
            Refused.Reason.CONFLICT,
            "This line belongs to a mail account that exists. Delete the account, or decide to retain it.");
      }
      table.delete(id);
    });
  }

  /** Says that this line is about this account from now on. */
  void joined(PlanEntry entry, AccountId account) {
    transaction.executeWithoutResult(_ -> {
      table.lock(entry.organization());
      var others = table.ofAccount(account).filter(other -> !other.id().equals(entry.id()));
      others.ifPresent(other -> table.delete(other.id()));
      table.update(List.of(find(entry.organization(), entry.id()).of(account)));
    });
  }

  PlanEntry find(OrganizationId organization, UUID id) {
    return table.find(organization, id).orElseThrow(() -> new Missing("line of the plan"));
  }

  /** The line of an invitation, whose link says nothing of organizations. */
  Optional<PlanEntry> anywhere(UUID id) {
    return table.find(id);
  }

  /** Notes why an account does not get on; null when it does again. */
  void trouble(AccountId account, @Nullable PlanTrouble trouble) {
    table.keepTrouble(account, trouble);
  }

  /** The line stays, with everything that was known: that is what the plan is for (row R9). */
  @EventListener
  @Order(1)
  void accountDeleted(AccountDeleted deleted) {
    var account = deleted.account();
    table.lock(account.organization());
    var entry =
        synchronised(account.organization()).stream()
            .filter(each -> account.id().equals(each.account()))
            .findFirst();
    entry.ifPresent(each -> table.accountDeleted(each.id(), clock.instant()));
  }

  private boolean living(AccountId account) {
    return tokens.grant(account).filter(grant -> grant.deadSince() == null).isPresent();
  }

  private Map<AccountId, MailAccount> byId(OrganizationId organization) {
    return accounts.of(organization).stream()
        .collect(Collectors.toMap(MailAccount::id, account -> account));
  }

  private List<PlanEntry> synchronised(OrganizationId organization) {
    var entries = table.of(organization);
    var missing = byId(organization);
    var vacant = new HashMap<String, PlanEntry>();
    var changed = new ArrayList<PlanEntry>();
    for (var entry : entries) {
      var account = entry.account() == null ? null : missing.remove(entry.account());
      if (account != null) {
        var now = planned(account);
        if (!now.equals(entry.planned())) {
          changed.add(entry.with(now));
        }
      } else if (entry.account() == null) {
        vacant.putIfAbsent(key(entry.planned().accountName()), entry);
      }
    }
    var added = new ArrayList<PlanEntry>();
    for (var account : missing.values()) {
      var now = planned(account);
      var waitingLine = vacant.remove(key(account.accountName()));
      if (waitingLine != null) {
        changed.add(waitingLine.with(now).of(account.id()));
      } else {
        added.add(fresh(account, now));
      }
    }
    if (added.isEmpty() && changed.isEmpty()) {
      return entries;
    }
    table.insert(added);
    table.update(changed);
    return table.of(organization);
  }

  private PlanEntry fresh(MailAccount account, PlannedAccount planned) {
    boolean losing = !account.useOAuth() && !losses.known().of(planned).isEmpty();
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

  private PlannedAccount planned(MailAccount account) {
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
        mappings.of(account.id()).entrySet().stream()
            .map(each -> each.getKey().apiName() + "=" + each.getValue().decoded())
            .collect(Collectors.joining("; ")));
  }

  static String key(String name) {
    return name.toLowerCase(Locale.ROOT);
  }
}
