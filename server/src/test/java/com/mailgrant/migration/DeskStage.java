package com.mailgrant.migration;

import com.mailgrant.account.AccountDraft.ServerDraft;
import com.mailgrant.account.AccountState;
import com.mailgrant.account.MailAccount;
import com.mailgrant.account.TestAccounts;
import com.mailgrant.appregistration.TestRegistrations;
import com.mailgrant.login.TestLogins;
import com.mailgrant.mail.ServerAddress;
import com.mailgrant.organization.OrganizationId;
import com.mailgrant.testing.Installation;
import com.mailgrant.testing.Visitor;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;

/** A company with password accounts at the mail servers of the lab. */
final class DeskStage implements AutoCloseable {
  static final OrganizationId HERE = OrganizationId.FIRST;

  final Installation installation = Installation.start();
  final Plan plan = installation.node().get(Plan.class);
  final ConversionDesk desk = installation.node().get(ConversionDesk.class);
  final Rounds rounds = installation.node().get(Rounds.class);
  final Invitations invitations = installation.node().get(Invitations.class);

  DeskStage() {
    TestRegistrations.configured(installation.node());
  }

  void reset() {
    installation.reset();
    for (var table :
        List.of("migration_entry", "mail_account", "event_arrival", "event", "diagnosis_report")) {
      installation.database().jdbc().sql("delete from " + table).update();
    }
  }

  /** An account in everyday use, with a password. */
  MailAccount password(Visitor visitor) {
    var account =
        TestAccounts.generic(
            installation.node(),
            visitor.username(),
            server(installation.imap().address()),
            server(installation.smtp().address()));
    var active = TestAccounts.active(installation.node(), account);
    note(active, Decision.CHANGE);
    return active;
  }

  void note(MailAccount account, Decision decision) {
    var entry = entry(account);
    var before = entry.notes();
    plan.note(
        HERE,
        entry.id(),
        new PlanNotes(
            before.ownerName(),
            before.ownerEmail(),
            before.usedBy(),
            decision,
            before.due(),
            before.note()),
        null);
  }

  PlanEntry entry(MailAccount account) {
    return plan.entries(HERE).stream()
        .filter(entry -> account.id().equals(entry.account()))
        .findFirst()
        .orElseThrow();
  }

  PlanLine line(MailAccount account) {
    return plan.line(HERE, entry(account).id());
  }

  /** All of the plan, by name. */
  List<PlanLine> lines() {
    var lines = new ArrayList<PlanLine>();
    plan.each(HERE, PlanFilter.ALL, lines::add);
    return lines;
  }

  MailAccount fresh(MailAccount account) {
    return TestAccounts.fresh(installation.node(), account);
  }

  /** Signs in as this person for what the account is to become, and waits for the proof. */
  boolean signIn(MailAccount account, Visitor visitor) {
    boolean signedIn = TestLogins.signIn(installation, account, visitor);
    if (signedIn) {
      Awaitility.await()
          .atMost(Duration.ofSeconds(20))
          .until(() -> line(account).ready() || line(account).entry().trouble() != null);
    }
    return signedIn;
  }

  AccountState state(MailAccount account) {
    return fresh(account).state();
  }

  int count(String table) {
    return installation
        .database()
        .jdbc()
        .sql("select count(*) from " + table)
        .query(Integer.class)
        .single();
  }

  private static ServerDraft server(ServerAddress address) {
    return new ServerDraft(address.host(), address.port(), "none", null, null);
  }

  @Override
  public void close() {
    installation.close();
  }
}
