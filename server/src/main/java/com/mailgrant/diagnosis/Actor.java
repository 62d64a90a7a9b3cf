package com.mailgrant.diagnosis;

import com.fasterxml.jackson.annotation.JsonValue;
import com.mailgrant.platform.Labels;
import com.mailgrant.platform.Language;

/** Who has to act so that a failure goes away. */
public enum Actor {
  /** The person whose mailbox it is. */
  USER("user", "The mailbox user"),
  /** An administrator of the company's directory, who may consent and set policies. */
  TENANT_ADMIN("tenant-admin", "Your Microsoft 365 or Workspace administrator"),
  /** An administrator of the company's mail service. */
  EXCHANGE_ADMIN("exchange-admin", "Your Exchange or mail administrator"),
  /** Whoever runs this Mailgrant and owns its app registration. */
  OPERATOR("operator", "The operator of Mailgrant"),
  /** Nobody: it passes by itself. */
  NOBODY("nobody", "Nobody: wait");

  private final String apiName;
  private final String label;

  Actor(String apiName, String label) {
    this.apiName = apiName;
    this.label = label;
  }

  /** As it stands in the API and in the catalogue file. */
  @JsonValue
  public String apiName() {
    return apiName;
  }

  /** As a person reads it in this language. */
  public String label(Language language) {
    return Labels.of(language, "actor." + apiName, label);
  }

  /**
   * The reverse of {@link #apiName()}.
   *
   * @throws IllegalArgumentException for any other word
   */
  static Actor named(String apiName) {
    for (var actor : values()) {
      if (actor.apiName.equals(apiName)) {
        return actor;
      }
    }
    throw new IllegalArgumentException("no actor is called '" + apiName + "'");
  }
}
