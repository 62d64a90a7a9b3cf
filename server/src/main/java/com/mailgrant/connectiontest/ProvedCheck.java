package com.mailgrant.connectiontest;

import com.mailgrant.provider.AccountType;
import java.time.Instant;

/**
 * A check of Test Connection that has passed on this installation.
 *
 * @param at the last time
 */
public record ProvedCheck(AccountType type, boolean withOAuth, Check check, Instant at) {}
