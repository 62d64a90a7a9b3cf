package com.mailgrant.webhook;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How far an endpoint has been told, and how it does.
 *
 * @param cursor of the last event that it took, or that its filter leaves out
 * @param attempts at the next event that failed, in a row
 * @param failingSince null when it works
 * @param nextAttemptAt null when it is told as soon as there is something
 * @param lastFailure a sentence for a person
 */
record Progress(
    long cursor,
    int attempts,
    @Nullable Instant failingSince,
    @Nullable Instant nextAttemptAt,
    @Nullable Instant lastSuccessAt,
    @Nullable Instant lastFailureAt,
    @Nullable String lastFailure) {}
