package com.mailgrant.rehearsal.mail;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a client presents: whose mailbox, and a token.
 *
 * @param user address of the mailbox to open
 * @param token as it was issued
 */
public record Bearer(String user, String token) {
  private static final Pattern XOAUTH2 =
      Pattern.compile("user=([^\\x01]*)\\x01auth=Bearer ([^\\x01 ]+)\\x01\\x01");

  /** RFC 7628 3.1: GS2 header, then key and value pairs in any order. */
  private static final Pattern OAUTHBEARER =
      Pattern.compile(
          "n,a=([^,\\x01]*),\\x01(?:[a-z]+=[^\\x01]*\\x01)*?auth=Bearer ([^\\x01 ]+)\\x01"
              + "(?:[a-z]+=[^\\x01]*\\x01)*\\x01",
          Pattern.CASE_INSENSITIVE);

  /** Reads the base64 of an XOAUTH2 response (facts/microsoft365 4.2). */
  public static Optional<Bearer> fromXoauth2(String base64) {
    return from(XOAUTH2, base64);
  }

  /** Reads the base64 of an OAUTHBEARER response (RFC 7628). */
  public static Optional<Bearer> fromOauthBearer(String base64) {
    return from(OAUTHBEARER, base64)
        .map(bearer ->
            new Bearer(bearer.user.replace("=2C", ",").replace("=3D", "="), bearer.token));
  }

  private static Optional<Bearer> from(Pattern pattern, String base64) {
    byte[] octets;
    try {
      octets = Base64.getDecoder().decode(base64);
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
    var match = pattern.matcher(new String(octets, StandardCharsets.UTF_8));
    return match.matches()
        ? Optional.of(new Bearer(match.group(1), match.group(2)))
        : Optional.empty();
  }

  @Override
  public String toString() {
    return "Bearer[" + user + "]";
  }
}
