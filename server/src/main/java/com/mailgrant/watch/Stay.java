package com.mailgrant.watch;

import java.time.Duration;
import java.time.Instant;

/** How long a session is kept: servers end it with the token that opened it. */
final class Stay {
  /**
   * A new token is issued when the old one has five minutes left; sessions end just behind that.
   */
  private static final Duration LONGEST_REST = Duration.ofSeconds(290);

  /** Tokens that live for minutes only would never be used otherwise. */
  private static final int REST_PART = 5;

  private Stay() {}

  /**
   * When to leave, and to come back with a new token.
   *
   * @param opened when the session was opened
   * @param tokenEnds when its token ends
   */
  static Instant end(Instant opened, Instant tokenEnds) {
    var part = Duration.between(opened, tokenEnds).dividedBy(REST_PART);
    return tokenEnds.minus(part.compareTo(LONGEST_REST) < 0 ? part : LONGEST_REST);
  }
}
