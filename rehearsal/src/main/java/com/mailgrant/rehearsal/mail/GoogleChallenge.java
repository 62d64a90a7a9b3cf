package com.mailgrant.rehearsal.mail;

/** What Gmail says about a refused token before the last word (facts/microsoft365 12.3). */
public final class GoogleChallenge {
  private static final String XOAUTH2 =
      "{\"status\":\"401\",\"schemes\":\"bearer mac\",\"scope\":\"https://mail.google.com/\"}\n";

  /** RFC 7628 3.2.2. */
  private static final String OAUTHBEARER =
      "{\"status\":\"invalid_token\",\"scope\":\"https://mail.google.com/\"}";

  private GoogleChallenge() {}

  /** JSON, not yet in base64. */
  public static String of(String mechanism) {
    return mechanism.equals("XOAUTH2") ? XOAUTH2 : OAUTHBEARER;
  }
}
