package com.mailgrant.mail;

/** What {@link ImapSession#fetchSource} found. */
public enum SourceFetched {
  /** All of it. */
  WHOLE,
  /** The message is longer than asked for; the beginning was delivered. */
  CUT,
  /** No such UID in this folder. */
  GONE
}
