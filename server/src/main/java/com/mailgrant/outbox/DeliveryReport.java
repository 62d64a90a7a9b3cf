package com.mailgrant.outbox;

import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What became of a sent message at one recipient, as another server reported (RFC 3464 2.3).
 *
 * @param recipient an address; empty where the report does not say
 * @param status such as {@code 5.1.1} (RFC 3463)
 * @param diagnostic what that server heard or said
 * @param reportedAt when the report came in
 */
public record DeliveryReport(
    String recipient,
    Action action,
    @Nullable String status,
    @Nullable String diagnostic,
    Instant reportedAt) {

  /** RFC 3464 2.3.3. */
  public enum Action {
    FAILED,
    DELAYED,
    DELIVERED,
    RELAYED,
    EXPANDED;

    /** As it stands in the API and in reports. */
    @JsonValue
    public String apiName() {
      return name().toLowerCase(Locale.ROOT);
    }

    /** Whether the message came nearer to its recipient. */
    public boolean isGood() {
      return this != FAILED && this != DELAYED;
    }

    /** The reverse of {@link #apiName()}, in any case. */
    public static Optional<Action> named(String word) {
      for (var action : values()) {
        if (action.apiName().equalsIgnoreCase(word)) {
          return Optional.of(action);
        }
      }
      return Optional.empty();
    }
  }
}
