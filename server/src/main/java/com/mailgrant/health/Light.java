package com.mailgrant.health;

import com.fasterxml.jackson.annotation.JsonValue;
import com.mailgrant.platform.Labels;
import com.mailgrant.platform.Language;
import java.util.Locale;

/** Whether one direction of an account works. */
enum Light {
  OK("Works"),
  TROUBLE("Trouble"),
  UNKNOWN("Not proved yet");

  private final String label;

  Light(String label) {
    this.label = label;
  }

  /** As it stands in the API and in the database. */
  @JsonValue
  public String apiName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** As a person reads it. */
  public String label() {
    return Labels.of(Language.ofReader(), "light." + apiName(), label);
  }

  static Light named(String apiName) {
    return valueOf(apiName.toUpperCase(Locale.ROOT));
  }
}
