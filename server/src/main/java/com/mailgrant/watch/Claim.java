package com.mailgrant.watch;

import com.mailgrant.account.AccountId;
import java.util.UUID;

/**
 * The right to watch an account, given to one node.
 *
 * @param id another one each time
 * @param failures in a row before
 */
record Claim(AccountId account, UUID id, int failures) {}
