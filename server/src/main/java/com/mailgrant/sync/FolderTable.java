package com.mailgrant.sync;

import com.mailgrant.account.AccountId;
import com.mailgrant.mail.FolderName;
import com.mailgrant.provider.FolderRole;
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
import org.springframework.stereotype.Repository;

/** The table {@code watched_folder}. */
@Repository
class FolderTable {
  private final JdbcClient jdbc;

  FolderTable(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** Those that count, also while they are not watched; not the ones that another has replaced. */
  List<FolderState> of(AccountId account) {
    return jdbc.sql("select * from watched_folder where account_id = ? and not retired order by id")
        .param(account.value())
        .query(FolderTable::state)
        .list();
  }

  Optional<FolderState> find(AccountId account, FolderName name) {
    return jdbc.sql(
            "select * from watched_folder where account_id = ? and name = ? and not retired")
        .params(account.value(), name.raw())
        .query(FolderTable::state)
        .optional();
  }

  Optional<FolderState> find(long id) {
    return jdbc.sql("select * from watched_folder where id = ?")
        .param(id)
        .query(FolderTable::state)
        .optional();
  }

  /** A folder of which nothing is recorded yet. */
  FolderState insert(
      AccountId account,
      Wanted wanted,
      long uidValidity,
      long baseline,
      @Nullable Long modSeq,
      long total,
      Instant announceFrom,
      @Nullable Long replaces) {
    var role = wanted.role();
    return jdbc.sql(
            """
            insert into watched_folder (account_id, name, role, uid_validity, uid_next, baseline, mod_seq, first_total,
              announce_from, replaces, step)
            values (?, ?, ?, ?, 1, ?, ?, ?, ?, ?, ?) returning *
            """)
        .param(account.value())
        .param(wanted.name().raw())
        .param(role == null ? null : role.apiName())
        .param(uidValidity)
        .param(baseline)
        .param(modSeq)
        .param(total)
        .param(at(announceFrom))
        .param(replaces)
        .param(FolderState.USUAL_STEP)
        .query(FolderTable::state)
        .single();
  }

  /** Its UIDs are void; its messages stay known until they are found again. */
  void retire(long id) {
    jdbc.sql("update watched_folder set retired = true where id = ?").param(id).update();
  }

  void delete(long id) {
    jdbc.sql("delete from watched_folder where id = ?").param(id).update();
  }

  /** It is not watched any more; what is known of it stays. */
  void leave(long id, Instant now) {
    jdbc.sql("update watched_folder set left_at = ? where id = ?").params(at(now), id).update();
  }

  /** The same folder under another name, in another role, or watched again. */
  void rename(long id, Wanted wanted) {
    var role = wanted.role();
    jdbc.sql(
            "update watched_folder set name = ?, role = ?, missing_since = null, left_at = null where id = ?")
        .param(wanted.name().raw())
        .param(role == null ? null : role.apiName())
        .param(id)
        .update();
  }

  /** So many more, or fewer, are recorded. */
  void count(long id, long more) {
    if (more != 0) {
      jdbc.sql("update watched_folder set messages = messages + ? where id = ?")
          .params(more, id)
          .update();
    }
  }

  /** Everything below this UID is recorded. */
  void advance(long id, long uidNext) {
    jdbc.sql("update watched_folder set uid_next = greatest(uid_next, ?) where id = ?")
        .params(uidNext, id)
        .update();
  }

  void firstEnded(long id, Instant now) {
    jdbc.sql(
            """
            update watched_folder set first_ended_at = ?, uid_next = greatest(uid_next, baseline), replaces = null
            where id = ?
            """)
        .params(at(now), id)
        .update();
  }

  /** A look came to its end. */
  void looked(
      long id,
      @Nullable Long modSeq,
      @Nullable Long unseen,
      @Nullable Instant compared,
      Instant now) {
    jdbc.sql(
            """
            update watched_folder set mod_seq = ?, unseen = coalesce(?, unseen), compared_at = coalesce(?, compared_at),
              looked_at = ?, missing_since = null
            where id = ?
            """)
        .param(modSeq)
        .param(unseen)
        .param(compared == null ? null : at(compared))
        .param(at(now))
        .param(id)
        .update();
  }

  void unseen(long id, long unseen) {
    jdbc.sql("update watched_folder set unseen = ? where id = ?").params(unseen, id).update();
  }

  void missing(long id, Instant since) {
    jdbc.sql("update watched_folder set missing_since = coalesce(missing_since, ?) where id = ?")
        .params(at(since), id)
        .update();
  }

  void step(long id, int step, int failedFetches) {
    jdbc.sql("update watched_folder set step = ?, failed_fetches = ? where id = ?")
        .params(step, failedFetches, id)
        .update();
  }

  /** Smaller steps up to this UID: one of the messages before it breaks the fetching. */
  void narrow(long id, int step, long until) {
    jdbc.sql(
            """
            update watched_folder set step = ?, failed_fetches = 0, trouble_until = greatest(trouble_until, ?)
            where id = ?
            """)
        .params(step, until, id)
        .update();
  }

  /** What broke the fetching is behind us. */
  void recovered(long id) {
    jdbc.sql(
            "update watched_folder set step = ?, failed_fetches = 0, trouble_until = null where id = ?")
        .params(FolderState.USUAL_STEP, id)
        .update();
  }

  private static FolderState state(ResultSet row, int number) throws SQLException {
    var role = row.getString("role");
    return new FolderState(
        row.getLong("id"),
        new AccountId(row.getObject("account_id", UUID.class)),
        new FolderName(row.getString("name")),
        role == null ? null : FolderRole.named(role).orElse(null),
        row.getLong("uid_validity"),
        row.getLong("uid_next"),
        row.getLong("baseline"),
        row.getObject("mod_seq", Long.class),
        row.getLong("messages"),
        row.getObject("unseen", Long.class),
        row.getLong("first_total"),
        instant(row, "first_ended_at"),
        row.getTimestamp("announce_from").toInstant(),
        row.getObject("replaces", Long.class),
        instant(row, "compared_at"),
        instant(row, "looked_at"),
        instant(row, "missing_since"),
        instant(row, "left_at"),
        row.getInt("step"),
        row.getInt("failed_fetches"),
        row.getObject("trouble_until", Long.class));
  }

  static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
    Timestamp value = row.getTimestamp(column);
    return value == null ? null : value.toInstant();
  }

  static OffsetDateTime at(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }
}
