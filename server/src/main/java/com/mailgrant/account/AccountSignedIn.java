package com.mailgrant.account;

/**
 * Somebody signed in for an account at its provider, in the same transaction.
 *
 * @param username who signed in, as the provider says
 */
public record AccountSignedIn(AccountId account, String username) {}
