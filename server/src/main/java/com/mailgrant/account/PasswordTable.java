package com.mailgrant.account;

import com.mailgrant.platform.Secret;
import com.mailgrant.platform.Vault;
import java.util.Optional;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Passwords of accounts that sign in with one, sealed and bound to account and use. */
@Repository
class PasswordTable {
  private final JdbcClient jdbc;
  private final Vault vault;

  PasswordTable(JdbcClient jdbc, Vault vault) {
    this.jdbc = jdbc;
    this.vault = vault;
  }

  void keep(AccountId account, Use use, Secret password) {
    jdbc.sql(
            """
            insert into account_password (account_id, used_for, sealed) values (?, ?, ?)
            on conflict (account_id, used_for) do update set sealed = excluded.sealed
            """)
        .params(account.value(), use.name(), vault.seal(password, row(account, use)))
        .update();
  }

  Optional<Secret> find(AccountId account, Use use) {
    return jdbc.sql("select sealed from account_password where account_id = ? and used_for = ?")
        .params(account.value(), use.name())
        .query(byte[].class)
        .optional()
        .map(sealed -> vault.open(sealed, row(account, use)));
  }

  /** For which uses there is a password. */
  Set<Use> stored(AccountId account) {
    return jdbc.sql("select used_for from account_password where account_id = ?")
        .param(account.value())
        .query((row, _) -> Use.valueOf(row.getString("used_for")))
        .set();
  }

  void forget(AccountId account) {
    jdbc.sql("delete from account_password where account_id = ?").param(account.value()).update();
  }

  private static String row(AccountId account, Use use) {
    return "account_password:" + account + ":" + use;
  }

  /** What a password opens. */
  enum Use {
    MAIL,
    SMTP
  }
}
