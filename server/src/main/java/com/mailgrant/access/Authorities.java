package com.mailgrant.access;

/** What a sign-in opens, in the words of Spring Security. */
final class Authorities {
  /** All pages. */
  static final String ADMINISTRATOR = "ADMINISTRATOR";

  /** The page where a password is chosen, and nothing else. */
  static final String PASSWORD_CHANGE = "PASSWORD_CHANGE";

  /** The migration plan, for a time. */
  static final String MIGRATION = "MIGRATION";

  /** A program with an API key. */
  static final String API = "API";

  private Authorities() {}
}
