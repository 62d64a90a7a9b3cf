package com.mailgrant.rehearsal.token;

import java.time.Instant;
import java.util.Set;

/**
 * What an opaque access token holds.
 *
 * @param grant id of the grant behind it
 * @param padding makes the token as long as a real one
 */
record SealedToken(
    String grant,
    String person,
    String audience,
    Set<String> scopes,
    Instant expiresAt,
    String padding) {}
