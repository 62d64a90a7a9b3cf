package com.mailgrant.provider;

import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;

/**
 * How fast one mailbox may send. What is empty is not limited.
 *
 * @param connections SMTP sessions at once
 * @param limits each holds in its own rolling window
 * @param recipients of one submission; a message with more is handed over in several
 */
public record SendingPace(OptionalInt connections, List<Limit> limits, OptionalInt recipients) {
  /** As fast as it goes. */
  public static final SendingPace FREE =
      new SendingPace(OptionalInt.empty(), List.of(), OptionalInt.empty());

  public SendingPace {
    limits = List.copyOf(limits);
  }

  /**
   * So many in such a time.
   *
   * @param most at least 1
   */
  public record Limit(Counted counted, int most, Duration window) {}

  /** What a limit counts. */
  public enum Counted {
    MESSAGES,
    RECIPIENTS
  }
}
