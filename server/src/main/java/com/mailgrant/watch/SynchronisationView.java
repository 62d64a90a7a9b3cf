package com.mailgrant.watch;

import com.fasterxml.jackson.annotation.JsonValue;
import com.mailgrant.sync.Synchronisations.Choice;
import com.mailgrant.sync.Synchronisations.FolderProgress;
import com.mailgrant.sync.Synchronisations.Stage;
import com.mailgrant.watch.WatchTable.Row;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * How receiving stands for an account.
 *
 * @param way {@code idle}: the server tells at once; {@code poll}: it is asked from time to time;
 *     {@code pop3}: the same, by POP3. Null while there is no session
 * @param allFolders whether folders without a role are watched too
 * @param announceSince what the first synchronisation announces; null: what comes from then on
 * @param done messages recorded, of {@code total}, in all folders
 * @param lookedAt when all folders were last looked at
 * @param trouble null while nothing is wrong
 */
record SynchronisationView(
    State state,
    @Nullable String way,
    boolean allFolders,
    @Nullable Instant announceSince,
    long done,
    long total,
    List<FolderProgress> folders,
    @Nullable Instant lookedAt,
    @Nullable Trouble trouble) {

  static SynchronisationView of(@Nullable Row row, Choice choice, List<FolderProgress> folders) {
    var trouble = row == null ? null : row.trouble();
    return new SynchronisationView(
        state(row, folders),
        row == null ? null : row.way(),
        choice.allFolders(),
        choice.announceSince(),
        folders.stream().mapToLong(FolderProgress::done).sum(),
        folders.stream().mapToLong(FolderProgress::total).sum(),
        folders,
        row == null ? null : row.lookedAt(),
        row == null || trouble == null
            ? null
            : new Trouble(trouble, row.troubleSince(), row.nextTryAt()));
  }

  private static State state(@Nullable Row row, List<FolderProgress> folders) {
    if (row == null || !row.wanted()) {
      return State.OFF;
    }
    if (row.trouble() != null && row.pausing()) {
      return State.PAUSED;
    }
    if (folders.stream().anyMatch(folder -> folder.stage() == Stage.SYNCHRONISING)) {
      return row.claimed() ? State.SYNCHRONISING : State.WAITING;
    }
    if (row.way() != null) {
      return State.WATCHING;
    }
    return row.claimed() ? State.STARTING : State.WAITING;
  }

  /** Where it stands. */
  enum State {
    /** Not to be watched: nobody has signed in, or it is disabled. */
    OFF,
    /** For a node to take it. */
    WAITING,
    STARTING,
    SYNCHRONISING,
    WATCHING,
    /** After a failure; it goes on by itself. */
    PAUSED;

    /** As it stands in the API. */
    @JsonValue
    public String apiName() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * @param message what the server said or what failed
   * @param nextTryAt when it goes on by itself
   */
  record Trouble(String message, @Nullable Instant since, @Nullable Instant nextTryAt) {}
}
