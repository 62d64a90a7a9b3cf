package com.mailgrant.migration;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * What people decided and noted about an account.
 *
 * @param ownerName the person whose account it is
 * @param ownerEmail where the invitation to sign in goes
 * @param usedBy who else uses it, in free words
 * @param due until when
 */
record PlanNotes(
    String ownerName,
    String ownerEmail,
    String usedBy,
    Decision decision,
    @Nullable LocalDate due,
    String note) {}
