package com.mailgrant.webhook;

import com.fasterxml.jackson.annotation.JsonValue;
import com.mailgrant.platform.Labels;
import com.mailgrant.platform.Language;
import java.util.Locale;

/** Whether an endpoint is told. */
enum EndpointState {
  ACTIVE("Active"),
  /** By a person. */
  PAUSED("Paused"),
  /** By Mailgrant, because the endpoint failed for too long or wants no more. */
  DISABLED("Disabled");

  private final String label;

  EndpointState(String label) {
    this.label = label;
  }

  /** As it stands in the API. */
  @JsonValue
  public String apiName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** As a person reads it. */
  public String label() {
    return Labels.of(Language.ofReader(), "webhook-state." + apiName(), label);
  }
}
