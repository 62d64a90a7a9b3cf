package com.mailgrant.outbox;

import com.mailgrant.event.EventClause;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The tables {@code outbox_message} and {@code outbox_lane}, as accepting sees them. */
@Repository
class AcceptedTable {
  private final JdbcClient jdbc;
  private final OutboxQueries queries;

  AcceptedTable(JdbcClient jdbc, OutboxQueries queries) {
    this.jdbc = jdbc;
    this.queries = queries;
  }

  /**
   * Stores a message, tells so, and makes sure that its account has a lane: one statement, so that
   * it happens as a whole in one round trip. Takes no lock of a lane that is there: accepting must
   * not wait for sending.
   *
   * @param connections of the mailbox at once; empty: any number
   * @param event written with it
   * @return empty when this account used the key before
   */
  Optional<OutboxMessage> insert(
      UUID id,
      NewMessage message,
      @Nullable String key,
      byte[] bodyHash,
      OptionalInt connections,
      EventClause event,
      Instant now) {
    var account = message.account();
    var composed = message.composed();
    var asked = message.asked();
    return jdbc.sql(
            """
            with opened as (
              insert into outbox_lane (account_id, organization_id, mailbox, connections)
              select :account, :organization, :mailbox, cast(:connections as integer)
              where not exists (select from outbox_lane where account_id = :account)
              on conflict (account_id) do nothing),
            changed as (insert into outbox_message (id, organization_id, account_id, idempotency_key, body_hash, message_id,
              state, sender, recipients, subject, content, content_octets, created_at, next_attempt_at, scheduled_for,
              asked_account_id, sent_through, on_behalf_of, key_account_id)
            values (:id, :organization, :account, :key, :hash, :messageId,
              'QUEUED', :sender, :recipients, :subject, :content, :octets, :now, :next, cast(:scheduled as timestamptz),
              :asked, :through, :onBehalfOf, :keyAccount)
            on conflict do nothing
            returning
            """
                + OutboxQueries.SHOWN
                + "), told as ("
                + event.sql()
                + ") select * from changed")
        .params(event.parameters())
        .param("id", id)
        .param("organization", account.organization().value())
        .param("account", account.id().value())
        .param("mailbox", Mailboxes.of(account))
        .param("connections", connections.isPresent() ? connections.getAsInt() : null)
        .param("key", key)
        .param("hash", bodyHash)
        .param("messageId", composed.messageId())
        .param("sender", composed.sender())
        .param("recipients", composed.recipients().toArray(String[]::new))
        .param("subject", composed.subject())
        .param("content", composed.content())
        .param("octets", composed.content().length)
        .param("now", at(now))
        .param("next", at(message.sendAt() == null ? now : message.sendAt()))
        .param("scheduled", message.sendAt() == null ? null : at(message.sendAt()))
        .param("asked", asked == null ? null : asked.value())
        .param("through", message.sentThrough())
        .param("onBehalfOf", message.onBehalfOf())
        .param("keyAccount", key == null ? null : message.keyAccount().value())
        .query(queries::message)
        .optional();
  }

  private static OffsetDateTime at(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }
}
