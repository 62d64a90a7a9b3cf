package com.mailgrant.mail;

import com.mailgrant.platform.Secret;

/**
 * What proves to a mail server who we are. The two kinds never turn into each other: a token is
 * never sent as a password, whatever the server offers.
 */
public sealed interface Credential {
  /** Whose mailbox is opened; part of the exchange, so it has no control characters. */
  String user();

  /** The old way: user name and password, by SASL PLAIN, LOGIN or USER and PASS. */
  record Password(String user, Secret password) implements Credential {
    /** Refuses user names that no server can take. */
    public Password {
      requireUser(user);
    }
  }

  /**
   * An OAuth 2.0 access token, by XOAUTH2, or by OAUTHBEARER (RFC 7628) where only this is offered.
   */
  record Bearer(String user, Secret accessToken) implements Credential {
    /** Refuses user names that would break the framing of the exchange. */
    public Bearer {
      requireUser(user);
    }
  }

  private static void requireUser(String user) {
    if (user.isEmpty() || user.chars().anyMatch(Character::isISOControl)) {
      throw new IllegalArgumentException(
          "a user name must not be empty and must not hold control characters");
    }
  }
}
