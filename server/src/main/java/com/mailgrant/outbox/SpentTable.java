package com.mailgrant.outbox;

import com.mailgrant.provider.SendingPace.Counted;
import com.mailgrant.provider.SendingPace.Limit;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The table {@code outbox_spent}: what mailboxes with a limit have sent, on all nodes. */
@Repository
class SpentTable {
  /** Finer than the shortest window by far; what the limits allow keeps the rows few. */
  private static final long PIECE_SECONDS = 1;

  private static final Duration LONGEST_WINDOW = Duration.ofHours(24);

  private final JdbcClient jdbc;

  SpentTable(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** Lets nobody else spend for this mailbox until the end of the transaction. */
  void lock(String mailbox) {
    jdbc.sql("select pg_advisory_xact_lock(hashtext(?))")
        .param("outbox_spent " + mailbox)
        .query((_, _) -> 0)
        .list();
  }

  /**
   * When so many more may leave; empty: now. Counted second by second, and a second counts until
   * all of it is out of the window.
   */
  Optional<Instant> freeAt(String mailbox, Limit limit, int wanted, Instant now) {
    var column = limit.counted() == Counted.MESSAGES ? "messages" : "recipients";
    return jdbc.sql(
            """
            select max(at) from (
              select at, sum(%s) over (order by at desc) as spent_since from outbox_spent
              where mailbox = :mailbox and at > :begin) counted
            where spent_since > :room
            """
                .formatted(column))
        .param("mailbox", mailbox)
        .param("begin", at(now.minus(limit.window()).minusSeconds(PIECE_SECONDS)))
        .param("room", Math.max(0, limit.most() - wanted))
        .query((row, _) -> Optional.ofNullable(row.getTimestamp(1)).map(Timestamp::toInstant))
        .single()
        .map(last -> last.plus(limit.window()).plusSeconds(PIECE_SECONDS));
  }

  void add(String mailbox, int recipients, Instant now) {
    long piece = now.getEpochSecond() / PIECE_SECONDS * PIECE_SECONDS;
    jdbc.sql(
            """
            insert into outbox_spent (mailbox, at, messages, recipients) values (?, ?, 1, ?)
            on conflict (mailbox, at) do update
            set messages = outbox_spent.messages + 1, recipients = outbox_spent.recipients + excluded.recipients
            """)
        .params(mailbox, at(Instant.ofEpochSecond(piece)), recipients)
        .update();
  }

  /** Forgets what no window reaches any more. */
  int forget(Instant now) {
    return jdbc.sql("delete from outbox_spent where at < ?")
        .param(at(now.minus(LONGEST_WINDOW).minus(Duration.ofHours(1))))
        .update();
  }

  private static OffsetDateTime at(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }
}
