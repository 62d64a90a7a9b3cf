package com.mailgrant.sharing;

import com.mailgrant.account.AccountId;
import com.mailgrant.organization.OrganizationId;
import com.mailgrant.sharing.Access.Share;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The tables {@code account_share}, {@code account_sender} and {@code email_policy}. */
@Repository
class SharingTable {
  private final JdbcClient jdbc;

  SharingTable(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** One change of an organization's shares at a time: limits are counted. */
  void lock(OrganizationId organization) {
    jdbc.sql("select 1 from organization where id = ? for no key update")
        .param(organization.value())
        .query((_, _) -> 0)
        .list();
  }

  List<Share> shares(AccountId account) {
    return jdbc.sql(
            "select user_id, rights from account_share where account_id = ? order by user_id")
        .param(account.value())
        .query((row, _) -> new Share(row.getString("user_id"), rights(row)))
        .list();
  }

  List<String> senders(AccountId account) {
    return jdbc.sql("select address from account_sender where account_id = ? order by address")
        .param(account.value())
        .query((row, _) -> row.getString("address"))
        .list();
  }

  void replace(OrganizationId organization, AccountId account, Access access) {
    jdbc.sql("delete from account_share where account_id = ?").param(account.value()).update();
    jdbc.sql("delete from account_sender where account_id = ?").param(account.value()).update();
    for (var share : access.users()) {
      jdbc.sql(
              "insert into account_share (account_id, organization_id, user_id, rights) values (?, ?, ?, ?)")
          .param(account.value())
          .param(organization.value())
          .param(share.user())
          .param(share.rights().stream().map(Right::name).toArray(String[]::new))
          .update();
    }
    for (var sender : access.senders()) {
      jdbc.sql("insert into account_sender (account_id, address) values (?, ?)")
          .params(account.value(), sender)
          .update();
    }
  }

  /** How many accounts a user may use, besides one. */
  int accountsOf(OrganizationId organization, String user, AccountId besides) {
    return jdbc.sql(
            "select count(*) from account_share where organization_id = ? and user_id = ? and account_id <> ?")
        .params(organization.value(), user, besides.value())
        .query(Integer.class)
        .single();
  }

  List<Used> usedBy(OrganizationId organization, String user) {
    return jdbc.sql(
            "select account_id, rights from account_share where organization_id = ? and user_id = ?")
        .params(organization.value(), user)
        .query((row, _) ->
            new Used(new AccountId(row.getObject("account_id", UUID.class)), rights(row)))
        .list();
  }

  record Used(AccountId account, Set<Right> rights) {}

  EmailPolicy policy(OrganizationId organization) {
    return jdbc.sql("select * from email_policy where organization_id = ?")
        .param(organization.value())
        .query((row, _) -> {
          var fallback = row.getObject("fallback_account_id", UUID.class);
          return new EmailPolicy(
              row.getBoolean("use_integrated"),
              fallback == null ? null : new AccountId(fallback),
              Set.of((String[]) row.getArray("users_off").getArray()),
              Arrays.stream((UUID[]) row.getArray("accounts_off").getArray())
                  .map(AccountId::new)
                  .collect(Collectors.toSet()));
        })
        .optional()
        .orElse(EmailPolicy.USUAL);
  }

  void keep(OrganizationId organization, EmailPolicy policy) {
    jdbc.sql(
            """
            insert into email_policy (organization_id, use_integrated, fallback_account_id, users_off, accounts_off)
            values (:organization, :on, :fallback, :users, :accounts)
            on conflict (organization_id) do update set use_integrated = :on, fallback_account_id = :fallback,
              users_off = :users, accounts_off = :accounts
            """)
        .param("organization", organization.value())
        .param("on", policy.useIntegratedEmail())
        .param("fallback", policy.fallback() == null ? null : policy.fallback().value())
        .param("users", policy.offForUsers().toArray(String[]::new))
        .param(
            "accounts", policy.offForAccounts().stream().map(AccountId::value).toArray(UUID[]::new))
        .update();
  }

  private static Set<Right> rights(ResultSet row) throws SQLException {
    var rights = EnumSet.noneOf(Right.class);
    for (var right : (String[]) row.getArray("rights").getArray()) {
      rights.add(Right.valueOf(right));
    }
    return rights;
  }
}
