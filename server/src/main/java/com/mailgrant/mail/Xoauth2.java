package com.mailgrant.mail;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * The two ways to hand an access token to a mail server. XOAUTH2 is the vendors' own; OAUTHBEARER
 * is RFC 7628 3.1. What these methods return is as secret as the token.
 */
final class Xoauth2 {
  private static final char CTRL_A = '\u0001';

  private Xoauth2() {}

  /** {@code user=...^Aauth=Bearer ...^A^A} in base64, without line breaks. */
  static String xoauth2(String user, String accessToken) {
    return base64("user=" + user + CTRL_A + "auth=Bearer " + accessToken + CTRL_A + CTRL_A);
  }

  /** {@code n,a=user,^Ahost=...^Aport=...^Aauth=Bearer ...^A^A} in base64. */
  static String oauthbearer(String user, ServerAddress server, String accessToken) {
    // RFC 5801 4: '=' and ',' cannot stand in the authorization identity as they are.
    String name = user.replace("=", "=3D").replace(",", "=2C");
    return base64(
        "n,a="
            + name
            + ","
            + CTRL_A
            + "host="
            + server.host()
            + CTRL_A
            + "port="
            + server.port()
            + CTRL_A
            + "auth=Bearer "
            + accessToken
            + CTRL_A
            + CTRL_A);
  }

  static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }
}
