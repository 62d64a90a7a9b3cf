package com.mailgrant.outbox;

import com.fasterxml.jackson.annotation.JsonValue;
import com.mailgrant.platform.InvalidInput;
import java.util.Arrays;
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
  /**
   * It was handed over, the answer got lost, and no copy can be found: a person decides, unless one
   * is found later.
   */
  UNKNOWN;

  /** As it stands in the API. */
  @JsonValue
  public String apiName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The reverse of {@link #apiName()}.
   *
   * @throws InvalidInput naming the field, for any other word
   */
  static OutboxState parse(String field, String word) {
    return Arrays.stream(values())
        .filter(state -> state.apiName().equals(word))
        .findFirst()
        .orElseThrow(() -> new InvalidInput(field, "wrong.outbox.state"));
  }
}
