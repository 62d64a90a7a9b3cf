package com.mailgrant.sharing;

import com.mailgrant.account.AccountId;
import com.mailgrant.account.AccountState;
import com.mailgrant.account.Accounts;
import com.mailgrant.account.EmailAddress;
import com.mailgrant.account.MailAccount;
import com.mailgrant.organization.OrganizationId;
import com.mailgrant.platform.InvalidInput;
import com.mailgrant.platform.MailgrantProperties;
import com.mailgrant.platform.Refused;
import com.mailgrant.sharing.Access.Share;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Who may use which account, and through which one a message leaves. */
@Service
public class Sharing {
  private static final int LONGEST_USER = 200;
  private static final int MOST = 1_000;

  private final SharingTable table;
  private final Accounts accounts;
  private final int accountsPerUser;

  Sharing(SharingTable table, Accounts accounts, MailgrantProperties properties) {
    this.table = table;
    this.accounts = accounts;
    this.accountsPerUser = properties.outbox().accountsPerUser();
  }

  /** Who may use an account. */
  public Access access(MailAccount account) {
    return new Access(table.shares(account.id()), table.senders(account.id()));
  }

  /** Further addresses that may stand in From. */
  public Set<String> senders(MailAccount account) {
    return Set.copyOf(table.senders(account.id()));
  }

  /**
   * Changes who may use an account; nobody else does at the same time.
   *
   * @param change makes the new state from the one that is there
   * @throws InvalidInput when a user would have more accounts than allowed
   */
  @Transactional
  public Access change(MailAccount account, UnaryOperator<Access> change) {
    table.lock(account.organization());
    var checked = checked(change.apply(access(account)));
    for (var share : checked.users()) {
      if (table.accountsOf(account.organization(), share.user(), account.id()) >= accountsPerUser) {
        throw new InvalidInput("users", "wrong.sharing.too-many", share.user(), accountsPerUser);
      }
    }
    table.replace(account.organization(), account.id(), checked);
    return access(account);
  }

  /** The accounts of a user, by name, with what the user may do. */
  List<Usable> usableBy(OrganizationId organization, String user) {
    var usable = new ArrayList<Usable>();
    for (var used : table.usedBy(organization, user)) {
      accounts
          .find(used.account())
          .ifPresent(account -> usable.add(new Usable(account, used.rights())));
    }
    usable.sort(Comparator.comparing(each -> each.account().accountName()));
    return usable;
  }

  record Usable(MailAccount account, Set<Right> rights) {}

  /** The organization's policy. */
  public EmailPolicy policy(OrganizationId organization) {
    return table.policy(organization);
  }

  /**
   * Changes the organization's policy; nobody else does at the same time.
   *
   * @param change makes the new policy from the one that is there
   */
  @Transactional
  public EmailPolicy change(OrganizationId organization, UnaryOperator<EmailPolicy> change) {
    table.lock(organization);
    var policy = change.apply(policy(organization));
    if (policy.fallback() != null) {
      own(organization, policy.fallback(), "fallbackAccount");
    }
    policy.offForAccounts().forEach(account -> own(organization, account, "offForAccounts"));
    var users = new LinkedHashSet<String>();
    policy.offForUsers().forEach(user -> users.add(user("offForUsers", user)));
    table.keep(
        organization,
        new EmailPolicy(
            policy.useIntegratedEmail(), policy.fallback(), users, policy.offForAccounts()));
    return policy(organization);
  }

  /**
   * Through which account a message leaves.
   *
   * @param user the application's user who sends; null: the application itself
   * @param allowFallback whether another account may send when this one cannot; null: only where
   *     integrated email is off
   * @throws InvalidInput when the user may not send with the account
   * @throws Refused when integrated email is off and nothing stands in
   */
  public Route route(MailAccount asked, @Nullable String user, @Nullable Boolean allowFallback) {
    if (user != null) {
      requireSend(asked, user);
    }
    var policy = table.policy(asked.organization());
    if (!policy.isOnFor(asked.id(), user)) {
      if (asked.id().equals(policy.fallback())) {
        return new Route(asked, null);
      }
      if (Boolean.FALSE.equals(allowFallback)) {
        throw new Refused(Refused.Reason.CONFLICT, "wrong.sharing.off-no-other");
      }
      return fallback(asked, policy, "integrated-email-off")
          .orElseThrow(() -> new Refused(Refused.Reason.CONFLICT, "wrong.sharing.off-no-fallback"));
    }
    if (isDown(asked) && Boolean.TRUE.equals(allowFallback)) {
      return fallback(asked, policy, "account-" + asked.state().apiName())
          .filter(route -> !isDown(route.through()))
          .orElse(new Route(asked, null));
    }
    return new Route(asked, null);
  }

  /**
   * A user as the application names a person, without spaces around.
   *
   * @throws InvalidInput when nobody can be called so
   */
  public static String user(String typed) {
    return user("onBehalfOf", typed);
  }

  /**
   * Lets pass who may send.
   *
   * @throws InvalidInput when the user may not send with the account
   */
  public void requireSend(MailAccount account, String user) {
    require(account.organization(), account.id(), user, Right.SEND);
  }

  /**
   * Lets pass who may read.
   *
   * @throws InvalidInput when the user may not read the account's mail
   */
  public void requireRead(MailAccount account, String user) {
    require(account.organization(), account.id(), user, Right.READ);
  }

  /**
   * Lets pass who has a right.
   *
   * @throws InvalidInput when the user has it not
   */
  void require(OrganizationId organization, AccountId account, String user, Right right) {
    boolean may =
        table.usedBy(organization, user(user)).stream()
            .anyMatch(used -> used.account().equals(account) && used.rights().contains(right));
    if (!may) {
      throw new InvalidInput(
          "onBehalfOf",
          switch (right) {
            case READ -> "wrong.sharing.may-not-read";
            case SEND -> "wrong.sharing.may-not-send";
            case MANAGE -> "wrong.sharing.may-not-manage";
          });
    }
  }

  private Optional<Route> fallback(MailAccount asked, EmailPolicy policy, String why) {
    return Optional.ofNullable(policy.fallback())
        .filter(fallback -> !fallback.equals(asked.id()))
        .flatMap(accounts::find)
        .map(account -> new Route(account, why));
  }

  private static boolean isDown(MailAccount account) {
    return account.state() == AccountState.NEEDS_LOGIN || account.state() == AccountState.DISABLED;
  }

  private void own(OrganizationId organization, AccountId account, String field) {
    if (accounts.find(account).filter(it -> it.organization().equals(organization)).isEmpty()) {
      throw new InvalidInput(field, "wrong.sharing.no-account");
    }
  }

  private static Access checked(Access access) {
    if (access.users().size() > MOST || access.senders().size() > MOST) {
      throw new InvalidInput("users", "wrong.sharing.most");
    }
    var users = new LinkedHashMap<String, Share>();
    for (var share : access.users()) {
      var user = user("users", share.user());
      if (share.rights().isEmpty()) {
        throw new InvalidInput("users", "wrong.sharing.no-right", user);
      }
      if (users.put(user, new Share(user, share.rights())) != null) {
        throw new InvalidInput("users", "wrong.sharing.twice", user);
      }
    }
    var senders = new LinkedHashSet<String>();
    for (var sender : access.senders()) {
      senders.add(
          EmailAddress.parse(sender)
              .orElseThrow(() -> new InvalidInput("senders", "wrong.sharing.sender"))
              .value()
              .toLowerCase(Locale.ROOT));
    }
    return new Access(List.copyOf(users.values()), List.copyOf(senders));
  }

  private static String user(String field, String typed) {
    var user = typed.strip();
    if (user.isEmpty()
        || user.length() > LONGEST_USER
        || user.chars().anyMatch(Character::isISOControl)) {
      throw new InvalidInput(field, "wrong.sharing.user");
    }
    return user;
  }
}
