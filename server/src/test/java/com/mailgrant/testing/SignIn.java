package com.mailgrant.testing;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;

/**
 * What a client proved at a mail server.
 *
 * @param mechanism {@code XOAUTH2}, {@code PLAIN} or {@code LOGIN}
 */
public record SignIn(String mechanism, String user, String secret) {
  static SignIn of(String mechanism, String response) {
    var clear = new String(Base64.getDecoder().decode(response), StandardCharsets.UTF_8);
    if (mechanism.equals("PLAIN")) {
      var parts = List.of(clear.split("\0", -1));
      return new SignIn(mechanism, parts.get(1), parts.get(2));
    }
    int user = "user=".length();
    int end = clear.indexOf('\u0001');
    int token = clear.indexOf("Bearer ") + "Bearer ".length();
    return new SignIn(
        mechanism,
        clear.substring(user, end),
        clear.substring(token, clear.indexOf('\u0001', token)));
  }
}
