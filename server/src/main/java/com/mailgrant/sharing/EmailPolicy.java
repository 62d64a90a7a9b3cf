package com.mailgrant.sharing;

import com.mailgrant.account.AccountId;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Whether messages leave through the accounts of the people who send them.
 *
 * @param useIntegratedEmail for the whole organization
 * @param fallback the account that sends otherwise; null: none
 * @param offForUsers people for whom it is off all the same
 * @param offForAccounts accounts for which it is off all the same
 */
public record EmailPolicy(
    boolean useIntegratedEmail,
    @Nullable AccountId fallback,
    Set<String> offForUsers,
    Set<AccountId> offForAccounts) {
  /** What holds until somebody says otherwise. */
  public static final EmailPolicy USUAL = new EmailPolicy(true, null, Set.of(), Set.of());

  public EmailPolicy {
    offForUsers = Set.copyOf(offForUsers);
    offForAccounts = Set.copyOf(offForAccounts);
  }

  boolean isOnFor(AccountId account, @Nullable String user) {
    return useIntegratedEmail
        && !offForAccounts.contains(account)
        && (user == null || !offForUsers.contains(user));
  }
}
