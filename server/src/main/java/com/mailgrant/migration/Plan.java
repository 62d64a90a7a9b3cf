package com.mailgrant.migration;

import com.mailgrant.account.AccountDeleted;
import com.mailgrant.account.AccountId;
import com.mailgrant.account.Accounts;
import com.mailgrant.account.Conversion;
import com.mailgrant.account.Conversions;
import com.mailgrant.account.MailAccount;
import com.mailgrant.organization.OrganizationId;
import com.mailgrant.outbox.Backlog;
import com.mailgrant.platform.MailgrantProperties;
import com.mailgrant.platform.Missing;
import com.mailgrant.platform.Refused;
import com.mailgrant.token.GrantCondition;
import com.mailgrant.token.Tokens;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/** The plan: which accounts there are, what is to become of each, and where it stands. */
@Service
class Plan {
  /** Lines that are in memory at once when all are wanted. */
  private static final int CHUNK = 1_000;

  private final PlanTable table;
  private final PlanSearch search;
  private final PlanSync sync;
  private final InvitationTable invitations;
  private final Accounts accounts;
  private final Conversions conversions;
  private final Backlog waiting;
  private final Tokens tokens;
  private final Losses losses;
  private final MailgrantProperties properties;
  private final TransactionTemplate transaction;
  private final Clock clock;

  Plan(
      PlanTable table,
      PlanSearch search,
      PlanSync sync,
      InvitationTable invitations,
      Accounts accounts,
      Conversions conversions,
      Backlog waiting,
      Tokens tokens,
      Losses losses,
      MailgrantProperties properties,
      TransactionTemplate transaction,
      Clock clock) {
    this.table = table;
    this.search = search;
    this.sync = sync;
    this.invitations = invitations;
    this.accounts = accounts;
    this.conversions = conversions;
    this.waiting = waiting;
    this.tokens = tokens;
    this.losses = losses;
    this.properties = properties;
    this.transaction = transaction;
    this.clock = clock;
  }

  /** The lines of accounts, by name, with the accounts as they are now. */
  List<PlanLine> accountLines(OrganizationId organization) {
    var present = sync.synchronise(organization);
    var known = losses.known();
    var converting = conversions.of(organization);
    var counts = waiting.of(organization);
    var invited = invitations.newest(organization);
    var signedIn =
        tokens.living().stream().map(GrantCondition::account).collect(Collectors.toSet());
    return present.entries().stream()
        .map(entry -> {
          var account = present.accounts().get(entry.account());
          return line(
              entry,
              account,
              account == null ? null : converting.get(account.id()),
              invited.get(entry.id()),
              account != null && signedIn.contains(account.id()),
              account == null
                  ? Backlog.Count.NONE
                  : counts.getOrDefault(account.id(), Backlog.Count.NONE),
              known);
        })
        .toList();
  }

  /**
   * A page of the plan.
   *
   * @param found how many lines there are in all that fit
   * @param missing whose sign-in is missing, in the whole plan
   * @param toBeAsked of those, the ones who can be asked by mail and were not lately
   * @param ready for which nothing is missing but the switch, in the whole plan
   */
  record Page(
      PlanProgress progress,
      List<PlanLine> lines,
      long found,
      long missing,
      long toBeAsked,
      long ready) {}

  /**
   * Some lines by name.
   *
   * @param after where the page before ended; null for the first one
   * @param skipped lines that are left out before the first one
   */
  Page page(
      OrganizationId organization,
      PlanFilter filter,
      @Nullable PlanCursor after,
      long skipped,
      int most) {
    var ofAccounts = accountLines(organization);
    var fitting = fitting(ofAccounts, filter);
    var known = losses.known();
    return new Page(
        PlanProgress.of(ofAccounts, search.alike(organization), known),
        lines(
            search.page(organization, filter, fitting.keySet(), after, skipped, most),
            fitting,
            known),
        search.count(organization, filter, fitting.keySet()),
        ofAccounts.stream().filter(PlanLine::missesSignIn).count(),
        ofAccounts.stream()
            .filter(line -> line.toBeAsked(clock.instant(), properties.migration().remindAfter()))
            .count(),
        ofAccounts.stream().filter(PlanLine::ready).count());
  }

  /** All lines by name, some of them at a time. */
  void each(OrganizationId organization, PlanFilter filter, Consumer<PlanLine> reader) {
    var fitting = fitting(accountLines(organization), filter);
    var known = losses.known();
    PlanCursor after = null;
    List<PlanEntry> entries;
    do {
      entries = search.page(organization, filter, fitting.keySet(), after, 0, CHUNK);
      lines(entries, fitting, known).forEach(reader);
      after = entries.isEmpty() ? null : PlanCursor.after(entries.getLast());
    } while (entries.size() == CHUNK);
  }

  private static Map<UUID, PlanLine> fitting(List<PlanLine> lines, PlanFilter filter) {
    var fitting = new HashMap<UUID, PlanLine>();
    lines.stream().filter(filter::fits).forEach(line -> fitting.put(line.entry().id(), line));
    return fitting;
  }

  private List<PlanLine> lines(
      List<PlanEntry> entries, Map<UUID, PlanLine> ofAccounts, Losses.Known known) {
    var invited =
        invitations.newest(
            entries.stream().map(PlanEntry::id).filter(id -> !ofAccounts.containsKey(id)).toList());
    return entries.stream()
        .map(entry -> {
          var line = ofAccounts.get(entry.id());
          return line == null
              ? line(entry, null, null, invited.get(entry.id()), false, Backlog.Count.NONE, known)
              : line;
        })
        .toList();
  }

  private static PlanLine line(
      PlanEntry entry,
      @Nullable MailAccount account,
      @Nullable Conversion conversion,
      @Nullable Invitation invitation,
      boolean living,
      Backlog.Count waiting,
      Losses.Known known) {
    boolean password = account == null || !account.useOAuth();
    return new PlanLine(
        entry,
        account,
        conversion,
        invitation,
        conversion != null && living,
        waiting,
        password && entry.accountDeletedAt() == null ? known.of(entry.planned()) : List.of());
  }

  /**
   * One line.
   *
   * @throws Missing when the plan has no such line
   */
  PlanLine line(OrganizationId organization, UUID id) {
    var entry = find(organization, id);
    var account = Optional.ofNullable(entry.account()).flatMap(accounts::find).orElse(null);
    if (account != null && !sync.planned(account).equals(entry.planned())) {
      sync.synchronise(organization);
      entry = find(organization, id);
    }
    return line(
        entry,
        account,
        account == null ? null : conversions.of(account).orElse(null),
        invitations.newest(List.of(id)).get(id),
        account != null && living(account.id()),
        account == null ? Backlog.Count.NONE : waiting.of(account.id()),
        losses.known());
  }

  /** The line of an account. */
  Optional<PlanEntry> ofAccount(OrganizationId organization, AccountId account) {
    return table
        .ofAccount(account)
        .or(() -> {
          sync.synchronise(organization);
          return table.ofAccount(account);
        })
        .filter(entry -> entry.organization().equals(organization));
  }

  /** Every line, with the settings of its account as they are now. */
  List<PlanEntry> entries(OrganizationId organization) {
    sync.synchronise(organization);
    return table.of(organization);
  }

  /** Adds a line, which has no account yet. */
  PlanEntry add(OrganizationId organization, PlannedAccount planned, PlanNotes notes) {
    var entry =
        new PlanEntry(
            UUID.randomUUID(), organization, null, planned, notes, null, null, clock.instant(), 1);
    sync.synchronise(organization);
    transaction.executeWithoutResult(_ -> {
      table.lock(organization);
      if (table.named(organization, planned.accountName())) {
        throw new Refused(
            Refused.Reason.CONFLICT, "wrong.migration.line-named", planned.accountName());
      }
      table.insert(List.of(entry));
    });
    return entry;
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
            throw new Refused(Refused.Reason.STALE_VERSION, "wrong.migration.stale");
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
        throw new Refused(Refused.Reason.CONFLICT, "wrong.migration.line-of-account");
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
    return table
        .find(organization, id)
        .orElseThrow(() -> new Missing("wrong.missing.line-of-the-plan"));
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
    sync.synchronise(account.organization());
    table
        .ofAccount(account.id())
        .ifPresent(entry -> table.accountDeleted(entry.id(), clock.instant()));
  }

  private boolean living(AccountId account) {
    return tokens.grant(account).filter(grant -> grant.deadSince() == null).isPresent();
  }

  static String key(String name) {
    return name.toLowerCase(Locale.ROOT);
  }
}
