package com.mailgrant.health;

import com.mailgrant.account.AccountId;
import com.mailgrant.organization.OrganizationId;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One cause with all accounts of an organization that suffer from it.
 *
 * @param cause {@link Cause#key}, or {@link Outage#cause}
 * @param code of the diagnosis
 * @param errorId of one report about it
 * @param toldAt when people were last told of this cause, in this episode or an earlier one
 */
record Trouble(
    OrganizationId organization,
    String cause,
    String code,
    @Nullable String errorId,
    Instant since,
    Set<AccountId> accounts,
    @Nullable Instant toldAt) {
  Trouble {
    accounts = Set.copyOf(accounts);
  }

  /** Whether people know of this episode. */
  boolean told() {
    return toldAt != null && !toldAt.isBefore(since);
  }
}
