package com.mailgrant.diagnosis;

import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Duration;

/** Whether trying again by itself makes sense. */
public sealed interface Retry {
  /** As it stands in the API: {@code never}, {@code after action} or {@code after PT15M}. */
  @JsonValue
  String text();

  /** Trying again changes nothing until settings are corrected. */
  record Never() implements Retry {
    @Override
    public String text() {
      return "never";
    }
  }

  /** Worth a try as soon as the named person has acted. */
  record AfterAction() implements Retry {
    @Override
    public String text() {
      return "after action";
    }
  }

  /** Worth a try without anybody acting, no sooner than this. */
  record After(Duration pause) implements Retry {
    @Override
    public String text() {
      return "after " + pause;
    }
  }

  /**
   * Reads {@link #text()}.
   *
   * @throws IllegalArgumentException for anything else
   */
  static Retry parse(String text) {
    return switch (text) {
      case "never" -> new Never();
      case "after action" -> new AfterAction();
      case String after when after.startsWith("after P") ->
          new After(Duration.parse(after.substring("after ".length())));
      default -> throw new IllegalArgumentException("not a retry rule: '" + text + "'");
    };
  }
}
