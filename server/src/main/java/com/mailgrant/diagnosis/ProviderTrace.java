package com.mailgrant.diagnosis;

import com.mailgrant.platform.Printable;
import org.jspecify.annotations.Nullable;

/**
 * What the provider's support asks for (facts/microsoft365 1.5).
 *
 * @param traceId of the one request
 * @param correlationId of the whole sign-in
 * @param timestamp in the provider's own words
 */
public record ProviderTrace(
    @Nullable String traceId, @Nullable String correlationId, @Nullable String timestamp) {
  /** Nothing was given. */
  public static final ProviderTrace NONE = new ProviderTrace(null, null, null);

  private static final int LONGEST = 100;

  public ProviderTrace {
    traceId = bounded(traceId);
    correlationId = bounded(correlationId);
    timestamp = bounded(timestamp);
  }

  private static @Nullable String bounded(@Nullable String text) {
    return text == null ? null : Printable.line(text, LONGEST);
  }
}
