package com.mailgrant.login;

import com.mailgrant.account.AccountId;
import org.jspecify.annotations.Nullable;

/**
 * A browser came back from a sign-in that was started here.
 *
 * @param username who signed in; null where nobody did
 * @param errorId of the report where it failed; null where it succeeded
 */
public record LoginEnded(AccountId account, @Nullable String username, @Nullable String errorId) {}
