package com.mailgrant.connectiontest;

import com.mailgrant.account.MailAccount;
import com.mailgrant.testing.Node;

/** Test Connection for the tests of other packages. */
public final class TestConnections {
  private TestConnections() {}

  /** Runs a whole test to its end; true when everything passed. */
  public static boolean run(Node node, MailAccount account) {
    return node.get(ConnectionTest.class).run(account).status() == TestReport.Status.PASSED;
  }
}
