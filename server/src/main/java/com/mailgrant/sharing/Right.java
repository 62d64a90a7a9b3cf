package com.mailgrant.sharing;

import com.fasterxml.jackson.annotation.JsonValue;
import com.mailgrant.platform.InvalidInput;
import java.util.Arrays;
import java.util.Locale;

/** What a user may do with an account. */
public enum Right {
  READ,
  SEND,
  MANAGE;

  /** As it stands in the API and in the database. */
  @JsonValue
  public String apiName() {
    return name().toLowerCase(Locale.ROOT);
  }

  static Right parse(String field, String word) {
    return Arrays.stream(values())
        .filter(right -> right.apiName().equals(word))
        .findFirst()
        .orElseThrow(() -> new InvalidInput(field, "wrong.sharing.rights"));
  }
}
