package com.mailgrant.login;

import com.mailgrant.account.AccountId;
import com.mailgrant.platform.Secret;
import java.time.Instant;
import java.util.UUID;

/**
 * One press of Login, from the button to the browser's return.
 *
 * @param id names the result page; says nothing about the state
 * @param forConversion whether the grant is for what a password account is about to become
 * @param guest whether the person came by an invitation and sees nothing else of Mailgrant
 * @param registration with which the browser was sent away; the code is redeemed with the same
 */
record LoginAttempt(
    UUID id,
    AccountId account,
    UUID registration,
    Secret nonce,
    Secret codeVerifier,
    Instant expiresAt,
    boolean forConversion,
    boolean guest) {}
