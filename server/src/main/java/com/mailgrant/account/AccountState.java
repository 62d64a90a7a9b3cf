package com.mailgrant.account;

import com.fasterxml.jackson.annotation.JsonValue;
import com.mailgrant.platform.Labels;
import com.mailgrant.platform.Language;

/** Where an account stands on the way from a plan to everyday work. */
public enum AccountState {
  PLANNED("planned", "Planned"),
  SAVED("saved", "Saved - not signed in"),
  WAITING_FOR_LOGIN("waiting-for-login", "Waiting for login"),
  WAITING_FOR_ADMINISTRATOR("waiting-for-administrator", "Waiting for administrator"),
  SIGNED_IN("signed-in", "Signed in"),
  TESTED("tested", "Tested"),
  MAPPED("mapped", "Mapped"),
  ACTIVE("active", "Active"),
  NEEDS_LOGIN("needs-login", "Needs login"),
  DEGRADED("degraded", "Degraded"),
  DISABLED("disabled", "Disabled");

  private final String apiName;
  private final String label;

  AccountState(String apiName, String label) {
    this.apiName = apiName;
    this.label = label;
  }

  /** As it stands in the API and in the database. */
  @JsonValue
  public String apiName() {
    return apiName;
  }

  /** As a person reads it. */
  public String label() {
    return Labels.of(Language.ofReader(), "account-state." + apiName, label);
  }

  /** The reverse of {@link #apiName()}. */
  static AccountState named(String apiName) {
    for (var state : values()) {
      if (state.apiName.equals(apiName)) {
        return state;
      }
    }
    throw new IllegalArgumentException("no account state is called '" + apiName + "'");
  }
}
