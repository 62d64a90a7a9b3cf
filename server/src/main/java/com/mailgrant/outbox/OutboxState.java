package com.mailgrant.outbox;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** Where a message stands. */
public enum OutboxState {
  QUEUED,
  SENDING,
  SENT,
  /** Something temporary; it is tried again by itself. */
  DEFERRED,
  /** The account is at fault and not the message; it leaves when the account works again. */
  HELD,
  /** The message is at fault. */
  FAILED,
  CANCELLED,
  /** It was handed over, the answer got lost, and no copy can be found: a person decides. */
  UNKNOWN;

  /** As it stands in the API. */
  @JsonValue
  public String apiName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
