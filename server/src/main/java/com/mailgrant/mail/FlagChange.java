package com.mailgrant.mail;

/** What STORE does with flags. */
public enum FlagChange {
  ADD,
  REMOVE
}
