package com.mailgrant.account;

import com.mailgrant.access.Caller;
import com.mailgrant.access.Needs;
import com.mailgrant.access.Scope;
import com.mailgrant.platform.InvalidInput;
import com.mailgrant.platform.MergePatch;
import com.mailgrant.platform.Missing;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The mail accounts for programs. */
@RestController
@RequestMapping("/api/v1/accounts")
class AccountsApi {
  private static final int MOST = 1_000;

  private final Accounts accounts;
  private final AccountView.Views views;
  private final JsonMapper json;

  AccountsApi(Accounts accounts, AccountView.Views views, JsonMapper json) {
    this.accounts = accounts;
    this.views = views;
    this.json = json;
  }

  /**
   * Mail accounts by name.
   *
   * @param limit accounts of a page, 1 to 1,000
   * @param cursor {@code next} of the page before; nothing for the first
   */
  @Needs(Scope.ACCOUNTS_READ)
  @GetMapping
  Page list(
      @RequestParam(defaultValue = "1000") int limit,
      @RequestParam(required = false) @Nullable String cursor,
      Caller caller) {
    if (limit < 1 || limit > MOST) {
      throw new InvalidInput("limit", "wrong.api.limit", MOST);
    }
    var page = accounts.page(caller.organization(), AccountCursor.parse(cursor), limit + 1);
    var shown = page.subList(0, Math.min(limit, page.size()));
    return new Page(
        shown.stream().map(views::of).toList(),
        page.size() > limit ? AccountCursor.after(shown.getLast()).toString() : null);
  }

  /** Saves a new account. No connection is needed for it. */
  @Needs(Scope.ACCOUNTS_WRITE)
  @PostMapping
  ResponseEntity<AccountView> create(@RequestBody AccountDraft draft, Caller caller) {
    var view = views.of(accounts.create(caller.organization(), draft));
    return ResponseEntity.created(URI.create("/api/v1/accounts/" + view.id()))
        .eTag(String.valueOf(view.version()))
        .body(view);
  }

  /** One account, with its ETag. */
  @Needs(Scope.ACCOUNTS_READ)
  @GetMapping("/{id}")
  ResponseEntity<AccountView> get(@PathVariable String id, Caller caller) {
    return answer(accounts.get(caller.organization(), id(id)));
  }

  /** JSON Merge Patch (RFC 7396): what is left out stays, null removes. */
  @Needs(Scope.ACCOUNTS_WRITE)
  @PatchMapping(
      path = "/{id}",
      consumes = {"application/merge-patch+json", MediaType.APPLICATION_JSON_VALUE})
  ResponseEntity<AccountView> patch(
      @PathVariable String id,
      @RequestBody ObjectNode patch,
      @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch,
      Caller caller) {
    var before = accounts.get(caller.organization(), id(id));
    var merged = json.valueToTree(accounts.draft(before));
    if (!(merged instanceof ObjectNode whole)) {
      throw new IllegalStateException("a draft is an object");
    }
    MergePatch.apply(whole, patch);
    var draft = json.treeToValue(whole, AccountDraft.class);
    return answer(
        accounts.edit(
            caller.organization(), before.id(), draft, MergePatch.version(ifMatch, "account")));
  }

  /**
   * Deletes the account with its sign-in, its folder mapping, its test results and its outbox. The
   * mailbox itself is not touched.
   */
  @Needs(Scope.ACCOUNTS_WRITE)
  @DeleteMapping("/{id}")
  ResponseEntity<Void> delete(
      @PathVariable String id,
      @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch,
      Caller caller) {
    accounts.delete(caller.organization(), id(id), MergePatch.version(ifMatch, "account"));
    return ResponseEntity.noContent().build();
  }

  private ResponseEntity<AccountView> answer(MailAccount account) {
    return ResponseEntity.ok().eTag(String.valueOf(account.version())).body(views.of(account));
  }

  private static AccountId id(String id) {
    return AccountId.parse(id).orElseThrow(() -> new Missing("wrong.missing.mail-account"));
  }

  /**
   * @param next cursor of the next page; left out on the last one
   */
  record Page(List<AccountView> items, @Nullable String next) {}
}
