package com.mailgrant.outbox;

import com.mailgrant.account.AccountId;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Copies that are due, in {@code outbox_message} and {@code outbox_lane}. */
@Repository
class CopyTable {
  /** Renewed while working. */
  static final Duration LEASE = Duration.ofSeconds(20);

  private final JdbcClient jdbc;

  CopyTable(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** Takes an account that has copies to file: two workers would file one twice. */
  Optional<Claim> claim(Instant now) {
    return jdbc.sql(
            """
            update outbox_lane l set copy_lease = :lease,
              copy_leased_until = clock_timestamp() + :millis * interval '1 millisecond'
            where l.account_id = (
              select c.account_id from outbox_lane c
              where (c.copy_leased_until is null or c.copy_leased_until < clock_timestamp())
                and exists (select 1 from outbox_message m where m.account_id = c.account_id and m.copy_due_at <= :now)
              limit 1 for update skip locked)
            returning l.account_id, l.copy_lease
            """)
        .param("lease", UUID.randomUUID())
        .param("millis", LEASE.toMillis())
        .param("now", at(now))
        .query((row, _) ->
            new Claim(
                new AccountId(row.getObject("account_id", UUID.class)),
                row.getObject("copy_lease", UUID.class)))
        .optional();
  }

  void renew(Collection<Claim> claims) {
    jdbc.sql(
            """
            update outbox_lane set copy_leased_until = clock_timestamp() + ? * interval '1 millisecond'
            where copy_lease = any(?)
            """)
        .param(LEASE.toMillis())
        .param(claims.stream().map(Claim::lease).toArray(UUID[]::new))
        .update();
  }

  void giveBack(Claim claim) {
    jdbc.sql(
            "update outbox_lane set copy_lease = null, copy_leased_until = null where copy_lease = ?")
        .param(claim.lease())
        .update();
  }

  /** The next copies of an account, as long as the claim holds. */
  List<UUID> due(Claim claim, Instant now, int most) {
    return jdbc.sql(
            """
            select m.id from outbox_message m join outbox_lane l on l.account_id = m.account_id
            where l.copy_lease = ? and m.copy_due_at <= ? order by m.copy_due_at, m.seq limit ?
            """)
        .params(claim.lease(), at(now), most)
        .query((row, _) -> row.getObject("id", UUID.class))
        .list();
  }

  Optional<Copy> find(UUID message) {
    return jdbc.sql(
            "select id, message_id, content, sent_at, copy_attempts from outbox_message where id = ? and copy_state = 'DUE' and content is not null")
        .param(message)
        .query((row, _) ->
            new Copy(
                row.getObject("id", UUID.class),
                row.getString("message_id"),
                row.getBytes("content"),
                row.getTimestamp("sent_at").toInstant(),
                row.getInt("copy_attempts")))
        .optional();
  }

  void ended(UUID message, CopyState state) {
    jdbc.sql(
            "update outbox_message set copy_state = ?, copy_due_at = null, copy_error_id = null where id = ?")
        .params(state.name(), message)
        .update();
  }

  /** Nobody tries any more. */
  void missed(UUID message, String errorId) {
    jdbc.sql(
            "update outbox_message set copy_state = ?, copy_due_at = null, copy_error_id = ? where id = ?")
        .params(CopyState.MISSED.name(), errorId, message)
        .update();
  }

  void postpone(UUID message, Instant next, String errorId) {
    jdbc.sql(
            """
            update outbox_message set copy_due_at = ?, copy_attempts = copy_attempts + 1, copy_error_id = ?
            where id = ?
            """)
        .params(at(next), errorId, message)
        .update();
  }

  /**
   * All of an account that would be due before: their mailbox does not open. Locked in one order,
   * as by {@link #hurry}.
   *
   * @param tried the one whose trouble is theirs
   */
  void postponeAll(AccountId account, Instant next, UUID tried) {
    jdbc.sql(
            """
            with waiting as (select id from outbox_message
              where account_id = :account and copy_due_at < :next order by id for update)
            update outbox_message m set copy_due_at = :next,
              copy_error_id = (select f.copy_error_id from outbox_message f where f.id = :tried)
            from waiting where m.id = waiting.id
            """)
        .param("next", at(next))
        .param("tried", tried)
        .param("account", account.value())
        .update();
  }

  /** All of an account are due now. */
  void hurry(AccountId account, Instant now) {
    jdbc.sql(
            """
            with waiting as (select id from outbox_message
              where account_id = :account and copy_due_at > :now order by id for update)
            update outbox_message m set copy_due_at = :now from waiting where m.id = waiting.id
            """)
        .param("now", at(now))
        .param("account", account.value())
        .update();
  }

  record Claim(AccountId account, UUID lease) {}

  @SuppressWarnings("ArrayRecordComponent") // Handed through, never compared.
  record Copy(UUID id, String messageId, byte[] content, Instant sentAt, int attempts) {}

  private static OffsetDateTime at(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }
}
