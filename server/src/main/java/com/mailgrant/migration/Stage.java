package com.mailgrant.migration;

import com.fasterxml.jackson.annotation.JsonValue;
import com.mailgrant.account.AccountState;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Where a line of the plan stands (row R37): the states of an account, and its end. */
enum Stage {
  PLANNED,
  SAVED,
  WAITING_FOR_LOGIN,
  WAITING_FOR_ADMINISTRATOR,
  SIGNED_IN,
  TESTED,
  MAPPED,
  ACTIVE,
  NEEDS_LOGIN,
  DEGRADED,
  DISABLED,
  DELETED;

  static Stage of(AccountState state) {
    return valueOf(state.name());
  }

  /** As it stands in the API, in lists and in the style sheet. */
  @JsonValue
  String apiName() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** For the style sheet and the keys of page texts. */
  public String key() {
    return apiName();
  }

  static Optional<Stage> named(String name) {
    return Arrays.stream(values()).filter(each -> each.apiName().equals(name)).findFirst();
  }
}
