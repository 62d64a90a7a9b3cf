package com.mailgrant.migration;

import com.mailgrant.account.AccountId;
import com.mailgrant.organization.OrganizationId;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One line of the plan.
 *
 * @param account null where there is none yet, or none any more
 * @param accountDeletedAt when the account of this line was deleted
 * @param version grows with every edit of the notes
 */
record PlanEntry(
    UUID id,
    OrganizationId organization,
    @Nullable AccountId account,
    PlannedAccount planned,
    PlanNotes notes,
    @Nullable PlanTrouble trouble,
    @Nullable Instant accountDeletedAt,
    Instant createdAt,
    long version) {

  PlanEntry with(PlannedAccount newPlanned) {
    return new PlanEntry(
        id,
        organization,
        account,
        newPlanned,
        notes,
        trouble,
        accountDeletedAt,
        createdAt,
        version);
  }

  PlanEntry with(PlanNotes newNotes) {
    return new PlanEntry(
        id,
        organization,
        account,
        planned,
        newNotes,
        trouble,
        accountDeletedAt,
        createdAt,
        version);
  }

  /** Now for this account. */
  PlanEntry of(AccountId newAccount) {
    return new PlanEntry(
        id, organization, newAccount, planned, notes, trouble, null, createdAt, version);
  }
}
