package com.mailgrant.login;

import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** How an attempt ended, as the page shows it. */
sealed interface LoginResult {
  /** Where the account's page is; null where the attempt could not be matched to one. */
  @Nullable String accountId();

  /**
   * @param granted permissions that were asked for and given
   * @param missing permissions that were asked for and not given
   */
  record SignedIn(
      String accountId,
      String accountName,
      String username,
      @Nullable String tenant,
      Set<String> granted,
      Set<String> missing)
      implements LoginResult {}

  /** Nothing was stored. */
  record NotSignedIn(
      @Nullable String accountId, @Nullable String accountName, String errorId, UUID organization)
      implements LoginResult {}
}
