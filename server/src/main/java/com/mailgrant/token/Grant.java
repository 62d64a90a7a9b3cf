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
  private static final String OF_APPLICATION = "application";

  /**
   * What an application has for one mailbox, without a person: its scope alone.
   *
   * @param mailbox stands in place of who signed in
   */
  static Grant ofApplication(
      AccountId account,
      UUID registration,
      String mailbox,
      String tenant,
      String scope,
      Instant now) {
    return new Grant(
        account,
        registration,
        new Identity(mailbox, Set.of(), tenant, null, OF_APPLICATION, null),
        Set.of(scope),
        Set.of(scope),
        now,
        now,
        null);
  }

  /** Whether the application signs in for itself, and there is no refresh token. */
  public boolean isOfApplication() {
    return identity.subject().equals(OF_APPLICATION) && identity.objectId() == null;
  }

  public Grant {
    requested = Set.copyOf(requested);
    granted = Set.copyOf(granted);
  }
}
