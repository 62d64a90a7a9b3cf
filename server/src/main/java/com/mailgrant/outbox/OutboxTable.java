package com.mailgrant.outbox;

import com.mailgrant.account.AccountId;
import com.mailgrant.event.EventClause;
import com.mailgrant.organization.OrganizationId;
import com.mailgrant.outbox.MessageHistory.Told;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** The table {@code outbox_message}, as workers see it. */
@Repository
class OutboxTable {
  private static final String TOLD =
      " returning organization_id, id, account_id, message_id, sender, subject, attempts";

  /** A look into the Sent folder is no try. */
  private static final String BEGIN =
      """
      update outbox_message m set state = 'SENDING', taken_until = :handsOff,
        attempts = attempts + case when m.state = 'SENDING' then 0 else 1 end
      """;

  private static final String BEGUN =
      " returning m.*, due.state as state_before, coalesce(m.tried_since, m.scheduled_for, m.created_at) as since";

  private static final TypeReference<List<Refusal>> REFUSALS = new TypeReference<>() {};

  /** Nodes of an older version leave a message alone for so long. */
  private static final Duration HANDS_OFF = Duration.ofMinutes(20);

  private final JdbcClient jdbc;
  private final JsonMapper json;

  OutboxTable(JdbcClient jdbc, JsonMapper json) {
    this.jdbc = jdbc;
    this.json = json;
  }

  /**
   * The next message of a lane that is due; empty also when the lane is no longer ours. Where
   * messages are held, those that may have left are looked for all the same.
   */
  Optional<Taken> take(Lane lane, Instant now) {
    return jdbc.sql(
            BEGIN
                + """
                from (select id, state from outbox_message
                  where account_id = :account and state in ('QUEUED', 'DEFERRED', 'SENDING') and next_attempt_at <= :now
                    and (state = 'SENDING' or not :held)
                    and exists (select 1 from outbox_lane where lease = :lease and account_id = :account)
                  order by next_attempt_at, seq limit 1 for update) due
                where m.id = due.id
                """
                + BEGUN)
        .param("held", lane.heldErrorId() != null)
        .param("handsOff", at(now.plus(HANDS_OFF)))
        .param("account", lane.account().value())
        .param("now", at(now))
        .param("lease", lane.lease())
        .query((row, _) -> taken(row))
        .optional();
  }

  /**
   * A message has left, for all its recipients and without any trouble, and the next one of its
   * lane that is due begins: one statement, so that both are on disk or neither.
   *
   * @param copy who files the copy in Sent
   * @param event that it was sent
   */
  Passed sentAndNext(Lane lane, UUID id, CopyState copy, EventClause event, Instant now) {
    return jdbc.sql(
            """
            with changed as (
              update outbox_message set state = 'SENT', sent_at = :now, next_attempt_at = null, error_id = null,
                taken_until = null, refused = null, looks = 0, look_at = null, copy_state = :copy, copy_due_at = cast(:copyDue as timestamptz),
                ended_at = :now
              where id = :id and state in ('SENDING', 'UNKNOWN') returning id),
            told as (
            """
                + event.sql()
                + """
                ), due as (
                  select id, state from outbox_message
                  where account_id = :account and state in ('QUEUED', 'DEFERRED', 'SENDING') and next_attempt_at <= :now
                    and id <> :id
                    and exists (select 1 from outbox_lane where lease = :lease and account_id = :account)
                  order by next_attempt_at, seq limit 1 for update),
                next as (
                """
                + BEGIN
                + " from due where m.id = due.id"
                + BEGUN
                + """
                )
                select (select count(*) from changed) as ended, next.* from (select 1) one left join next on true
                """)
        .params(event.parameters())
        .param("now", at(now))
        .param("copy", copy.name())
        .param("copyDue", copy == CopyState.DUE ? at(now) : null)
        .param("id", id)
        .param("account", lane.account().value())
        .param("lease", lane.lease())
        .param("handsOff", at(now.plus(HANDS_OFF)))
        .query((row, _) ->
            new Passed(row.getInt("ended") == 1, row.getString("id") == null ? null : taken(row)))
        .single();
  }

  /**
   * From one message to the next.
   *
   * @param ended false when somebody else ended it meanwhile
   * @param next null when none is due
   */
  record Passed(boolean ended, @Nullable Taken next) {}

  /** How many recipients the message has that comes next; 0 when none is due. */
  int recipientsOfNext(Lane lane, Instant now) {
    return jdbc.sql(
            """
            select cardinality(coalesce(pending, recipients)) from outbox_message
            where account_id = ? and state in ('QUEUED', 'DEFERRED', 'SENDING') and next_attempt_at <= ?
              and (state = 'SENDING' or not ?)
            order by next_attempt_at, seq limit 1
            """)
        .params(lane.account().value(), at(now), lane.heldErrorId() != null)
        .query(Integer.class)
        .optional()
        .orElse(0);
  }

  /**
   * False when somebody else ended this message meanwhile. That it was sent is believed even then.
   *
   * @param next when it is tried, or looked for, again; null: not by itself
   * @param copy who files the copy in Sent; null: as before
   */
  boolean end(
      UUID id,
      OutboxState state,
      @Nullable Instant sentAt,
      @Nullable Instant next,
      @Nullable String errorId,
      List<Refusal> refused,
      @Nullable CopyState copy,
      Instant now) {
    return jdbc.sql(
                """
                update outbox_message set state = :state, sent_at = :sentAt,
                  next_attempt_at = case when :state <> 'UNKNOWN' then cast(:next as timestamptz) end,
                  look_at = case when :state = 'UNKNOWN' then cast(:next as timestamptz) end,
                  looks = case when :state = 'SENDING' then looks + 1 else 0 end,
                  error_id = :errorId, taken_until = null, refused = cast(:refused as jsonb),
                  copy_state = coalesce(cast(:copy as text), copy_state),
                  copy_due_at = case when cast(:copy as text) is null then copy_due_at else cast(:copyDue as timestamptz) end,
                  ended_at = case when :state in ('SENT', 'FAILED', 'CANCELLED') then cast(:now as timestamptz) end
                where id = :id and (state = 'SENDING' or (state = 'UNKNOWN' and :state = 'SENT'))
                """)
            .param("state", state.name())
            .param("sentAt", sentAt == null ? null : at(sentAt))
            .param("next", next == null ? null : at(next))
            .param("errorId", errorId)
            .param("refused", refused.isEmpty() ? null : json.writeValueAsString(refused))
            .param("copy", copy == null ? null : copy.name())
            .param("copyDue", copy == CopyState.DUE ? at(now) : null)
            .param("now", at(now))
            .param("id", id)
            .update()
        == 1;
  }

  /** Some recipients have the message; the others are next. */
  void partlyOut(UUID id, List<String> pending, List<Refusal> refused) {
    jdbc.sql(
            """
            update outbox_message set pending = ?, refused = cast(? as jsonb), state = 'QUEUED', taken_until = null
            where id = ? and state = 'SENDING'
            """)
        .param(pending.toArray(String[]::new))
        .param(refused.isEmpty() ? null : json.writeValueAsString(refused))
        .param(id)
        .update();
  }

  /** Who is still to be reached at the next try. */
  void keepPending(UUID id, List<String> pending) {
    jdbc.sql("update outbox_message set pending = ? where id = ?")
        .param(pending.toArray(String[]::new))
        .param(id)
        .update();
  }

  /** Holds what is due without trying it. */
  List<Told> holdDue(AccountId account, String errorId, Instant now, int most) {
    return jdbc.sql(
            """
            update outbox_message set state = 'HELD', next_attempt_at = null, error_id = :errorId
            where id in (select id from outbox_message
              where account_id = :account and state in ('QUEUED', 'DEFERRED') and next_attempt_at <= :now
              order by next_attempt_at, seq limit :most for update)
            """
                + TOLD)
        .param("errorId", errorId)
        .param("account", account.value())
        .param("now", at(now))
        .param("most", most)
        .query(OutboxTable::told)
        .list();
  }

  /** Gives held messages of an account another try now, oldest first. */
  List<Told> releaseHeld(AccountId account, int most, Instant now) {
    return jdbc.sql(
            """
            update outbox_message set state = 'QUEUED', next_attempt_at = :now, tried_since = :now
            where id in (select id from outbox_message where account_id = :account and state = 'HELD'
              order by seq limit :most for update)
            """
                + TOLD)
        .param("now", at(now))
        .param("account", account.value())
        .param("most", most)
        .query(OutboxTable::told)
        .list();
  }

  /**
   * Gives one message in one of these states another try now; empty when it is in none of them. One
   * that failed begins anew with all its recipients, of whom nobody has it.
   */
  Optional<Told> release(UUID id, Set<OutboxState> from, Instant now) {
    return jdbc.sql(
            """
            update outbox_message set state = 'QUEUED', next_attempt_at = :now, ended_at = null, tried_since = :now,
              looks = 0, look_at = null, doubted = doubted or state = 'UNKNOWN',
              error_id = case when state = 'FAILED' then null else error_id end,
              refused = case when state = 'FAILED' then null else refused end,
              pending = case when state = 'FAILED' then null else pending end
            where id = :id and state = any(:from) and content is not null
            """
                + TOLD)
        .param("now", at(now))
        .param("id", id)
        .param("from", names(from))
        .query(OutboxTable::told)
        .optional();
  }

  /** Empty when it is too late. */
  Optional<Told> cancel(UUID id, Instant now) {
    return jdbc.sql(
            """
            update outbox_message set state = 'CANCELLED', next_attempt_at = null, ended_at = ?
            where id = ? and state in ('QUEUED', 'DEFERRED', 'HELD')
            """
                + TOLD)
        .params(at(now), id)
        .query(OutboxTable::told)
        .optional();
  }

  /** Moves a message that has not been tried to another time; empty when it is too late. */
  Optional<Told> move(UUID id, Instant to) {
    return jdbc.sql(
            """
            update outbox_message set next_attempt_at = :to, scheduled_for = :to
            where id = :id and state = 'QUEUED' and attempts = 0
            """
                + TOLD)
        .param("to", at(to))
        .param("id", id)
        .query(OutboxTable::told)
        .optional();
  }

  /** Locks the messages of an account that stand in one of these states. */
  List<Told> lock(AccountId account, Set<OutboxState> states) {
    return jdbc.sql(
            """
            select organization_id, id, account_id, message_id, sender, subject, attempts from outbox_message
            where account_id = ? and state = any(?) order by created_at, id for update
            """)
        .param(account.value())
        .param(names(states))
        .query(OutboxTable::told)
        .list();
  }

  private static String[] names(Set<OutboxState> states) {
    return states.stream().map(OutboxState::name).toArray(String[]::new);
  }

  Taken taken(ResultSet row) throws SQLException {
    var content = row.getBytes("content");
    var refused = row.getString("refused");
    return new Taken(
        new OrganizationId(row.getObject("organization_id", UUID.class)),
        row.getObject("id", UUID.class),
        new AccountId(row.getObject("account_id", UUID.class)),
        row.getString("message_id"),
        row.getString("sender"),
        OutboxQueries.texts(row, "recipients"),
        row.getArray("pending") == null ? null : OutboxQueries.texts(row, "pending"),
        refused == null ? List.of() : json.readValue(refused, REFUSALS),
        row.getString("subject"),
        content == null ? new byte[0] : content,
        row.getInt("attempts"),
        row.getTimestamp("since").toInstant(),
        OutboxState.valueOf(row.getString("state_before")),
        row.getInt("looks"),
        row.getBoolean("doubted"));
  }

  private static Told told(ResultSet row, int number) throws SQLException {
    return new Told(
        new OrganizationId(row.getObject("organization_id", UUID.class)),
        row.getObject("id", UUID.class),
        new AccountId(row.getObject("account_id", UUID.class)),
        row.getString("message_id"),
        row.getString("sender"),
        row.getString("subject"),
        row.getInt("attempts"));
  }

  private static OffsetDateTime at(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }
}
