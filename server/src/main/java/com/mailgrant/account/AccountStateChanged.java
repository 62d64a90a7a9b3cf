package com.mailgrant.account;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An account came to stand somewhere else, in the same transaction.
 *
 * @param errorId of the failure that led there; null where none did
 */
public record AccountStateChanged(
    AccountId account,
    AccountState before,
    AccountState after,
    Instant when,
    @Nullable String errorId) {
  /** Whether what waited for the account may go on: it is signed in, and not in trouble. */
  public boolean worksAgain() {
    return switch (after) {
      case SIGNED_IN, TESTED, MAPPED, ACTIVE -> true;
      case PLANNED,
          SAVED,
          WAITING_FOR_LOGIN,
          WAITING_FOR_ADMINISTRATOR,
          NEEDS_LOGIN,
          DEGRADED,
          DISABLED ->
          false;
    };
  }
}
