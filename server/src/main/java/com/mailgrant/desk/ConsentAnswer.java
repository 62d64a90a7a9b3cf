package com.mailgrant.desk;

import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What an administrator answered.
 *
 * @param tenant as the provider reported it through the browser; not proved
 * @param approver as whoever opened the link called themselves; null where they did not
 * @param words the provider's own, after a refusal
 */
record ConsentAnswer(
    Verdict verdict,
    @Nullable String tenant,
    @Nullable String approver,
    @Nullable String words,
    Instant answeredAt) {
  /** Yes or no. */
  enum Verdict {
    APPROVED,
    REFUSED;

    /** As it stands in the API and in the database. */
    @JsonValue
    public String apiName() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
