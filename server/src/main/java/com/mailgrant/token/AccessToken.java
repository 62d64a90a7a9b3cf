package com.mailgrant.token;

import com.mailgrant.platform.Secret;
import java.time.Instant;

/**
 * A short-lived token for the mail servers.
 *
 * @param value opaque to everybody but the mail servers
 * @param obtainedAt when the authority issued it, by our clock
 * @param expiresAt when servers stop to take it, by our clock
 */
public record AccessToken(Secret value, Instant obtainedAt, Instant expiresAt) {}
