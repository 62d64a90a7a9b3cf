package com.mailgrant.mail;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * What a credential says to a server, and by which mechanism. The only class of this package that
 * reveals secrets; whatever it hands out is known to the wire's {@link SentSecrets}.
 *
 * @param mechanism SASL name
 * @param response the one client response, base64
 * @param afterChallenge how to answer a challenge that explains a refusal
 */
record Sasl(String mechanism, String response, String afterChallenge) {
  /**
   * The strongest way that the server offers for this credential. A token goes by XOAUTH2 or
   * OAUTHBEARER or not at all.
   *
   * @param offered SASL mechanisms in upper case
   */
  static Optional<Sasl> choose(
      Credential credential, List<String> offered, ServerAddress server, SentSecrets secrets) {
    return switch (credential) {
      case Credential.Bearer bearer -> bearer(bearer, offered, server, secrets);
      case Credential.Password password ->
          offered.contains("PLAIN") ? Optional.of(plain(password, secrets)) : Optional.empty();
    };
  }

  private static Optional<Sasl> bearer(
      Credential.Bearer bearer, List<String> offered, ServerAddress server, SentSecrets secrets) {
    String token = printable(bearer.accessToken().reveal());
    if (offered.contains("XOAUTH2")) {
      // An empty line asks for the final verdict after a challenge.
      String response = known(Xoauth2.xoauth2(bearer.user(), token), token, secrets);
      return Optional.of(new Sasl("XOAUTH2", response, ""));
    }
    if (offered.contains("OAUTHBEARER")) {
      // RFC 7628 3.2.3: a single ^A, in base64, acknowledges the error.
      String response = known(Xoauth2.oauthbearer(bearer.user(), server, token), token, secrets);
      return Optional.of(new Sasl("OAUTHBEARER", response, "AQ=="));
    }
    return Optional.empty();
  }

  private static Sasl plain(Credential.Password password, SentSecrets secrets) {
    String clear = printable(password.password().reveal());
    // RFC 4616: authorization identity (empty), user, password, parted by NUL.
    String response = Xoauth2.base64("\0" + password.user() + "\0" + clear);
    return new Sasl("PLAIN", known(response, clear, secrets), "");
  }

  /** The clear password for LOGIN, AUTH LOGIN and PASS. */
  static String clearPassword(Credential.Password password, SentSecrets secrets) {
    String clear = printable(password.password().reveal());
    secrets.add(clear);
    secrets.add(Xoauth2.base64(clear));
    return clear;
  }

  /** The text of a base64 challenge, or the challenge itself where it is none. */
  static String decoded(String challenge, SentSecrets secrets) {
    String text;
    try {
      byte[] octets = Base64.getDecoder().decode(challenge.trim());
      text = new String(octets, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException notBase64) {
      text = challenge;
    }
    return WireText.printable(secrets.removedFrom(text));
  }

  private static String known(String response, String secret, SentSecrets secrets) {
    secrets.add(secret);
    secrets.add(response);
    return response;
  }

  private static String printable(String secret) {
    if (secret.isEmpty() || secret.chars().anyMatch(Character::isISOControl)) {
      throw new IllegalArgumentException(
          "a password or token must not be empty and must not hold control characters");
    }
    return secret;
  }

  /** Does not show the response. */
  @Override
  public String toString() {
    return "Sasl[" + mechanism + "]";
  }
}
