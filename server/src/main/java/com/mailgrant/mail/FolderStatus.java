package com.mailgrant.mail;

import java.util.OptionalLong;
import java.util.Set;

/**
 * A selected folder, as SELECT or EXAMINE described it.
 *
 * @param uidValidity UIDs from before another value mean nothing
 * @param uidNext the next message gets this UID or a higher one; absent with old servers
 * @param exists messages in the folder
 * @param permanentFlags what STORE can keep; holds {@code \*} if new keywords are welcome
 * @param highestModSeq absent without CONDSTORE (RFC 7162)
 */
public record FolderStatus(
    FolderName folder,
    Access access,
    long uidValidity,
    OptionalLong uidNext,
    long exists,
    Set<String> permanentFlags,
    OptionalLong highestModSeq) {
  /** Keeps the flags. */
  public FolderStatus {
    permanentFlags = Set.copyOf(permanentFlags);
  }

  /** What the server lets us do. */
  public enum Access {
    READ_WRITE,
    READ_ONLY
  }
}
