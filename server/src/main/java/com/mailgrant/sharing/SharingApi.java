package com.mailgrant.sharing;

import com.mailgrant.access.Caller;
import com.mailgrant.access.Needs;
import com.mailgrant.access.Scope;
import com.mailgrant.account.AccountId;
import com.mailgrant.account.AccountState;
import com.mailgrant.account.Accounts;
import com.mailgrant.account.MailAccount;
import com.mailgrant.platform.ContentTag;
import com.mailgrant.platform.InvalidInput;
import com.mailgrant.platform.Missing;
import com.mailgrant.sharing.Access.Share;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Who may use which account, for programs. */
@RestController
@RequestMapping("/api/v1")
class SharingApi {
  private final Sharing sharing;
  private final Accounts accounts;

  SharingApi(Sharing sharing, Accounts accounts) {
    this.sharing = sharing;
    this.accounts = accounts;
  }

  /** Who may use an account, and for what, with its ETag. */
  @Needs(Scope.ACCOUNTS_READ)
  @GetMapping("/accounts/{id}/access")
  ResponseEntity<Access> access(@PathVariable String id, Caller caller) {
    return tagged(sharing.access(account(id, caller)));
  }

  /** Replaces the list of those who may use an account. */
  @Needs(Scope.ACCOUNTS_WRITE)
  @PutMapping("/accounts/{id}/access")
  ResponseEntity<Access> replace(
      @PathVariable String id,
      @RequestBody AccessDraft draft,
      @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch,
      Caller caller) {
    return tagged(
        sharing.change(
            account(id, caller),
            before -> {
              ContentTag.require(ifMatch, before, "wrong.sharing.stale");
              return draft.read();
            }));
  }

  /** The accounts that a user may use. */
  @Needs(Scope.ACCOUNTS_READ)
  @GetMapping("/users/{user}/accounts")
  Listing usable(@PathVariable String user, Caller caller) {
    return new Listing(
        sharing.usableBy(caller.organization(), user).stream()
            .map(usable -> Line.of(usable.account(), usable.rights()))
            .toList());
  }

  /** What holds for the mail of the whole organization, with its ETag. */
  @Needs(Scope.ACCOUNTS_READ)
  @GetMapping("/organization/email")
  ResponseEntity<PolicyView> policy(Caller caller) {
    return tagged(PolicyView.of(sharing.policy(caller.organization())));
  }

  /** Replaces what holds for the mail of the whole organization. */
  @Needs(Scope.ACCOUNTS_WRITE)
  @PutMapping("/organization/email")
  ResponseEntity<PolicyView> keep(
      @RequestBody PolicyDraft draft,
      @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch,
      Caller caller) {
    return tagged(
        PolicyView.of(
            sharing.change(
                caller.organization(),
                before -> {
                  ContentTag.require(ifMatch, PolicyView.of(before), "wrong.sharing.stale");
                  return draft.read();
                })));
  }

  private static <T> ResponseEntity<T> tagged(T answer) {
    return ResponseEntity.ok().eTag(ContentTag.of(answer)).body(answer);
  }

  private MailAccount account(String id, Caller caller) {
    return accounts.get(
        caller.organization(),
        AccountId.parse(id).orElseThrow(() -> new Missing("wrong.missing.mail-account")));
  }

  /** Unchecked. */
  record AccessDraft(
      @Nullable List<@Nullable ShareDraft> users, @Nullable List<@Nullable String> senders) {
    Access read() {
      var shares = new ArrayList<Share>();
      for (var user : users == null ? List.<@Nullable ShareDraft>of() : users) {
        if (user == null || user.user() == null) {
          throw new InvalidInput("users", "wrong.sharing.user-form");
        }
        var rights = EnumSet.noneOf(Right.class);
        for (var right : user.rights() == null ? List.<@Nullable String>of() : user.rights()) {
          rights.add(Right.parse("users", String.valueOf(right)));
        }
        shares.add(new Share(user.user(), rights));
      }
      var named = new ArrayList<String>();
      for (var sender : senders == null ? List.<@Nullable String>of() : senders) {
        named.add(String.valueOf(sender));
      }
      return new Access(shares, named);
    }
  }

  /** Unchecked. */
  record ShareDraft(@Nullable String user, @Nullable List<@Nullable String> rights) {}

  /** Unchecked; what is left out is on, or empty. */
  record PolicyDraft(
      @Nullable Boolean useIntegratedEmail,
      @Nullable String fallbackAccount,
      @Nullable List<@Nullable String> offForUsers,
      @Nullable List<@Nullable String> offForAccounts) {
    EmailPolicy read() {
      var users = new LinkedHashSet<String>();
      for (var user : offForUsers == null ? List.<@Nullable String>of() : offForUsers) {
        if (user == null) {
          throw new InvalidInput("offForUsers", "wrong.sharing.user");
        }
        users.add(user);
      }
      var off = new LinkedHashSet<AccountId>();
      for (var account : offForAccounts == null ? List.<@Nullable String>of() : offForAccounts) {
        off.add(id("offForAccounts", String.valueOf(account)));
      }
      return new EmailPolicy(
          !Boolean.FALSE.equals(useIntegratedEmail),
          fallbackAccount == null ? null : id("fallbackAccount", fallbackAccount),
          users,
          off);
    }

    private static AccountId id(String field, String text) {
      return AccountId.parse(text)
          .orElseThrow(() -> new InvalidInput(field, "wrong.sharing.no-account"));
    }
  }

  /** The policy with ids as texts. */
  record PolicyView(
      boolean useIntegratedEmail,
      @Nullable String fallbackAccount,
      List<String> offForUsers,
      List<String> offForAccounts) {
    static PolicyView of(EmailPolicy policy) {
      var fallback = policy.fallback();
      return new PolicyView(
          policy.useIntegratedEmail(),
          fallback == null ? null : fallback.toString(),
          policy.offForUsers().stream().sorted().toList(),
          policy.offForAccounts().stream().map(AccountId::toString).sorted().toList());
    }
  }

  /** By name. */
  record Listing(List<Line> items) {}

  /**
   * @param rights what the user may do
   */
  record Line(
      String accountId,
      String accountName,
      String senderEmail,
      AccountState state,
      Set<Right> rights) {
    static Line of(MailAccount account, Set<Right> rights) {
      return new Line(
          account.id().toString(),
          account.accountName(),
          account.senderEmail().value(),
          account.state(),
          rights);
    }
  }
}
