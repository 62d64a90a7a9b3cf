package com.mailgrant.token;

import com.mailgrant.account.AccountId;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;

/**
 * What may become of a living grant.
 *
 * @param registration the app registration that it was made with
 * @param refreshedAt when the authority last took the refresh token
 * @param lostScopes what the sign-in brought and the newest refresh did not, in short names
 */
public record GrantCondition(
    AccountId account, UUID registration, Instant refreshedAt, Set<String> lostScopes) {
  public GrantCondition {
    lostScopes = Set.copyOf(lostScopes);
  }
}
