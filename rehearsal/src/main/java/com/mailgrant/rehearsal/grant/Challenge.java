package com.mailgrant.rehearsal.grant;

import com.mailgrant.rehearsal.platform.RandomText;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * Proof key for code exchange (RFC 7636).
 *
 * @param value {@code code_challenge}
 */
public record Challenge(String value, Method method) {
  /** {@code code_challenge_method}. */
  public enum Method {
    S256,
    PLAIN
  }

  /** RFC 7636 4.6. */
  public boolean isMetBy(String verifier) {
    var expected =
        switch (method) {
          case PLAIN -> verifier;
          case S256 ->
              Base64.getUrlEncoder()
                  .withoutPadding()
                  .encodeToString(RandomText.sha256(verifier.getBytes(StandardCharsets.US_ASCII)));
        };
    return RandomText.same(expected, value);
  }
}
