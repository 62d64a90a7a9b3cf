package com.mailgrant.mail;

/** How far a server went in removing messages. */
public enum Expunge {
  /** They are gone. */
  REMOVED,
  /** The server cannot remove single messages (no UIDPLUS); they bear {@code \Deleted}. */
  MARKED_ONLY
}
