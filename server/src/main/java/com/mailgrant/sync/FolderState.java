package com.mailgrant.sync;

import com.mailgrant.account.AccountId;
import com.mailgrant.mail.FolderName;
import com.mailgrant.provider.FolderRole;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How far a folder has been seen.
 *
 * @param uidNext every message with a UID below has been recorded
 * @param baseline messages with a UID below were there when the folder was first seen
 * @param modSeq every change up to here has been recorded; null without CONDSTORE
 * @param messages how many are recorded
 * @param unseen how many were not yet read at the last look; null when never asked
 * @param firstTotal how many the first synchronisation has to record
 * @param firstEndedAt null while it runs
 * @param announceFrom what was received before is recorded in silence by the first synchronisation
 * @param replaces the folder under the same name whose UIDs are void now
 * @param comparedAt when the flags were last compared one by one
 * @param missingSince null while the server knows the folder
 * @param leftAt since when it is not watched; null while it is
 * @param step how many messages are fetched at once
 * @param failedFetches in a row, at the same place
 * @param troubleUntil up to this UID the step stays small; null where nothing is wrong
 */
record FolderState(
    long id,
    AccountId account,
    FolderName name,
    @Nullable FolderRole role,
    long uidValidity,
    long uidNext,
    long baseline,
    @Nullable Long modSeq,
    long messages,
    @Nullable Long unseen,
    long firstTotal,
    @Nullable Instant firstEndedAt,
    Instant announceFrom,
    @Nullable Long replaces,
    @Nullable Instant comparedAt,
    @Nullable Instant lookedAt,
    @Nullable Instant missingSince,
    @Nullable Instant leftAt,
    int step,
    int failedFetches,
    @Nullable Long troubleUntil) {
  /** So many headers make a fetch long enough to flow and a transaction short enough to share. */
  static final int USUAL_STEP = 500;

  boolean complete() {
    return firstEndedAt != null;
  }

  @Nullable String roleName() {
    return role == null ? null : role.apiName();
  }
}
