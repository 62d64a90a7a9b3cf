package com.mailgrant.migration;

import com.mailgrant.access.Caller;
import com.mailgrant.access.Needs;
import com.mailgrant.access.Scope;
import com.mailgrant.account.AccountId;
import com.mailgrant.account.AccountView;
import com.mailgrant.account.Accounts;
import com.mailgrant.account.Conversions.Wish;
import com.mailgrant.connectiontest.TestReport;
import com.mailgrant.platform.InvalidInput;
import com.mailgrant.platform.Missing;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What is done to the accounts of the plan, for programs. */
@RestController
@RequestMapping("/api/v1/migration")
class MigrationApi {
  private final Plan plan;
  private final Invitations invitations;
  private final ConversionDesk desk;
  private final Rounds rounds;
  private final AccountUses uses;
  private final Accounts accounts;
  private final AccountView.Views views;

  MigrationApi(
      Plan plan,
      Invitations invitations,
      ConversionDesk desk,
      Rounds rounds,
      AccountUses uses,
      Accounts accounts,
      AccountView.Views views) {
    this.plan = plan;
    this.invitations = invitations;
    this.desk = desk;
    this.rounds = rounds;
    this.uses = uses;
    this.accounts = accounts;
    this.views = views;
  }

  /**
   * @param from id of the account that sends the mail; left out: the link is only made
   */
  record Invite(@Nullable String from) {}

  /** Makes a link with which one person signs in for one account, and mails it if asked to. */
  @Needs(Scope.MIGRATION_WRITE)
  @PostMapping("/entries/{id}/invitation")
  Invitations.Made invite(
      @PathVariable UUID id, @RequestBody(required = false) @Nullable Invite wish, Caller caller) {
    var from = wish == null || wish.from() == null ? null : account(wish.from());
    return invitations.invite(plan.find(caller.organization(), id), from, caller.name());
  }

  /** No link of this line leads anywhere any more. */
  @Needs(Scope.MIGRATION_WRITE)
  @DeleteMapping("/entries/{id}/invitation")
  ResponseEntity<Void> revoke(@PathVariable UUID id, Caller caller) {
    invitations.revoke(plan.find(caller.organization(), id), caller.name());
    return ResponseEntity.noContent().build();
  }

  /** Everybody who is missing and was not asked within the last days. */
  @Needs(Scope.MIGRATION_WRITE)
  @PostMapping("/invitations")
  Invited inviteMissing(@RequestBody Invite wish, Caller caller) {
    if (wish.from() == null) {
      throw new InvalidInput("from", "wrong.migration.from");
    }
    return new Invited(
        invitations.inviteMissing(caller.organization(), account(wish.from()), caller.name()));
  }

  record Invited(List<Invitations.Made> items) {}

  /** Begins to convert: from now on Login signs in for what the account is to become. */
  @Needs(Scope.MIGRATION_WRITE)
  @PostMapping("/entries/{id}/conversion")
  PlanView begin(
      @PathVariable UUID id, @RequestBody(required = false) @Nullable Wish wish, Caller caller) {
    desk.begin(plan.find(caller.organization(), id), wish == null ? Wish.NOTHING_SPECIAL : wish);
    return view(caller, id);
  }

  /** Gives up; the account goes on with its password. */
  @Needs(Scope.MIGRATION_WRITE)
  @DeleteMapping("/entries/{id}/conversion")
  ResponseEntity<Void> giveUp(@PathVariable UUID id, Caller caller) {
    desk.giveUp(plan.find(caller.organization(), id));
    return ResponseEntity.noContent().build();
  }

  /** The dry run; nothing of the account changes. */
  @Needs(Scope.MIGRATION_WRITE)
  @PostMapping("/entries/{id}/proof")
  TestReport prove(@PathVariable UUID id, Caller caller) {
    return desk.prove(plan.find(caller.organization(), id));
  }

  /** Proves once more and switches over. */
  @Needs(Scope.MIGRATION_WRITE)
  @PostMapping("/entries/{id}/switch")
  PlanView convert(@PathVariable UUID id, Caller caller) {
    desk.convert(plan.find(caller.organization(), id), caller.name());
    return view(caller, id);
  }

  /** Back to the password, as long as it is kept. */
  @Needs(Scope.MIGRATION_WRITE)
  @PostMapping("/entries/{id}/rollback")
  PlanView goBack(@PathVariable UUID id, Caller caller) {
    desk.goBack(plan.find(caller.organization(), id), caller.name());
    return view(caller, id);
  }

  /** Switches over everything that is ready. */
  @Needs(Scope.MIGRATION_WRITE)
  @PostMapping("/switch")
  Switched convertReady(Caller caller) {
    return new Switched(rounds.convertReady(caller.organization(), caller.name()));
  }

  record Switched(List<Rounds.Tried> items) {}

  /** Creates the account of a line that has none. */
  @Needs(Scope.MIGRATION_WRITE)
  @PostMapping("/entries/{id}/account")
  AccountView create(
      @PathVariable UUID id, @RequestBody(required = false) @Nullable Wish wish, Caller caller) {
    return views.of(
        desk.create(
            plan.find(caller.organization(), id), wish == null ? Wish.NOTHING_SPECIAL : wish));
  }

  /** Accounts that were deleted and can still be brought back. */
  @Needs(value = Scope.MIGRATION_READ, closedToDelegates = true)
  @GetMapping("/deleted")
  Deleted deleted(Caller caller) {
    return new Deleted(
        accounts.parked(caller.organization(), 0, Integer.MAX_VALUE).stream()
            .map(each -> new DeletedView(views.of(each.account()), each.deletedAt()))
            .toList());
  }

  record Deleted(List<DeletedView> items) {}

  record DeletedView(AccountView account, Instant deletedAt) {}

  /** Brings a deleted account back, with its password and folder mapping. */
  @Needs(value = Scope.MIGRATION_WRITE, closedToDelegates = true)
  @PostMapping("/deleted/{account}/restore")
  AccountView bringBack(@PathVariable String account, Caller caller) {
    return views.of(desk.bringBack(caller.organization(), account(account), caller.name()));
  }

  /** What hangs on accounts that somebody is about to delete. */
  @Needs(Scope.MIGRATION_READ)
  @GetMapping("/uses")
  Uses uses(@RequestParam List<String> account, Caller caller) {
    var found = uses.of(caller.organization(), account);
    return new Uses(
        found.lines().stream()
            .map(line ->
                new UseView(
                    String.valueOf(line.entry().account()),
                    line.entry().planned().accountName(),
                    line.entry().notes().usedBy(),
                    line.entry().planned().folderMapping(),
                    line.waiting().held(),
                    line.waiting().queued()))
            .toList(),
        found.endpoints());
  }

  /**
   * @param webhooks URLs that are told of nothing but some accounts, one of these among them
   */
  record Uses(List<UseView> items, List<String> webhooks) {}

  record UseView(
      String account,
      String accountName,
      String usedBy,
      String folderMapping,
      int held,
      int queued) {}

  private PlanView view(Caller caller, UUID id) {
    return PlanView.of(plan.line(caller.organization(), id));
  }

  private static AccountId account(String id) {
    return AccountId.parse(id).orElseThrow(() -> new Missing("wrong.missing.mail-account"));
  }
}
