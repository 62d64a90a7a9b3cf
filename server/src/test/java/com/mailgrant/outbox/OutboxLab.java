package com.mailgrant.outbox;

import com.mailgrant.account.MailAccount;
import com.mailgrant.account.TestAccounts;
import com.mailgrant.organization.OrganizationId;
import com.mailgrant.testing.Installation;
import com.mailgrant.testing.Node;
import com.mailgrant.testing.Visitor;
import com.mailgrant.token.TestGrants;
import java.util.List;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A node with nothing in its outbox before each test, and servers that behave. */
final class OutboxLab implements BeforeEachCallback, AfterAllCallback {
  static final OrganizationId HERE = OrganizationId.FIRST;

  private static final List<String> EMPTIED =
      List.of("mail_account", "outbox_spent", "email_policy");

  private final Installation installation = Installation.start();

  Installation installation() {
    return installation;
  }

  Node node() {
    return installation.node();
  }

  Outbox outbox() {
    return node().get(Outbox.class);
  }

  /** An account in which this person has signed in. */
  MailAccount signedIn(Visitor person) {
    var account = TestAccounts.corporate(node(), person.username());
    TestGrants.signIn(installation, account, person);
    return account;
  }

  @Override
  public void beforeEach(ExtensionContext test) {
    installation.reset();
    for (var table : EMPTIED) {
      installation.database().jdbc().sql("delete from " + table).update();
    }
  }

  @Override
  public void afterAll(ExtensionContext tests) {
    installation.close();
  }
}
