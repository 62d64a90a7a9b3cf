package com.mailgrant.desk;

import com.mailgrant.access.Caller;
import com.mailgrant.access.Needs;
import com.mailgrant.access.Scope;
import com.mailgrant.account.AccountId;
import com.mailgrant.account.AccountState;
import com.mailgrant.account.Accounts;
import com.mailgrant.platform.Missing;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** The consent desk for programs. */
@RestController
class ConsentApi {
  private final ConsentDesk desk;
  private final Accounts accounts;

  ConsentApi(ConsentDesk desk, Accounts accounts) {
    this.desk = desk;
    this.accounts = accounts;
  }

  /**
   * @param waitingSince null where the account does not wait for an administrator
   * @param link null where the provider has no consent page for administrators
   * @param page of Mailgrant, which leads there and asks for a name; to be forwarded
   * @param letters to send with it, in the organization's language first
   */
  record View(
      @Nullable Instant waitingSince,
      @Nullable String tenant,
      @Nullable URI link,
      @Nullable URI page,
      List<ConsentDesk.Letter> letters,
      List<Asked> permissions,
      List<ConsentAnswer> answers) {}

  record Asked(String scope, String allows, String reason) {}

  /** What an administrator of the tenant has to do, and the link for it. */
  @Needs(Scope.ACCOUNTS_READ)
  @GetMapping("/api/v1/accounts/{id}/administrator")
  View administrator(@PathVariable String id, Caller caller) {
    var account =
        accounts.get(
            caller.organization(),
            AccountId.parse(id).orElseThrow(() -> new Missing("wrong.missing.mail-account")));
    var request = desk.request(account);
    return new View(
        account.state() == AccountState.WAITING_FOR_ADMINISTRATOR ? account.stateSince() : null,
        request.map(ConsentDesk.Request::tenant).orElse(null),
        request.map(ConsentDesk.Request::link).orElse(null),
        request.map(ConsentDesk.Request::page).orElse(null),
        request.map(asked -> desk.letters(account, asked)).orElse(List.of()),
        request.map(ConsentDesk.Request::permissions).orElse(List.of()).stream()
            .map(each -> new Asked(each.scope(), each.words(), each.reason()))
            .toList(),
        desk.answers(account));
  }
}
