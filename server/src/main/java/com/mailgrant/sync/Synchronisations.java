package com.mailgrant.sync;

import com.mailgrant.account.AccountId;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** How accounts are synchronised, and how far. */
@Service
public class Synchronisations {
  private final SynchronisationTable table;
  private final FolderTable folders;
  private final Clock clock;

  Synchronisations(SynchronisationTable table, FolderTable folders, Clock clock) {
    this.table = table;
    this.folders = folders;
    this.clock = clock;
  }

  /** It is watched from now on; what came before is recorded in silence. */
  @Transactional
  public void begin(AccountId account) {
    table.begin(account, clock.instant());
  }

  /** What was chosen for an account. */
  public Choice choice(AccountId account) {
    var settings = table.settings(account);
    return new Choice(settings.allFolders(), settings.announceSince());
  }

  /** Chooses; a date counts for folders whose first synchronisation is still to come. */
  @Transactional
  public void choose(AccountId account, Choice choice) {
    table.keep(account, choice.allFolders(), choice.announceSince());
  }

  /** How far each watched folder is; in the order in which they were met. */
  public List<FolderProgress> progress(AccountId account) {
    return folders.of(account).stream()
        .filter(state -> state.leftAt() == null)
        .map(state ->
            new FolderProgress(
                state.name().decoded(),
                state.roleName(),
                stage(state),
                state.complete()
                    ? state.messages()
                    : Math.min(state.messages(), state.firstTotal()),
                state.complete() ? state.messages() : state.firstTotal(),
                state.lookedAt()))
        .toList();
  }

  private static Stage stage(FolderState state) {
    if (state.missingSince() != null) {
      return Stage.MISSING;
    }
    return state.complete() ? Stage.WATCHED : Stage.SYNCHRONISING;
  }

  /**
   * @param allFolders whether folders without a role are watched too
   * @param announceSince the first synchronisation announces what was received from then on; null:
   *     from when the account was first watched
   */
  public record Choice(boolean allFolders, @Nullable Instant announceSince) {}

  /**
   * @param folder readable name
   * @param role null where it has none
   * @param done messages recorded, of {@code total}
   * @param lookedAt null until the first look has come to its end
   */
  public record FolderProgress(
      String folder,
      @Nullable String role,
      Stage stage,
      long done,
      long total,
      @Nullable Instant lookedAt) {}

  /** Where a folder stands. */
  public enum Stage {
    SYNCHRONISING,
    WATCHED,
    /** The server does not list it any more. */
    MISSING;

    /** As it stands in the API. */
    @com.fasterxml.jackson.annotation.JsonValue
    public String apiName() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }
}
