package com.mailgrant.outbox;

import com.mailgrant.account.AccountId;
import com.mailgrant.organization.OrganizationId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;
import org.springframework.stereotype.Repository;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** The table {@code outbox_message}, for those who look. */
@Repository
class OutboxQueries {
  private static final TypeReference<List<Refusal>> REFUSALS = new TypeReference<>() {};

  /** What {@link #message} reads. */
  static final String SHOWN =
      """
      id, account_id, asked_account_id, sent_through, on_behalf_of, message_id, state, sender, recipients, subject,
        attempts, created_at, scheduled_for, sent_at, next_attempt_at, refused, copy_state, copy_error_id,
        content_octets, content is not null as content_kept, error_id
      """;

  private static final String COLUMNS = "select " + SHOWN + " from outbox_message";

  private static final String WANTED =
      """
       where organization_id = :organization
        and (cast(:account as uuid) is null or account_id = :account)
        and (cast(:state as text) is null or state = :state)
      """;

  private final JdbcClient jdbc;
  private final JsonMapper json;

  OutboxQueries(JdbcClient jdbc, JsonMapper json) {
    this.jdbc = jdbc;
    this.json = json;
  }

  Optional<OutboxMessage> find(OrganizationId organization, UUID id) {
    return jdbc.sql(COLUMNS + " where organization_id = ? and id = ?")
        .params(organization.value(), id)
        .query(this::message)
        .optional();
  }

  /** What was accepted under this key; with other content or a different age it is another one. */
  Optional<Keyed> byKey(AccountId account, String key) {
    return jdbc.sql(
            "select organization_id, id, body_hash, created_at from outbox_message where key_account_id = ? and idempotency_key = ?")
        .params(account.value(), key)
        .query((row, _) ->
            new Keyed(
                new OrganizationId(row.getObject("organization_id", UUID.class)),
                row.getObject("id", UUID.class),
                row.getBytes("body_hash"),
                row.getTimestamp("created_at").toInstant()))
        .optional();
  }

  /** Frees a key. */
  void forgetKey(UUID message) {
    jdbc.sql("update outbox_message set idempotency_key = null, body_hash = null where id = ?")
        .param(message)
        .update();
  }

  /**
   * @param bodyHash of what was sent with the key
   */
  @SuppressWarnings("ArrayRecordComponent") // Compared by Arrays.equals.
  record Keyed(OrganizationId organization, UUID message, byte[] bodyHash, Instant createdAt) {}

  /** Newest first, after a place. */
  List<OutboxMessage> list(
      OrganizationId organization, OutboxFilter filter, @Nullable OutboxCursor after, int most) {
    return wanted(
            jdbc.sql(
                COLUMNS
                    + WANTED
                    + """
                     and (cast(:before as timestamptz) is null or (created_at, id) < (:before, cast(:beforeId as uuid)))
                    order by created_at desc, id desc limit :most
                    """),
            organization,
            filter)
        .param("before", after == null ? null : at(after.createdAt()))
        .param("beforeId", after == null ? null : after.id())
        .param("most", most)
        .query(this::message)
        .list();
  }

  /** Ids of what fits, oldest first. */
  List<UUID> ids(OrganizationId organization, OutboxFilter filter, int most) {
    return wanted(
            jdbc.sql("select id from outbox_message" + WANTED + " order by seq limit :most"),
            organization,
            filter)
        .param("most", most)
        .query((row, _) -> row.getObject("id", UUID.class))
        .list();
  }

  /** How many stand in each state, with the oldest of each. */
  List<Count> counts(OrganizationId organization, @Nullable UUID account) {
    return wanted(
            jdbc.sql(
                "select state, count(*) as messages, min(created_at) as oldest from outbox_message"
                    + WANTED
                    + " group by state"),
            organization,
            new OutboxFilter(account, null))
        .query((row, _) ->
            new Count(
                OutboxState.valueOf(row.getString("state")),
                row.getLong("messages"),
                row.getTimestamp("oldest").toInstant()))
        .list();
  }

  /** Messages in one state. */
  record Count(OutboxState state, long messages, Instant oldest) {}

  private static StatementSpec wanted(
      StatementSpec sql, OrganizationId organization, OutboxFilter filter) {
    var state = filter.state();
    return sql.param("organization", organization.value())
        .param("account", filter.account())
        .param("state", state == null ? null : state.name());
  }

  OutboxMessage message(ResultSet row, int number) throws SQLException {
    var asked = row.getObject("asked_account_id", UUID.class);
    var refused = row.getString("refused");
    var copy = row.getString("copy_state");
    return new OutboxMessage(
        row.getObject("id", UUID.class),
        row.getObject("account_id", UUID.class).toString(),
        asked == null ? null : asked.toString(),
        row.getString("sent_through"),
        row.getString("on_behalf_of"),
        row.getString("message_id"),
        OutboxState.valueOf(row.getString("state")),
        row.getString("sender"),
        texts(row, "recipients"),
        row.getString("subject"),
        row.getInt("attempts"),
        row.getTimestamp("created_at").toInstant(),
        instant(row, "scheduled_for"),
        instant(row, "sent_at"),
        instant(row, "next_attempt_at"),
        refused == null ? List.of() : json.readValue(refused, REFUSALS),
        copy == null ? null : CopyState.valueOf(copy),
        row.getString("copy_error_id"),
        row.getLong("content_octets"),
        row.getBoolean("content_kept"),
        row.getString("error_id"));
  }

  static List<String> texts(ResultSet row, String column) throws SQLException {
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
