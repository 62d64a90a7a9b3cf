package com.mailgrant.sync;

import static com.mailgrant.sync.FolderTable.at;

import com.mailgrant.account.AccountId;
import com.mailgrant.event.EventData;
import com.mailgrant.sync.Pending.Kind;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.json.JsonMapper;

/** The table {@code pending_change}. */
@Repository
class PendingTable {
  private final JdbcClient jdbc;
  private final JsonMapper json;

  PendingTable(JdbcClient jdbc, JsonMapper json) {
    this.jdbc = jdbc;
    this.json = json;
  }

  void add(
      AccountId account,
      Kind kind,
      Known known,
      String message,
      EventData.Mail data,
      long dueRound) {
    var received = known.receivedAt();
    jdbc.sql(
            """
            insert into pending_change (account_id, kind, key, octets, received_at, message, due_round, data)
            values (?, ?, ?, ?, ?, ?, ?, ?::jsonb)
            """)
        .param(account.value())
        .param(word(kind))
        .param(known.key())
        .param(known.octets())
        .param(received == null ? null : at(received))
        .param(message)
        .param(dueRound)
        .param(json.writeValueAsString(data))
        .update();
  }

  /** Those with these keys, oldest first. */
  List<Pending> matching(AccountId account, Kind kind, Collection<Long> keys) {
    return jdbc.sql(
            "select * from pending_change where account_id = ? and kind = ? and key = any(?) order by id")
        .params(account.value(), word(kind), keys.stream().mapToLong(Long::longValue).toArray())
        .query(this::pending)
        .list();
  }

  /** Takes out those that have waited long enough, oldest first. */
  List<Pending> takeDue(AccountId account, long rounds, int most) {
    return jdbc
        .sql(
            """
            delete from pending_change p
            using (select id from pending_change where account_id = ? and due_round <= ? order by id limit ?) due
            where p.id = due.id returning p.*
            """)
        .params(account.value(), rounds, most)
        .query(this::pending)
        .list()
        .stream()
        .sorted(Comparator.comparingLong(Pending::id))
        .toList();
  }

  boolean any(AccountId account) {
    return jdbc.sql("select exists (select from pending_change where account_id = ?)")
        .param(account.value())
        .query(Boolean.class)
        .single();
  }

  void remove(Collection<Long> ids) {
    if (!ids.isEmpty()) {
      jdbc.sql("delete from pending_change where id = any(?)")
          .param(ids.stream().mapToLong(Long::longValue).toArray())
          .update();
    }
  }

  /** They are there after all. Returns those that were thought to be gone. */
  Set<String> cancelDepartures(AccountId account, Collection<String> messages) {
    return jdbc.sql(
            """
            delete from pending_change where account_id = ? and kind = 'departure' and message = any(?)
            returning message
            """)
        .params(account.value(), messages.toArray(String[]::new))
        .query((row, _) -> row.getString(1))
        .set();
  }

  private Pending pending(ResultSet row, int number) throws SQLException {
    return new Pending(
        row.getLong("id"),
        Kind.valueOf(row.getString("kind").toUpperCase(Locale.ROOT)),
        row.getLong("key"),
        row.getLong("octets"),
        FolderTable.instant(row, "received_at"),
        row.getString("message"),
        json.readValue(row.getString("data"), EventData.Mail.class));
  }

  private static String word(Kind kind) {
    return kind.name().toLowerCase(Locale.ROOT);
  }
}
