package com.mailgrant.account;

import static com.mailgrant.account.AccountState.ACTIVE;
import static com.mailgrant.account.AccountState.DEGRADED;
import static com.mailgrant.account.AccountState.DISABLED;
import static com.mailgrant.account.AccountState.MAPPED;
import static com.mailgrant.account.AccountState.NEEDS_LOGIN;
import static com.mailgrant.account.AccountState.PLANNED;
import static com.mailgrant.account.AccountState.SAVED;
import static com.mailgrant.account.AccountState.SIGNED_IN;
import static com.mailgrant.account.AccountState.TESTED;
import static com.mailgrant.account.AccountState.WAITING_FOR_ADMINISTRATOR;
import static com.mailgrant.account.AccountState.WAITING_FOR_LOGIN;

/**
 * Where an account stands, and the two facts that outlive its state.
 *
 * @param signedIn there is a grant that is not known to be dead, or a password
 * @param mapped its folders have been mapped
 */
record Standing(AccountState state, boolean signedIn, boolean mapped) {
  static final Standing SAVED_ONLY = new Standing(SAVED, false, false);
  static final Standing WITH_PASSWORD = new Standing(AccountState.SIGNED_IN, true, false);

  /**
   * Where the account goes when something happens to it. A disabled one stays so whatever happens.
   */
  Standing after(AccountStep step) {
    if (state == DISABLED && step != AccountStep.ENABLED) {
      return new Standing(DISABLED, signedInAfter(step), mappedAfter(step));
    }
    return new Standing(stateAfter(step), signedInAfter(step), mappedAfter(step));
  }

  private AccountState stateAfter(AccountStep step) {
    return switch (step) {
      case LOGIN_STARTED -> state == SAVED || state == PLANNED ? WAITING_FOR_LOGIN : state;
      case ADMINISTRATOR_NEEDED -> signedIn ? state : WAITING_FOR_ADMINISTRATOR;
      case ADMINISTRATOR_APPROVED -> state == WAITING_FOR_ADMINISTRATOR ? WAITING_FOR_LOGIN : state;
      case SIGNED_IN -> signedInAgain();
      case TEST_PASSED -> mapped ? ACTIVE : TESTED;
      case TEST_FAILED, TROUBLE -> state == ACTIVE ? DEGRADED : state;
      case FOLDERS_MAPPED -> state == TESTED || state == ACTIVE ? ACTIVE : MAPPED;
      case GRANT_LOST -> NEEDS_LOGIN;
      case RECOVERED -> state == DEGRADED ? ACTIVE : state;
      case GRANT_SERVES -> state == NEEDS_LOGIN ? signedInAgain() : state;
      case SETTINGS_CHANGED -> state == ACTIVE || state == DEGRADED ? MAPPED : settled();
      case CREDENTIALS_GONE -> SAVED;
      case ENABLED -> settled();
      case DISABLED -> DISABLED;
    };
  }

  private AccountState signedInAgain() {
    return mapped ? MAPPED : SIGNED_IN;
  }

  private AccountState settled() {
    if (signedIn) {
      return signedInAgain();
    }
    return state == DISABLED ? SAVED : state;
  }

  private boolean signedInAfter(AccountStep step) {
    return switch (step) {
      case SIGNED_IN, GRANT_SERVES -> true;
      case GRANT_LOST, CREDENTIALS_GONE -> false;
      case LOGIN_STARTED,
          ADMINISTRATOR_NEEDED,
          ADMINISTRATOR_APPROVED,
          TEST_PASSED,
          TEST_FAILED,
          TROUBLE,
          RECOVERED,
          FOLDERS_MAPPED,
          SETTINGS_CHANGED,
          ENABLED,
          DISABLED ->
          signedIn;
    };
  }

  private boolean mappedAfter(AccountStep step) {
    return mapped || step == AccountStep.FOLDERS_MAPPED;
  }
}
