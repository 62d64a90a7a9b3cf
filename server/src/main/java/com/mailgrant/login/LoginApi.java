package com.mailgrant.login;

import com.mailgrant.access.Caller;
import com.mailgrant.access.Needs;
import com.mailgrant.access.Scope;
import com.mailgrant.account.AccountId;
import com.mailgrant.account.Accounts;
import com.mailgrant.platform.Missing;
import java.net.URI;
import java.time.Instant;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Login for programs: they send the person's browser to the address. */
@RestController
@RequestMapping("/api/v1/accounts/{id}/login")
class LoginApi {
  private final Login login;
  private final Accounts accounts;

  LoginApi(Login login, Accounts accounts) {
    this.login = login;
    this.accounts = accounts;
  }

  /** Begins a sign-in: where the browser of the person must go, and until when. */
  @Needs(Scope.ACCOUNTS_WRITE)
  @PostMapping
  Answer login(@PathVariable String id, Caller caller) {
    var account =
        accounts.get(
            caller.organization(),
            AccountId.parse(id).orElseThrow(() -> new Missing("wrong.missing.mail-account")));
    var started = login.start(account);
    return new Answer(started.authorizationUrl(), started.expiresAt());
  }

  record Answer(URI authorizationUrl, Instant expiresAt) {}
}
