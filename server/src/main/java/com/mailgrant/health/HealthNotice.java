package com.mailgrant.health;

import com.fasterxml.jackson.annotation.JsonValue;
import com.mailgrant.account.AccountId;
import com.mailgrant.organization.OrganizationId;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * People are told something about the health of accounts; published in the transaction that notes
 * it, so that nobody is told twice or not at all.
 *
 * @param cause the same for the trouble and its end, for example {@code
 *     server:imap.example.com:993}
 * @param code of the diagnosis; null for warnings
 * @param title one line
 * @param errorId of the report; null where there is none
 * @param accounts that are concerned; for an end, those that work again
 * @param since when it began, or when it will
 */
public record HealthNotice(
    OrganizationId organization,
    Kind kind,
    String cause,
    @Nullable String code,
    String title,
    @Nullable String errorId,
    List<AccountId> accounts,
    Instant since,
    Instant at) {
  public HealthNotice {
    accounts = List.copyOf(accounts);
  }

  /** What people are told. */
  public enum Kind {
    /** Something lasts longer than the grace time. */
    TROUBLE,
    /** It is over. */
    OVER,
    /** Something will break. */
    WARNING;

    /** As it stands in the API. */
    @JsonValue
    public String apiName() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
