package com.mailgrant.health;

import com.fasterxml.jackson.annotation.JsonValue;
import com.mailgrant.account.AccountId;
import com.mailgrant.platform.Sentence;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/**
 * Something that will break, or has begun to, while everything still works.
 *
 * @param subject id of the app registration or account that it is about
 * @param stage for which the warning is given once
 * @param title one line
 * @param advice what to do
 * @param dueAt when it ends; for lost scopes, when that was seen
 * @param daysLeft whole days, negative when it is over
 * @param accounts that are concerned
 */
record Warning(
    Kind kind,
    String subject,
    String stage,
    Sentence title,
    Sentence advice,
    Instant dueAt,
    long daysLeft,
    List<AccountId> accounts) {
  Warning {
    accounts = List.copyOf(accounts);
  }

  /** What will break. */
  enum Kind {
    SECRET_ENDS,
    CERTIFICATE_ENDS,
    SIGN_IN_UNUSED,
    PERMISSION_LOST;

    @JsonValue
    String apiName() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }
}
