package com.mailgrant.token;

import com.mailgrant.account.AccountId;
import com.mailgrant.platform.Secret;
import com.mailgrant.platform.Vault;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * The table {@code token_grant}: one row an account, with the refresh token and the newest access
 * token sealed.
 */
@Repository
class GrantTable {
  private final JdbcClient jdbc;
  private final Vault vault;

  GrantTable(JdbcClient jdbc, Vault vault) {
    this.jdbc = jdbc;
    this.vault = vault;
  }

  /** What a sign-in brought replaces what was there. */
  void keep(Grant grant, Secret refreshToken, AccessToken accessToken) {
    var identity = grant.identity();
    jdbc.sql(
            """
            insert into token_grant (account_id, registration_id, username, other_names, tenant, object_id, subject,
              display_name, requested, granted, signed_in_at, refreshed_at, refresh_token, access_token,
              access_obtained_at, access_expires_at)
            values (:account, :registration, :username, :otherNames, :tenant, :objectId, :subject, :displayName,
              :requested, :granted, :signedInAt, :signedInAt, :refreshToken, :accessToken, :obtainedAt, :expiresAt)
            on conflict (account_id) do update set registration_id = excluded.registration_id,
              username = excluded.username, other_names = excluded.other_names, tenant = excluded.tenant,
              object_id = excluded.object_id, subject = excluded.subject, display_name = excluded.display_name,
              requested = excluded.requested, granted = excluded.granted, signed_in_at = excluded.signed_in_at,
              refreshed_at = excluded.refreshed_at, refresh_token = excluded.refresh_token,
              access_token = excluded.access_token, access_obtained_at = excluded.access_obtained_at,
              access_expires_at = excluded.access_expires_at, dead_since = null, granted_lately = null
            """)
        .param("account", grant.account().value())
        .param("registration", grant.registration())
        .param("username", identity.username())
        .param("otherNames", String.join(" ", identity.otherNames()))
        .param("tenant", identity.tenant())
        .param("objectId", identity.objectId())
        .param("subject", identity.subject())
        .param("displayName", identity.displayName())
        .param("requested", String.join(" ", grant.requested()))
        .param("granted", String.join(" ", grant.granted()))
        .param("signedInAt", at(grant.signedInAt()))
        .param("refreshToken", vault.seal(refreshToken, refreshRow(grant.account())))
        .param("accessToken", vault.seal(accessToken.value(), accessRow(grant.account())))
        .param("obtainedAt", at(accessToken.obtainedAt()))
        .param("expiresAt", at(accessToken.expiresAt()))
        .update();
  }

  Optional<Grant> find(AccountId account) {
    return jdbc.sql("select * from token_grant where account_id = ?")
        .param(account.value())
        .query(GrantTable::grant)
        .optional();
  }

  /** Waits until no other refresher holds the row, then holds it to the end of the transaction. */
  Optional<Grant> lock(AccountId account) {
    return jdbc.sql("select * from token_grant where account_id = ? for update")
        .param(account.value())
        .query(GrantTable::grant)
        .optional();
  }

  Secret refreshToken(AccountId account) {
    var sealed =
        jdbc.sql("select refresh_token from token_grant where account_id = ?")
            .param(account.value())
            .query(byte[].class)
            .single();
    return vault.open(sealed, refreshRow(account));
  }

  Optional<AccessToken> accessToken(AccountId account) {
    @SuppressWarnings("ArrayRecordComponent") // Handed through, never compared.
    record Row(byte[] sealed, Instant obtainedAt, Instant expiresAt) {}
    return jdbc.sql(
            """
            select access_token, access_obtained_at, access_expires_at from token_grant
            where account_id = ? and access_token is not null
            """)
        .param(account.value())
        .query((row, _) ->
            new Row(
                row.getBytes(1),
                instant(row, "access_obtained_at"),
                instant(row, "access_expires_at")))
        .optional()
        .map(row ->
            new AccessToken(
                vault.open(row.sealed(), accessRow(account)), row.obtainedAt(), row.expiresAt()));
  }

  /**
   * A refresh succeeded. Where no new refresh token came, the old one stays (facts/microsoft365
   * 3.2).
   */
  void keepRefreshed(
      AccountId account,
      @Nullable Secret refreshToken,
      AccessToken accessToken,
      Set<String> scopes) {
    jdbc.sql(
            """
            update token_grant set refreshed_at = ?, dead_since = null, access_token = ?, access_obtained_at = ?,
              access_expires_at = ?, granted_lately = ? where account_id = ?
            """)
        .param(at(accessToken.obtainedAt()))
        .param(vault.seal(accessToken.value(), accessRow(account)))
        .param(at(accessToken.obtainedAt()))
        .param(at(accessToken.expiresAt()))
        .param(scopes.isEmpty() ? null : String.join(" ", scopes))
        .param(account.value())
        .update();
    if (refreshToken != null) {
      jdbc.sql("update token_grant set refresh_token = ? where account_id = ?")
          .params(vault.seal(refreshToken, refreshRow(account)), account.value())
          .update();
    }
  }

  void keepDead(AccountId account, Instant since) {
    jdbc.sql(
            """
            update token_grant set dead_since = coalesce(dead_since, ?), access_token = null,
              access_obtained_at = null, access_expires_at = null where account_id = ?
            """)
        .params(at(since), account.value())
        .update();
  }

  /** Servers refused this token; another will be fetched at the next wish. */
  void forgetAccessToken(AccountId account) {
    jdbc.sql(
            "update token_grant set access_token = null, access_obtained_at = null, access_expires_at = null where account_id = ?")
        .param(account.value())
        .update();
  }

  void forget(AccountId account) {
    jdbc.sql("delete from token_grant where account_id = ?").param(account.value()).update();
  }

  /** The grants of all organizations that are not known to be dead. */
  List<GrantCondition> living() {
    return jdbc.sql(
            """
            select account_id, registration_id, refreshed_at, requested, granted, granted_lately from token_grant
            where dead_since is null
            """)
        .query((row, _) ->
            new GrantCondition(
                new AccountId(row.getObject("account_id", UUID.class)),
                row.getObject("registration_id", UUID.class),
                instant(row, "refreshed_at"),
                lost(
                    row.getString("requested"),
                    row.getString("granted"),
                    row.getString("granted_lately"))))
        .list();
  }

  /** Nothing, where the newest answer named no scopes: then all were granted (RFC 6749 5.1). */
  private static Set<String> lost(String requested, String atSignIn, @Nullable String lately) {
    if (lately == null) {
      return Set.of();
    }
    var lost = new LinkedHashSet<>(Tokens.missing(words(requested), words(lately)));
    lost.removeAll(Tokens.missing(words(requested), words(atSignIn)));
    return lost;
  }

  /** In any order, so that those which fail time and again keep no other from its turn. */
  List<AccountId> notRefreshedSince(Instant instant, int most) {
    return jdbc.sql(
            """
            select account_id from token_grant where dead_since is null and refreshed_at < ?
            order by random() limit ?
            """)
        .params(at(instant), most)
        .query((row, _) -> new AccountId(row.getObject("account_id", UUID.class)))
        .list();
  }

  private static Grant grant(ResultSet row, int number) throws SQLException {
    return new Grant(
        new AccountId(row.getObject("account_id", UUID.class)),
        row.getObject("registration_id", UUID.class),
        new Identity(
            row.getString("username"),
            words(row.getString("other_names")),
            row.getString("tenant"),
            row.getString("object_id"),
            row.getString("subject"),
            row.getString("display_name")),
        words(row.getString("requested")),
        words(row.getString("granted")),
        instant(row, "signed_in_at"),
        instant(row, "refreshed_at"),
        optionalInstant(row, "dead_since"));
  }

  private static Set<String> words(String text) {
    var words = new LinkedHashSet<>(List.of(text.split(" ", -1)));
    words.remove("");
    return words;
  }

  private static Instant instant(ResultSet row, String column) throws SQLException {
    return row.getTimestamp(column).toInstant();
  }

  private static @Nullable Instant optionalInstant(ResultSet row, String column)
      throws SQLException {
    Timestamp value = row.getTimestamp(column);
    return value == null ? null : value.toInstant();
  }

  private static OffsetDateTime at(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }

  private static String refreshRow(AccountId account) {
    return "token_grant.refresh_token:" + account;
  }

  private static String accessRow(AccountId account) {
    return "token_grant.access_token:" + account;
  }
}
