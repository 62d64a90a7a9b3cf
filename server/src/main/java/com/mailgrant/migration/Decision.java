package com.mailgrant.migration;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What is to become of an account (row R9). */
enum Decision {
  /** From its password to OAuth. */
  CHANGE,
  RETAIN,
  DELETE;

  /** As it stands in the API, in lists and in the database. */
  @JsonValue
  String apiName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** For the keys of page texts. */
  public String key() {
    return apiName();
  }

  static Optional<Decision> named(String name) {
    return Arrays.stream(values()).filter(each -> each.apiName().equals(name)).findFirst();
  }
}
