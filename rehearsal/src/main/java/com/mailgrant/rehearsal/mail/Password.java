package com.mailgrant.rehearsal.mail;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/** What a client of before presents: a name and a password. */
public record Password(String user, String password) {

  /** Reads the base64 of SASL PLAIN (RFC 4616). */
  public static Optional<Password> fromPlain(String base64) {
    return decoded(base64)
        .flatMap(text -> {
          var parts = text.split("\0", -1);
          return parts.length == 3
              ? Optional.of(new Password(parts[1], parts[2]))
              : Optional.empty();
        });
  }

  /** Reads the two answers of SASL LOGIN. */
  public static Optional<Password> fromLogin(String user, String password) {
    return decoded(user).flatMap(name -> decoded(password).map(word -> new Password(name, word)));
  }

  private static Optional<String> decoded(String base64) {
    try {
      return Optional.of(new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
