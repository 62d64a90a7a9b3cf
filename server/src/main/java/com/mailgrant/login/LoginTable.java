package com.mailgrant.login;

import com.mailgrant.account.AccountId;
import com.mailgrant.platform.Secret;
import com.mailgrant.platform.Vault;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * The table {@code login_attempt}. States are kept as hashes, so that the table gives none away.
 */
@Repository
class LoginTable {
  private final JdbcClient jdbc;
  private final Vault vault;

  LoginTable(JdbcClient jdbc, Vault vault) {
    this.jdbc = jdbc;
    this.vault = vault;
  }

  void keep(LoginAttempt attempt, Secret state, Instant now) {
    jdbc.sql(
            """
            insert into login_attempt (id, account_id, registration_id, state_hash, nonce, code_verifier, started_at,
              expires_at, for_conversion, guest) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """)
        .params(
            attempt.id(),
            attempt.account().value(),
            attempt.registration(),
            hash(state),
            vault.seal(attempt.nonce(), row(attempt.id(), "nonce")),
            vault.seal(attempt.codeVerifier(), row(attempt.id(), "code_verifier")),
            now.atOffset(ZoneOffset.UTC),
            attempt.expiresAt().atOffset(ZoneOffset.UTC),
            attempt.forConversion(),
            attempt.guest())
        .update();
  }

  /**
   * Finds the attempt of a state and uses it up in one stroke: of two callbacks at once, one gets
   * it.
   */
  Optional<LoginAttempt> use(Secret state, Instant now) {
    return jdbc.sql(
            """
            update login_attempt set used_at = ? where state_hash = ? and used_at is null and expires_at > ?
            returning id, account_id, registration_id, nonce, code_verifier, expires_at, for_conversion, guest
            """)
        .params(now.atOffset(ZoneOffset.UTC), hash(state), now.atOffset(ZoneOffset.UTC))
        .query((row, _) -> {
          var id = row.getObject("id", UUID.class);
          return new LoginAttempt(
              id,
              new AccountId(row.getObject("account_id", UUID.class)),
              row.getObject("registration_id", UUID.class),
              vault.open(row.getBytes("nonce"), row(id, "nonce")),
              vault.open(row.getBytes("code_verifier"), row(id, "code_verifier")),
              row.getTimestamp("expires_at").toInstant(),
              row.getBoolean("for_conversion"),
              row.getBoolean("guest"));
        })
        .optional();
  }

  /** The account of a state that is used up or too old, to lead the person back to it. */
  Optional<AccountId> accountOf(Secret state) {
    return jdbc.sql("select account_id from login_attempt where state_hash = ?")
        .param(hash(state))
        .query(UUID.class)
        .optional()
        .map(AccountId::new);
  }

  /** Whether this state was given to somebody who came by an invitation. */
  boolean isGuests(Secret state) {
    return jdbc.sql("select guest from login_attempt where state_hash = ?")
        .param(hash(state))
        .query(Boolean.class)
        .optional()
        .orElse(false);
  }

  void keepResult(UUID id, String result) {
    jdbc.sql(
            "insert into login_result (id, result, made_at) values (?, ?::jsonb, now()) on conflict do nothing")
        .params(id, result)
        .update();
  }

  Optional<String> result(UUID id) {
    return jdbc.sql("select result::text from login_result where id = ?")
        .param(id)
        .query(String.class)
        .optional();
  }

  /** Attempts are of no use after an hour; results stay a day for those who reload. */
  void forgetOld(Instant now) {
    jdbc.sql("delete from login_attempt where expires_at < ?")
        .param(now.minusSeconds(86_400).atOffset(ZoneOffset.UTC))
        .update();
    jdbc.sql("delete from login_result where made_at < ?")
        .param(now.minusSeconds(86_400).atOffset(ZoneOffset.UTC))
        .update();
  }

  private static byte[] hash(Secret state) {
    try {
      return MessageDigest.getInstance("SHA-256")
          .digest(state.reveal().getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  private static String row(UUID id, String column) {
    return "login_attempt." + column + ":" + id;
  }
}
