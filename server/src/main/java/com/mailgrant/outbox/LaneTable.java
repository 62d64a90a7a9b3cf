package com.mailgrant.outbox;

import com.mailgrant.account.AccountId;
import com.mailgrant.organization.OrganizationId;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/**
 * The table {@code outbox_lane}. Leases go by the clock of the database, since those of nodes
 * differ and jump; a node that is an hour ahead must not think all others dead.
 */
@Repository
class LaneTable {
  /** Whoever dies with a lane loses it after this time; renewed while working. */
  static final Duration LEASE = Duration.ofSeconds(20);

  /** Any number; claims of all nodes queue up at it, so that connections are counted rightly. */
  private static final long CLAIMING = 7_150_001L;

  private final JdbcClient jdbc;

  LaneTable(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** Keeps what an edit of the account may have changed. */
  void keepMailbox(AccountId account, String mailbox, OptionalInt connections) {
    jdbc.sql(
            """
            update outbox_lane set mailbox = :mailbox, connections = cast(:connections as integer)
            where account_id = :account
              and (mailbox <> :mailbox or connections is distinct from cast(:connections as integer))
            """)
        .param("mailbox", mailbox)
        .param("connections", connections.isPresent() ? connections.getAsInt() : null)
        .param("account", account.value())
        .update();
  }

  /**
   * Takes a lane that has something to send now, the one that was served longest ago.
   *
   * @param only this account; null for any
   */
  @Transactional
  public Optional<Lane> claim(@Nullable AccountId only, Instant now) {
    jdbc.sql("select pg_advisory_xact_lock(?)").param(CLAIMING).query((_, _) -> 0).list();
    return jdbc.sql(
            """
            update outbox_lane l set lease = :lease, served_at = :now,
              leased_until = clock_timestamp() + :millis * interval '1 millisecond'
            where l.account_id = (
              select c.account_id from outbox_lane c
              where (cast(:only as uuid) is null or c.account_id = :only)
                and (c.leased_until is null or c.leased_until < clock_timestamp())
                and (c.paused_until is null or c.paused_until <= :now)
                and exists (select 1 from outbox_message m
                  where m.account_id = c.account_id and m.state in ('QUEUED', 'DEFERRED', 'SENDING') and m.next_attempt_at <= :now)
                and (c.connections is null or c.connections > (
                  select count(*) from outbox_lane o where o.mailbox = c.mailbox and o.leased_until >= clock_timestamp()))
              order by c.served_at nulls first, c.account_id limit 1 for update skip locked)
            returning l.*
            """)
        .param("lease", UUID.randomUUID())
        .param("millis", LEASE.toMillis())
        .param("now", at(now))
        .param("only", only == null ? null : only.value())
        .query((row, _) ->
            new Lane(
                new AccountId(row.getObject("account_id", UUID.class)),
                new OrganizationId(row.getObject("organization_id", UUID.class)),
                row.getObject("lease", UUID.class),
                row.getString("mailbox"),
                row.getInt("failures"),
                row.getString("held_error_id")))
        .optional();
  }

  /** Says that these are still in good hands. */
  void renew(Collection<Lane> lanes) {
    jdbc.sql(
            """
            update outbox_lane set leased_until = clock_timestamp() + ? * interval '1 millisecond'
            where lease = any(?)
            """)
        .param(LEASE.toMillis())
        .param(lanes.stream().map(Lane::lease).toArray(UUID[]::new))
        .update();
  }

  /** Anybody may take it from now on. */
  void giveBack(Lane lane) {
    jdbc.sql("update outbox_lane set lease = null, leased_until = null where lease = ?")
        .param(lane.lease())
        .update();
  }

  /** Nothing leaves before this time, since the provider's limit is reached. */
  void rest(Lane lane, Instant until) {
    jdbc.sql("update outbox_lane set paused_until = ? where account_id = ?")
        .params(at(until), lane.account().value())
        .update();
  }

  /** Nothing leaves before this time, since the account's server is in trouble. */
  void pause(Lane lane, Instant until) {
    jdbc.sql(
            "update outbox_lane set paused_until = ?, failures = failures + 1 where account_id = ?")
        .params(at(until), lane.account().value())
        .update();
  }

  /** Messages are held from now on without being tried. */
  void hold(Lane lane, String errorId, boolean signedIn) {
    jdbc.sql(
            """
            update outbox_lane set held_error_id = ?, held_signed_in = ?, failures = failures + 1, paused_until = null
            where account_id = ?
            """)
        .params(errorId, signedIn, lane.account().value())
        .update();
  }

  /** A message has left: whatever was, is over. */
  void worked(Lane lane) {
    jdbc.sql(
            "update outbox_lane set failures = 0, held_error_id = null, paused_until = null where account_id = ?")
        .param(lane.account().value())
        .update();
  }

  /** Messages are tried again. */
  void reopen(AccountId account) {
    jdbc.sql(
            """
            update outbox_lane set held_error_id = null, paused_until = null
            where account_id = ? and (held_error_id is not null or paused_until is not null)
            """)
        .param(account.value())
        .update();
  }

  /** How messages of this account are held, if they are. */
  Optional<Held> held(AccountId account) {
    return jdbc.sql(
            "select held_error_id, held_signed_in from outbox_lane where account_id = ? and held_error_id is not null")
        .param(account.value())
        .query(
            (row, _) -> new Held(row.getString("held_error_id"), row.getBoolean("held_signed_in")))
        .optional();
  }

  /**
   * @param signedIn whether the fault was met after the sign-in, which a new sign-in alone does not
   *     disprove
   */
  record Held(String errorId, boolean signedIn) {}

  private static OffsetDateTime at(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }
}
