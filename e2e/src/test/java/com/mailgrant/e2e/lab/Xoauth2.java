package com.mailgrant.e2e.lab;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** First messages of the two SASL mechanisms for tokens, as text for the wire. */
final class Xoauth2 {
  private Xoauth2() {}

  /** XOAUTH2 (facts/microsoft365 4.2). */
  static String xoauth2(String user, String token) {
    return base64("user=" + user + "\u0001auth=Bearer " + token + "\u0001\u0001");
  }

  /** OAUTHBEARER (RFC 7628 3.1). */
  static String oauthBearer(String user, String token) {
    return base64("n,a=" + user + ",\u0001auth=Bearer " + token + "\u0001\u0001");
  }

  /** What a server's challenge says. */
  static String decode(String challenge) {
    return new String(Base64.getDecoder().decode(challenge.strip()), StandardCharsets.UTF_8);
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }
}
