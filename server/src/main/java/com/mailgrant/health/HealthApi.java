package com.mailgrant.health;

import com.mailgrant.access.Caller;
import com.mailgrant.access.Needs;
import com.mailgrant.access.Scope;
import com.mailgrant.account.AccountId;
import com.mailgrant.account.Accounts;
import com.mailgrant.platform.Missing;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** Health for programs. */
@RestController
class HealthApi {
  private final Health health;
  private final Accounts accounts;

  HealthApi(Health health, Accounts accounts) {
    this.health = health;
    this.accounts = accounts;
  }

  /** How an account does, and since when. */
  @Needs(Scope.ACCOUNTS_READ)
  @GetMapping("/api/v1/accounts/{id}/health")
  AccountHealth account(@PathVariable String id, Caller caller) {
    return health.of(
        accounts.get(
            caller.organization(),
            AccountId.parse(id).orElseThrow(() -> new Missing("wrong.missing.mail-account"))));
  }

  /** How all accounts do, in numbers. */
  @Needs(Scope.ACCOUNTS_READ)
  @GetMapping("/api/v1/health/summary")
  Summary summary(Caller caller) {
    return health.summary(caller.organization());
  }
}
