package com.mailgrant.account;

import com.mailgrant.access.Caller;
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
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The mail accounts for programs. */
@RestController
@RequestMapping("/api/v1/accounts")
class AccountsApi {
  private final Accounts accounts;
  private final AccountView.Views views;
  private final JsonMapper json;

  AccountsApi(Accounts accounts, AccountView.Views views, JsonMapper json) {
    this.accounts = accounts;
    this.views = views;
    this.json = json;
  }

  @GetMapping
  Page list(Caller caller) {
    return new Page(accounts.of(caller.organization()).stream().map(views::of).toList(), null);
  }

  @PostMapping
  ResponseEntity<AccountView> create(@RequestBody AccountDraft draft, Caller caller) {
    var view = views.of(accounts.create(caller.organization(), draft));
    return ResponseEntity.created(URI.create("/api/v1/accounts/" + view.id()))
        .eTag(String.valueOf(view.version()))
        .body(view);
  }

  @GetMapping("/{id}")
  ResponseEntity<AccountView> get(@PathVariable String id, Caller caller) {
    return answer(accounts.get(caller.organization(), id(id)));
  }

  /** JSON Merge Patch (RFC 7396): what is left out stays, null removes. */
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

  @DeleteMapping("/{id}")
  ResponseEntity<Void> delete(@PathVariable String id, Caller caller) {
    accounts.delete(caller.organization(), id(id));
    return ResponseEntity.noContent().build();
  }

  private ResponseEntity<AccountView> answer(MailAccount account) {
    return ResponseEntity.ok().eTag(String.valueOf(account.version())).body(views.of(account));
  }

  private static AccountId id(String id) {
    return AccountId.parse(id).orElseThrow(() -> new Missing("mail account"));
  }

  /**
   * @param next cursor of the next page; left out on the last one
   */
  record Page(List<AccountView> items, @Nullable String next) {}
}
