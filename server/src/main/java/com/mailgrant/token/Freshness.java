package com.mailgrant.token;

/** How new an access token has to be. */
public enum Freshness {
  /** Any that lives long enough for a session. */
  CACHED,
  /**
   * One that the authority issued after the question was put: it proves that the grant serves right
   * now.
   */
  NEW
}
