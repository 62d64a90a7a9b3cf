package com.mailgrant.outbox;

import com.mailgrant.account.AccountId;
import com.mailgrant.account.MailAccount;
import com.mailgrant.organization.OrganizationId;
import com.mailgrant.outbox.Composer.Composed;
import com.mailgrant.outbox.MessageHistory.Told;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
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

/** The table {@code outbox_message}. */
@Repository
class OutboxTable {
  private static final String COLUMNS =
      "id, account_id, message_id, state, sender, recipients, subject, attempts, created_at, sent_at, next_attempt_at, error_id";

  private final JdbcClient jdbc;

  OutboxTable(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** False when this account used the key before. */
  boolean insert(
      UUID id,
      MailAccount account,
      Composed composed,
      @Nullable String key,
      byte[] bodyHash,
      Instant now) {
    return jdbc.sql(
                """
                insert into outbox_message (id, organization_id, account_id, idempotency_key, body_hash, message_id,
                  state, sender, recipients, subject, content, created_at, next_attempt_at)
                values (?, ?, ?, ?, ?, ?, 'QUEUED', ?, ?, ?, ?, ?, ?)
                on conflict (account_id, idempotency_key) do nothing
                """)
            .param(id)
            .param(account.organization().value())
            .param(account.id().value())
            .param(key)
            .param(bodyHash)
            .param(composed.messageId())
            .param(account.senderEmail().value())
            .param(composed.recipients().toArray(String[]::new))
            .param(composed.subject())
            .param(composed.content())
            .param(at(now))
            .param(at(now))
            .update()
        == 1;
  }

  Optional<OutboxMessage> find(OrganizationId organization, UUID id) {
    return jdbc.sql(
            "select " + COLUMNS + " from outbox_message where organization_id = ? and id = ?")
        .params(organization.value(), id)
        .query(OutboxTable::message)
        .optional();
  }

  Optional<OutboxMessage> byKey(AccountId account, String key, byte[] bodyHash) {
    return jdbc.sql(
            "select "
                + COLUMNS
                + " from outbox_message where account_id = ? and idempotency_key = ? and body_hash = ?")
        .params(account.value(), key, bodyHash)
        .query(OutboxTable::message)
        .optional();
  }

  List<OutboxMessage> list(
      OrganizationId organization, @Nullable UUID account, @Nullable OutboxState state, int most) {
    return jdbc.sql(
            "select "
                + COLUMNS
                + """
                 from outbox_message where organization_id = :organization
                  and (cast(:account as uuid) is null or account_id = :account)
                  and (cast(:state as text) is null or state = :state)
                order by created_at desc, id limit :most
                """)
        .param("organization", organization.value())
        .param("account", account)
        .param("state", state == null ? null : state.name())
        .param("most", most)
        .query(OutboxTable::message)
        .list();
  }

  /** Takes the next due message; whoever dies with it loses it after the lease. */
  Optional<Taken> take(Instant now, Duration lease) {
    return jdbc.sql(
            """
            update outbox_message m set taken_until = :until, attempts = attempts + 1,
              state = 'SENDING'
            from (select id, state from outbox_message
              where state in ('QUEUED', 'DEFERRED', 'SENDING') and next_attempt_at <= :now
                and (taken_until is null or taken_until < :now)
              order by next_attempt_at limit 1 for update skip locked) due
            where m.id = due.id
            returning m.organization_id, m.id, m.account_id, m.message_id, m.sender, m.recipients, m.subject, m.content, m.attempts,
              m.created_at, due.state as state_before
            """)
        .param("until", at(now.plus(lease)))
        .param("now", at(now))
        .query((row, _) ->
            new Taken(
                new OrganizationId(row.getObject("organization_id", UUID.class)),
                row.getObject("id", UUID.class),
                new AccountId(row.getObject("account_id", UUID.class)),
                row.getString("message_id"),
                row.getString("sender"),
                texts(row, "recipients"),
                row.getString("subject"),
                row.getBytes("content"),
                row.getInt("attempts"),
                row.getTimestamp("created_at").toInstant(),
                OutboxState.valueOf(row.getString("state_before"))))
        .optional();
  }

  /**
   * False when somebody else ended this message meanwhile. That it was sent is believed even then.
   */
  boolean end(
      UUID id,
      OutboxState state,
      @Nullable Instant sentAt,
      @Nullable Instant next,
      @Nullable String errorId) {
    return jdbc.sql(
                """
                update outbox_message set state = :state, sent_at = :sentAt, next_attempt_at = :next,
                  error_id = :errorId, taken_until = null
                where id = :id and (state = 'SENDING' or (state = 'UNKNOWN' and :state = 'SENT'))
                """)
            .param("state", state.name())
            .param("sentAt", sentAt == null ? null : at(sentAt))
            .param("next", next == null ? null : at(next))
            .param("errorId", errorId)
            .param("id", id)
            .update()
        == 1;
  }

  /**
   * Gives held messages of an account, or one deferred or held or unknown message, another try now.
   */
  List<Told> release(@Nullable AccountId account, @Nullable UUID id, Instant now) {
    return jdbc.sql(
            """
            update outbox_message set state = 'QUEUED', next_attempt_at = :now
            where (id = :id and state in ('HELD', 'DEFERRED', 'UNKNOWN'))
              or (account_id = :account and state = 'HELD')
            returning organization_id, id, account_id, message_id, sender, subject, attempts
            """)
        .param("now", at(now))
        .param("id", id)
        .param("account", account == null ? null : account.value())
        .query(OutboxTable::told)
        .list();
  }

  /** Empty when it is too late. */
  Optional<Told> cancel(UUID id) {
    return jdbc.sql(
            """
            update outbox_message set state = 'CANCELLED', next_attempt_at = null
            where id = ? and state in ('QUEUED', 'DEFERRED', 'HELD')
            returning organization_id, id, account_id, message_id, sender, subject, attempts
            """)
        .param(id)
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
        .param(states.stream().map(OutboxState::name).toArray(String[]::new))
        .query(OutboxTable::told)
        .list();
  }

  /** A message in the hands of one worker. */
  @SuppressWarnings("ArrayRecordComponent") // Handed through, never compared.
  record Taken(
      OrganizationId organization,
      UUID id,
      AccountId account,
      String messageId,
      String sender,
      List<String> recipients,
      String subject,
      byte[] content,
      int attempts,
      Instant createdAt,
      OutboxState stateBefore) {
    Told told() {
      return new Told(organization, id, account, messageId, sender, subject, attempts);
    }
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

  private static OutboxMessage message(ResultSet row, int number) throws SQLException {
    return new OutboxMessage(
        row.getObject("id", UUID.class),
        row.getObject("account_id", UUID.class).toString(),
        row.getString("message_id"),
        OutboxState.valueOf(row.getString("state")),
        row.getString("sender"),
        texts(row, "recipients"),
        row.getString("subject"),
        row.getInt("attempts"),
        row.getTimestamp("created_at").toInstant(),
        instant(row, "sent_at"),
        instant(row, "next_attempt_at"),
        row.getString("error_id"));
  }

  private static List<String> texts(ResultSet row, String column) throws SQLException {
    return List.of((String[]) row.getArray(column).getArray());
  }

  private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
    Timestamp value = row.getTimestamp(column);
    return value == null ? null : value.toInstant();
  }

  private static OffsetDateTime at(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }
}
