package com.mailgrant.diagnosis;

import com.fasterxml.jackson.annotation.JsonValue;

/** What a failure stands in the way of. */
public enum Concern {
  /** The account cannot work until somebody acts: its messages wait. */
  ACCOUNT("account"),
  /** It passes by itself, or is the way to the provider: everything is tried again. */
  SERVICE("service"),
  /** This message is refused; others are not. */
  MESSAGE("message");

  private final String apiName;

  Concern(String apiName) {
    this.apiName = apiName;
  }

  /** As it stands in the API and in the catalogue file. */
  @JsonValue
  public String apiName() {
    return apiName;
  }

  /**
   * The reverse of {@link #apiName()}.
   *
   * @throws IllegalArgumentException for any other word
   */
  static Concern named(String apiName) {
    for (var concern : values()) {
      if (concern.apiName.equals(apiName)) {
        return concern;
      }
    }
    throw new IllegalArgumentException("a diagnosis cannot concern '" + apiName + "'");
  }
}
