package com.mailgrant.watch;

import com.mailgrant.account.AccountId;
import com.mailgrant.sync.Fence.Overtaken;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * The tables {@code watched_account} and {@code watch_node}. All times in them are by the clock of
 * the database: those of the nodes may differ, and jump.
 */
@Repository
class WatchTable {
  private static final String ALIVE =
      "exists (select from watch_node n where n.id = node_id and n.alive_until > clock_timestamp())";

  private final JdbcClient jdbc;

  WatchTable(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** This node lives. */
  void beat(UUID node, Duration lease) {
    jdbc.sql(
            """
            insert into watch_node (id, alive_until) values (:id, clock_timestamp() + :millis * interval '1 millisecond')
            on conflict (id) do update set alive_until = excluded.alive_until
            """)
        .param("id", node)
        .param("millis", lease.toMillis())
        .update();
  }

  /** This node stops; what it still has is free. */
  void leave(UUID node) {
    jdbc.sql(
            "update watched_account set node_id = null, claim = null, way = null where node_id = ?")
        .param(node)
        .update();
    jdbc.sql(
            "delete from watch_node where id = ? or alive_until < clock_timestamp() - interval '1 hour'")
        .param(node)
        .update();
  }

  /** Makes the list of accounts to watch the one that is given. */
  void want(Collection<AccountId> accounts) {
    var ids = accounts.stream().map(AccountId::value).toArray(UUID[]::new);
    jdbc.sql(
            """
            insert into watched_account as w (account_id, wanted) select id, true from unnest(?) as new (id)
            on conflict (account_id) do update set wanted = true, next_try_at = null where not w.wanted
            """)
        .param(ids)
        .update();
    jdbc.sql("update watched_account set wanted = false where wanted and account_id <> all(?)")
        .param(ids)
        .update();
  }

  /** One account; a pause that it was in is over. */
  void want(AccountId account, boolean wanted) {
    if (wanted) {
      jdbc.sql(
              """
              insert into watched_account (account_id, wanted) values (?, true)
              on conflict (account_id) do update set wanted = true, next_try_at = null
              """)
          .param(account.value())
          .update();
    } else {
      jdbc.sql("update watched_account set wanted = false where account_id = ?")
          .param(account.value())
          .update();
    }
  }

  /** Its watcher begins anew, and at once. */
  void changed(AccountId account) {
    jdbc.sql(
            """
            update watched_account set revision = revision + 1, next_try_at = null, failures = 0
            where account_id = ?
            """)
        .param(account.value())
        .update();
  }

  /** Its watcher writes nothing any more. */
  void forget(AccountId account) {
    jdbc.sql("delete from watched_account where account_id = ?").param(account.value()).update();
  }

  /** How many accounts each living node should have. */
  long share() {
    return jdbc.sql(
            """
            select ceil(count(*) / greatest(1.0, (select count(*) from watch_node where alive_until > clock_timestamp())))
            from watched_account where wanted
            """)
        .query(Long.class)
        .single();
  }

  /** Takes accounts that nobody watches, or whose watcher's node is dead. */
  List<Claim> claim(UUID node, long most) {
    return jdbc.sql(
            """
            update watched_account w set node_id = :node, claim = gen_random_uuid(), claimed_revision = revision, way = null
            from (select account_id from watched_account
              where wanted and (next_try_at is null or next_try_at <= clock_timestamp())
                and (node_id is null or not %s)
              order by next_try_at nulls first limit :most for update skip locked) due
            where w.account_id = due.account_id
            returning w.account_id, w.claim, w.failures
            """
                .formatted(ALIVE))
        .param("node", node)
        .param("most", most)
        .query((row, _) -> claim(row))
        .list();
  }

  /**
   * A claim of a node.
   *
   * @param kept whether it is to be kept: nothing has changed, and the account is wanted
   */
  record Held(Claim claim, boolean kept) {}

  /** All claims of a node. */
  List<Held> held(UUID node) {
    return jdbc.sql(
            """
            select account_id, claim, failures, wanted and revision = claimed_revision as kept
            from watched_account where node_id = ?
            """)
        .param(node)
        .query((row, _) -> new Held(claim(row), row.getBoolean("kept")))
        .list();
  }

  /** How many accounts are claimed by a node. */
  long claimed(UUID node) {
    return jdbc.sql("select count(*) from watched_account where node_id = ?")
        .param(node)
        .query(Long.class)
        .single();
  }

  /**
   * Locks the claim until the end of the transaction.
   *
   * @throws Overtaken when it is another's, or nobody's
   */
  void hold(Claim claim) {
    boolean held =
        jdbc.sql(
                "select 1 from watched_account where account_id = ? and claim = ? for no key update")
            .params(claim.account().value(), claim.id())
            .query(Integer.class)
            .optional()
            .isPresent();
    if (!held) {
      throw new Overtaken();
    }
  }

  /** There is a session, and all was looked at. */
  void works(Claim claim, String way) {
    jdbc.sql(
            """
            update watched_account set way = ?, looked_at = clock_timestamp(), failures = 0, trouble = null,
              trouble_since = null, next_try_at = null
            where account_id = ? and claim = ?
            """)
        .params(way, claim.account().value(), claim.id())
        .update();
  }

  /** Somebody else may go on at once. */
  void release(Claim claim) {
    jdbc.sql(
            """
            update watched_account set node_id = null, claim = null, way = null
            where account_id = ? and claim = ?
            """)
        .params(claim.account().value(), claim.id())
        .update();
  }

  /** Looked at, and again after a pause. */
  void releaseUntil(Claim claim, String way, Duration pause) {
    works(claim, way);
    jdbc.sql(
            """
            update watched_account set node_id = null, claim = null,
              next_try_at = case when revision = claimed_revision then clock_timestamp() + ? * interval '1 millisecond' end
            where account_id = ? and claim = ?
            """)
        .params(pause.toMillis(), claim.account().value(), claim.id())
        .update();
  }

  /**
   * Interrupted; whoever goes on does so after the pause, unless something was changed meanwhile.
   */
  void releaseInTrouble(Claim claim, String trouble, int failures, Duration pause) {
    jdbc.sql(
            """
            update watched_account set node_id = null, claim = null, way = null, failures = ?, trouble = ?,
              trouble_since = coalesce(trouble_since, clock_timestamp()),
              next_try_at = case when revision = claimed_revision then clock_timestamp() + ? * interval '1 millisecond' end
            where account_id = ? and claim = ?
            """)
        .params(failures, trouble, pause.toMillis(), claim.account().value(), claim.id())
        .update();
  }

  Optional<Row> find(AccountId account) {
    return jdbc.sql(
            "select *, "
                + ALIVE
                + " as alive, coalesce(next_try_at > clock_timestamp(), false) as pausing"
                + " from watched_account where account_id = ?")
        .param(account.value())
        .query(WatchTable::row)
        .optional();
  }

  private static Claim claim(ResultSet row) throws SQLException {
    return new Claim(
        new AccountId(row.getObject("account_id", UUID.class)),
        row.getObject("claim", UUID.class),
        row.getInt("failures"));
  }

  private static Row row(ResultSet row, int number) throws SQLException {
    return new Row(
        row.getBoolean("wanted"),
        row.getBoolean("alive"),
        row.getBoolean("pausing"),
        row.getString("way"),
        row.getString("trouble"),
        instant(row, "trouble_since"),
        instant(row, "next_try_at"),
        instant(row, "looked_at"));
  }

  private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
    Timestamp value = row.getTimestamp(column);
    return value == null ? null : value.toInstant();
  }

  /**
   * @param claimed by a node that lives
   */
  record Row(
      boolean wanted,
      boolean claimed,
      boolean pausing,
      @Nullable String way,
      @Nullable String trouble,
      @Nullable Instant troubleSince,
      @Nullable Instant nextTryAt,
      @Nullable Instant lookedAt) {}
}
