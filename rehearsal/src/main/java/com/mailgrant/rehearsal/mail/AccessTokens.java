package com.mailgrant.rehearsal.mail;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/** How the mail servers ask the identity provider whether a token is good. */
public interface AccessTokens {
  /** Stands in place of a person where an application signed in for itself. */
  String APPLICATION = "(application)";

  /**
   * What a live token says; empty when it is unknown, forged, revoked or expired.
   *
   * @param token as it stood in the XOAUTH2 response
   */
  Optional<Presented> read(String token);

  /**
   * @param userPrincipalName the person who signed in
   * @param audience the resource, for example {@code https://outlook.office.com}
   * @param scopes short names such as {@code IMAP.AccessAsUser.All}
   * @param expiresAt when the session that was opened with it must end
   */
  record Presented(
      String userPrincipalName, String audience, Set<String> scopes, Instant expiresAt) {
    public Presented {
      scopes = Set.copyOf(scopes);
    }
  }
}
