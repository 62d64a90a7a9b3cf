package com.mailgrant.provider;

import com.fasterxml.jackson.annotation.JsonValue;
import com.mailgrant.platform.Labels;
import com.mailgrant.platform.Language;
import java.util.Optional;

/** What kind of mail account somebody creates under Actions. */
public enum AccountType {
  MICROSOFT_365("microsoft365", "Microsoft 365 (Corporate)"),
  OUTLOOK_COM("outlook", "Outlook.com"),
  GMAIL("gmail", "Gmail"),
  GENERIC("generic", "Generic Mail");

  private final String apiName;
  private final String label;

  AccountType(String apiName, String label) {
    this.apiName = apiName;
    this.label = label;
  }

  /** As it stands in the API, in the database and in page addresses. */
  @JsonValue
  public String apiName() {
    return apiName;
  }

  /** As a person reads it: "New <i>label</i> Account". */
  public String label() {
    return Labels.of(Language.ofReader(), "account-type." + apiName, label);
  }

  /** The reverse of {@link #apiName()}. */
  public static Optional<AccountType> named(String apiName) {
    for (var type : values()) {
      if (type.apiName.equals(apiName)) {
        return Optional.of(type);
      }
    }
    return Optional.empty();
  }
}
