package com.mailgrant.connectiontest;

import com.mailgrant.access.Caller;
import com.mailgrant.access.Needs;
import com.mailgrant.access.Scope;
import com.mailgrant.account.AccountId;
import com.mailgrant.account.Accounts;
import com.mailgrant.platform.Missing;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** Test Connection for programs: answers when the last step has ended. */
@RestController
class TestApi {
  private final ConnectionTest test;
  private final Accounts accounts;

  TestApi(ConnectionTest test, Accounts accounts) {
    this.test = test;
    this.accounts = accounts;
  }

  /** Tests the connection and waits for the report. */
  @Needs(Scope.ACCOUNTS_WRITE)
  @PostMapping("/api/v1/accounts/{id}/test")
  TestReport test(@PathVariable String id, Caller caller) {
    var account =
        accounts.get(
            caller.organization(),
            AccountId.parse(id).orElseThrow(() -> new Missing("wrong.missing.mail-account")));
    return test.run(account);
  }
}
