package com.mailgrant.migration;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Why an account does not get on.
 *
 * @param errorId of the report; null where there is none
 * @param actor who has to do something, such as {@code tenant-admin}
 */
record PlanTrouble(Instant at, @Nullable String errorId, String title, String actor) {}
