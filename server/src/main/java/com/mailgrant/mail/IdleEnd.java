package com.mailgrant.mail;

/** Why IDLE came back. The session is usable in every case. */
public enum IdleEnd {
  /** Nobody called; the time is over. */
  TIME_UP,
  /** {@link ImapSession#wake} was called. */
  WOKEN
}
