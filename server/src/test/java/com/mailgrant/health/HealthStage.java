package com.mailgrant.health;

import com.mailgrant.account.AccountId;
import com.mailgrant.account.AccountState;
import com.mailgrant.account.MailAccount;
import com.mailgrant.account.TestAccounts;
import com.mailgrant.testing.Installation;
import com.mailgrant.testing.Node;
import com.mailgrant.testing.Visitor;
import com.mailgrant.token.TestGrants;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Connected accounts whose proofs a test takes one by one. */
final class HealthStage implements AutoCloseable {
  private final Installation installation = Installation.start();

  Installation installation() {
    return installation;
  }

  Node node() {
    return installation.node();
  }

  JdbcClient jdbc() {
    return installation.database().jdbc();
  }

  /** Nobody is connected, nothing was told, and every server behaves. */
  void reset() {
    installation.reset();
    for (var table :
        List.of(
            "mail_account",
            "outage",
            "health_trouble",
            "health_warning",
            "health_mail",
            "spare_secret",
            "diagnosis_report")) {
      jdbc().sql("delete from " + table).update();
    }
    jdbc().sql("update app_registration set expires = null").update();
  }

  /** An account in everyday use. */
  MailAccount active(String username) {
    var account = TestAccounts.corporate(node(), username);
    TestGrants.signIn(installation, account, Visitor.of(username, "Somebody"));
    return TestAccounts.active(node(), account);
  }

  List<MailAccount> active(int count) {
    var accounts = new ArrayList<MailAccount>();
    for (int i = 0; i < count; i++) {
      accounts.add(active("person" + i + "@contoso.example"));
    }
    return accounts;
  }

  /** Proves whatever is due now. */
  int proveDue() {
    var claims = node().get(Proving.class).claim(1_000);
    claims.forEach(node().get(Proving.class)::prove);
    return claims.size();
  }

  /** Lets time pass until the account is due, and proves all that are due then. */
  void proveNext(MailAccount account) {
    var next = row(account).nextProofAt();
    if (next == null) {
      throw new AssertionError("account " + account.id() + " is not on the schedule");
    }
    if (next.isAfter(installation.clock().instant())) {
      installation.clock().set(next);
    }
    proveDue();
  }

  /** Two failures in a row, or two successes. */
  void proveTwice(MailAccount account) {
    proveNext(account);
    proveNext(account);
  }

  void tick(Duration duration) {
    installation.clock().tick(duration);
  }

  /** As the recurring task does. */
  void watch() {
    node().get(Watch.class).often();
  }

  HealthRow row(MailAccount account) {
    return row(account.id());
  }

  HealthRow row(AccountId account) {
    return node().get(HealthTable.class).find(account).orElseThrow();
  }

  AccountState state(MailAccount account) {
    return TestAccounts.fresh(node(), account).state();
  }

  /** Subjects of the mails that were handed over to be sent, oldest first. */
  List<String> mails() {
    return jdbc()
        .sql("select subject from outbox_message order by created_at, id")
        .query((row, _) -> row.getString(1))
        .list();
  }

  @Override
  public void close() {
    installation.close();
  }
}
