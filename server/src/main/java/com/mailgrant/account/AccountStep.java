package com.mailgrant.account;

/** Something that happens to an account and may change its {@link AccountState}. */
public enum AccountStep {
  LOGIN_STARTED,
  ADMINISTRATOR_NEEDED,
  ADMINISTRATOR_APPROVED,
  SIGNED_IN,
  TEST_PASSED,
  TEST_FAILED,
  FOLDERS_MAPPED,
  /** The grant is dead; only a person can sign in again. */
  GRANT_LOST,
  /** Something outside is out of order; the grant is not in doubt. */
  TROUBLE,
  /** The mail servers take mail out and in again: what was out of order is over. */
  RECOVERED,
  /**
   * The authority issued a token: the grant serves, whatever was said of it before. It says nothing
   * about the mail servers.
   */
  GRANT_SERVES,
  /** The password was removed, or Use OAuth was switched: there is nothing left to sign in with. */
  CREDENTIALS_GONE,
  SETTINGS_CHANGED,
  DISABLED,
  ENABLED
}
