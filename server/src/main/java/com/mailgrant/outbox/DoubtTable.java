package com.mailgrant.outbox;

import com.mailgrant.account.AccountId;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Messages in doubt, in {@code outbox_message}. */
@Repository
class DoubtTable {
  /** Whoever looks needs no content. */
  private static final String DOUBTFUL =
      """
      select organization_id, id, account_id, message_id, sender, recipients, pending, refused, subject,
        cast(null as bytea) as content, attempts, coalesce(tried_since, scheduled_for, created_at) as since,
        state as state_before, looks, doubted
      from outbox_message where state = 'UNKNOWN'
      """;

  private final JdbcClient jdbc;
  private final OutboxTable messages;

  DoubtTable(JdbcClient jdbc, OutboxTable messages) {
    this.jdbc = jdbc;
    this.messages = messages;
  }

  /** Accounts of which messages are to be looked for, the one that waits longest first. */
  List<AccountId> accounts(Instant now, int most) {
    return jdbc.sql(
            """
            select account_id from outbox_message where state = 'UNKNOWN' and look_at <= ?
            group by account_id order by min(look_at), account_id limit ?
            """)
        .params(at(now), most)
        .query((row, _) -> new AccountId(row.getObject("account_id", UUID.class)))
        .list();
  }

  /** Those of one account. */
  List<Taken> due(AccountId account, Instant now, int most) {
    return jdbc.sql(DOUBTFUL + " and account_id = ? and look_at <= ? order by look_at, seq limit ?")
        .params(account.value(), at(now), most)
        .query((row, _) -> messages.taken(row))
        .list();
  }

  /** Locks a message; empty when it is not in doubt. */
  Optional<Taken> lock(UUID id) {
    return jdbc.sql(DOUBTFUL + " and id = ? for update")
        .param(id)
        .query((row, _) -> messages.taken(row))
        .optional();
  }

  /** Nothing was found; somebody else may have looked meanwhile. */
  void looked(Taken message, @Nullable Instant next) {
    jdbc.sql(
            """
            update outbox_message set looks = looks + 1, look_at = cast(:next as timestamptz)
            where id = :id and state = 'UNKNOWN' and looks = :looks
            """)
        .param("next", next == null ? null : at(next))
        .param("id", message.id())
        .param("looks", message.looks())
        .update();
  }

  private static OffsetDateTime at(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }
}
