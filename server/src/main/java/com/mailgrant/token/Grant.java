package com.mailgrant.token;

import com.mailgrant.account.AccountId;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a sign-in left, without its secrets.
 *
 * @param registration the app registration that it was made with
 * @param requested scopes, as every refresh asks for them again
 * @param granted scopes, as the authority named them
 * @param signedInAt when the person came back
 * @param refreshedAt when the authority last took the refresh token
 * @param deadSince when the authority refused it for good; null while it lives
 */
public record Grant(
    AccountId account,
    UUID registration,
    Identity identity,
    Set<String> requested,
    Set<String> granted,
    Instant signedInAt,
    Instant refreshedAt,
    @Nullable Instant deadSince) {
  public Grant {
    requested = Set.copyOf(requested);
    granted = Set.copyOf(granted);
  }
}
