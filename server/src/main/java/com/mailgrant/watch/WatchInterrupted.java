package com.mailgrant.watch;

import com.mailgrant.account.AccountId;

/**
 * A mailbox could not be opened several times in a row, or its server refused the sign-in. It is
 * tried again after growing pauses.
 */
public record WatchInterrupted(AccountId account) {}
