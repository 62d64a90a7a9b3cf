package com.mailgrant.sync;

import static com.mailgrant.sync.FolderTable.at;

import com.mailgrant.account.AccountId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The table {@code synchronisation}. */
@Repository
class SynchronisationTable {
  private final JdbcClient jdbc;

  SynchronisationTable(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** As chosen, or as usual. */
  Settings settings(AccountId account) {
    return jdbc.sql("select * from synchronisation where account_id = ?")
        .param(account.value())
        .query((row, _) ->
            new Settings(
                row.getBoolean("all_folders"),
                FolderTable.instant(row, "announce_since"),
                FolderTable.instant(row, "begun_at")))
        .optional()
        .orElse(new Settings(false, null, null));
  }

  void keep(AccountId account, boolean allFolders, @Nullable Instant announceSince) {
    jdbc.sql(
            """
            insert into synchronisation (account_id, all_folders, announce_since) values (?, ?, ?)
            on conflict (account_id) do update
              set all_folders = excluded.all_folders, announce_since = excluded.announce_since
            """)
        .param(account.value())
        .param(allFolders)
        .param(announceSince == null ? null : at(announceSince))
        .update();
  }

  /** It is watched from now on, unless it was before. */
  void begin(AccountId account, Instant now) {
    jdbc.sql(
            """
            insert into synchronisation as s (account_id, begun_at) values (?, ?)
            on conflict (account_id) do update set begun_at = coalesce(s.begun_at, excluded.begun_at)
            """)
        .params(account.value(), at(now))
        .update();
  }

  long rounds(AccountId account) {
    return jdbc.sql("select rounds from synchronisation where account_id = ?")
        .param(account.value())
        .query(Long.class)
        .optional()
        .orElse(0L);
  }

  void roundEnded(AccountId account) {
    jdbc.sql("update synchronisation set rounds = rounds + 1 where account_id = ?")
        .param(account.value())
        .update();
  }

  /**
   * @param announceSince what was received before is recorded in silence; null: from {@code
   *     begunAt}
   * @param begunAt when it was first watched; null: not yet
   */
  record Settings(boolean allFolders, @Nullable Instant announceSince, @Nullable Instant begunAt) {
    Instant announceFrom(Instant now) {
      if (announceSince != null) {
        return announceSince;
      }
      return begunAt == null ? now : begunAt;
    }
  }
}
