package com.mailgrant.outbox;

import com.mailgrant.account.AccountId;

/**
 * The server for sending refused an account's sign-in, and its messages are held from now on. What
 * was refused once may be a server that had no way to ask about the password just then.
 */
public record SignInForSendingRefused(AccountId account) {}
