package com.mailgrant.diagnosis;

import com.mailgrant.platform.ErrorId;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One failure as it happened, kept for support.
 *
 * @param account null where no account was concerned
 * @param where which room met it, for example {@code login} or {@code test: imap-authenticate}
 */
public record Report(
    ErrorId errorId,
    UUID organization,
    @Nullable UUID account,
    String where,
    Instant at,
    Diagnosis diagnosis) {}
