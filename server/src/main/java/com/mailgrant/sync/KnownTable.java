package com.mailgrant.sync;

import com.mailgrant.account.AccountId;
import com.mailgrant.mail.UidSet;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The table {@code known_message}. Rows go in and out by the thousand. */
@Repository
class KnownTable {
  private static final String RECORD =
      """
      insert into known_message (folder_id, uid, key, message_id, octets, received_at, flags)
      select ?, uid, key, message_id, octets, case when seconds >= 0 then to_timestamp(seconds) end, flags
      from unnest(?::bigint[], ?::bigint[], ?::text[], ?::bigint[], ?::bigint[], ?::text[])
        as new (uid, key, message_id, octets, seconds, flags)
      on conflict do nothing
      """;

  private final JdbcClient jdbc;

  KnownTable(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** How many of them were not known yet. */
  int record(long folder, List<Known> messages) {
    return recording(RECORD, folder, messages).update();
  }

  /** The UIDs of those that were not known yet. */
  Set<Long> recordAndTell(long folder, List<Known> messages) {
    return recording(RECORD + " returning uid", folder, messages)
        .query((row, _) -> row.getLong(1))
        .set();
  }

  /** The UIDs within these bounds, ascending. */
  long[] uids(long folder, long from, long to) {
    return jdbc
        .sql(
            "select uid from known_message where folder_id = ? and uid between ? and ? order by uid")
        .params(folder, from, to)
        .query(Long.class)
        .list()
        .stream()
        .mapToLong(Long::longValue)
        .toArray();
  }

  /** Those within the set; a set may span more numbers than there can be messages. */
  long[] uids(long folder, UidSet within) {
    return within.isEmpty()
        ? new long[0]
        : LongStream.of(uids(folder, within.first(), within.last()))
            .filter(within::contains)
            .toArray();
  }

  /** The lowest UID of the newest so many; 1 where there are fewer. */
  long windowStart(long folder, int newest) {
    return jdbc.sql(
            "select uid from known_message where folder_id = ? order by uid desc offset ? limit 1")
        .params(folder, newest - 1)
        .query(Long.class)
        .optional()
        .orElse(1L);
  }

  /** Some of the newest, to recognise a folder by. */
  List<Known> newest(long folder, int most) {
    return jdbc.sql("select * from known_message where folder_id = ? order by uid desc limit ?")
        .params(folder, most)
        .query(KnownTable::known)
        .list();
  }

  /** Any so many. */
  List<Known> some(long folder, int most) {
    return jdbc.sql("select * from known_message where folder_id = ? limit ?")
        .params(folder, most)
        .query(KnownTable::known)
        .list();
  }

  /** Sets flags; tells what those that had others were like before. */
  List<Known> changeFlags(long folder, Map<Long, String> flags) {
    var uids = new long[flags.size()];
    var values = new String[flags.size()];
    int i = 0;
    for (var entry : flags.entrySet()) {
      uids[i] = entry.getKey();
      values[i++] = entry.getValue();
    }
    return jdbc.sql(
            """
            update known_message k set flags = new.flags
            from unnest(?::bigint[], ?::text[]) as new (uid, flags)
              join known_message old on old.folder_id = ? and old.uid = new.uid
            where k.folder_id = old.folder_id and k.uid = old.uid and k.flags <> new.flags
            returning k.uid, k.key, k.message_id, k.octets, k.received_at, old.flags
            """)
        .params(uids, values, folder)
        .query(KnownTable::known)
        .list();
  }

  /** Takes them out, and tells which were there. */
  List<Known> remove(long folder, long[] uids) {
    return jdbc.sql("delete from known_message where folder_id = ? and uid = any(?) returning *")
        .params(folder, uids)
        .query(KnownTable::known)
        .list();
  }

  /** Takes out those with these keys, and tells which keys were there. */
  Set<Long> removeByKey(long folder, Collection<Long> keys) {
    return new HashSet<>(
        jdbc.sql("delete from known_message where folder_id = ? and key = any(?) returning key")
            .params(folder, keys.stream().mapToLong(Long::longValue).toArray())
            .query(Long.class)
            .list());
  }

  /**
   * Messages with these keys that lie in other watched folders of the account, one for each key.
   */
  Map<Long, Known> elsewhere(AccountId account, long folder, Collection<Long> keys) {
    var found = new HashMap<Long, Known>();
    jdbc.sql(
            """
            select k.* from known_message k join watched_folder f on f.id = k.folder_id
            where k.key = any(?) and f.account_id = ? and f.id <> ? and not f.retired and f.left_at is null
            """)
        .params(keys.stream().mapToLong(Long::longValue).toArray(), account.value(), folder)
        .query(KnownTable::known)
        .list()
        .forEach(known -> found.put(known.key(), known));
    return found;
  }

  private JdbcClient.StatementSpec recording(String sql, long folder, List<Known> messages) {
    int count = messages.size();
    var uids = new long[count];
    var keys = new long[count];
    var ids = new @Nullable String[count];
    var octets = new long[count];
    var seconds = new long[count];
    var flags = new String[count];
    for (int i = 0; i < count; i++) {
      var message = messages.get(i);
      Instant received = message.receivedAt();
      uids[i] = message.uid();
      keys[i] = message.key();
      ids[i] = message.messageId();
      octets[i] = message.octets();
      // The wire has whole seconds; what lies before 1970 is a clock that was never set.
      seconds[i] = received == null ? -1 : received.getEpochSecond();
      flags[i] = message.flags();
    }
    return jdbc.sql(sql).params(folder, uids, keys, ids, octets, seconds, flags);
  }

  private static Known known(ResultSet row, int number) throws SQLException {
    return new Known(
        row.getLong("uid"),
        row.getLong("key"),
        row.getString("message_id"),
        row.getLong("octets"),
        FolderTable.instant(row, "received_at"),
        row.getString("flags"));
  }
}
