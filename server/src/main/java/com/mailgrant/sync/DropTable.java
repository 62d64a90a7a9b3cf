package com.mailgrant.sync;

import static com.mailgrant.sync.FolderTable.at;

import com.mailgrant.account.AccountId;
import com.mailgrant.mail.PopMessage;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The table {@code known_drop}. */
@Repository
class DropTable {
  /** Seen is seen: a row need not be written at every look. */
  private static final Duration PRECISION = Duration.ofDays(1);

  private final JdbcClient jdbc;

  DropTable(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  List<PopMessage> unknown(AccountId account, List<PopMessage> listed) {
    var known =
        jdbc.sql("select uid from known_drop where account_id = ? and uid = any(?)")
            .params(account.value(), listed.stream().map(PopMessage::uid).toArray(String[]::new))
            .query(String.class)
            .set();
    return listed.stream().filter(message -> !known.contains(message.uid())).toList();
  }

  /** How many were not known. */
  int add(AccountId account, Collection<String> uids, Instant now) {
    return jdbc.sql(
            """
            insert into known_drop (account_id, uid, seen_at) select ?, uid, ? from unnest(?) as new (uid)
            on conflict do nothing
            """)
        .params(account.value(), at(now), uids.toArray(String[]::new))
        .update();
  }

  void seen(AccountId account, Collection<String> uids, Instant now) {
    jdbc.sql(
            "update known_drop set seen_at = ? where account_id = ? and uid = any(?) and seen_at < ?")
        .params(at(now), account.value(), uids.toArray(String[]::new), at(now.minus(PRECISION)))
        .update();
  }

  void forgetBefore(AccountId account, Instant before) {
    jdbc.sql("delete from known_drop where account_id = ? and seen_at < ?")
        .params(account.value(), at(before))
        .update();
  }

  /** Whether it was ever looked at. */
  boolean looked(AccountId account) {
    return jdbc.sql(
            "select exists (select from synchronisation where account_id = ? and drop_looked_at is not null)")
        .param(account.value())
        .query(Boolean.class)
        .single();
  }

  void lookedNow(AccountId account, Instant now) {
    jdbc.sql("update synchronisation set drop_looked_at = ? where account_id = ?")
        .params(at(now), account.value())
        .update();
  }
}
