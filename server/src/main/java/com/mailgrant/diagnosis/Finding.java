package com.mailgrant.diagnosis;

import com.mailgrant.platform.Printable;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A failure, understood: which row of the catalogue it is and what its blanks are filled with. What
 * came from elsewhere is made printable and cut here, once for all readers.
 *
 * @param code of the catalogue, for example {@code D01}
 * @param values for the blanks of the texts: mailbox, tenant, host ...
 * @param serverSaid the other side's own words, without anything secret; null where nothing was
 *     said
 * @param trace what the provider's support asks for
 */
public record Finding(
    String code, Map<String, String> values, @Nullable String serverSaid, ProviderTrace trace) {
  /** The value that chooses among the variants of a remedy, for example {@code generic}. */
  public static final String ACCOUNT_TYPE = "accountType";

  /** The value that takes the place of the row's pause, ISO 8601, for example {@code PT201S}. */
  public static final String ASKED_PAUSE = "askedPause";

  private static final int LONGEST_VALUE = 1_000;
  private static final int LONGEST_SAID = 2_000;

  public Finding {
    values =
        values.entrySet().stream()
            .collect(
                Collectors.toUnmodifiableMap(
                    Map.Entry::getKey, value -> Printable.line(value.getValue(), LONGEST_VALUE)));
    serverSaid = serverSaid == null ? null : Printable.line(serverSaid, LONGEST_SAID);
  }

  /** A finding without a trace. */
  public static Finding of(String code, Map<String, String> values, @Nullable String serverSaid) {
    return new Finding(code, values, serverSaid, ProviderTrace.NONE);
  }
}
