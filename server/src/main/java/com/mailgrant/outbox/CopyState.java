package com.mailgrant.outbox;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What became of the copy in the Sent folder. */
public enum CopyState {
  /** Mailgrant will append it. */
  DUE,
  /** Mailgrant appended it, or found that one was there. */
  FILED,
  /** The provider files it by itself. */
  BY_PROVIDER,
  /** Nobody wants one. */
  NONE,
  /** It could not be filed for too long. */
  MISSED;

  /** As it stands in the API. */
  @JsonValue
  public String apiName() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
