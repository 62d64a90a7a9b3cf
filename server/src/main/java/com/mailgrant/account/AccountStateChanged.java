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
    @Nullable String errorId) {}
