package com.mailgrant.access;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Slows down guessing: after some failures each further one doubles the pause, on all nodes
 * together.
 */
@Component
public class GuessLimit {
  private static final int FREE_FAILURES = 5;
  private static final Duration FIRST_PAUSE = Duration.ofSeconds(30);
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(30);

  private final JdbcClient jdbc;
  private final Clock clock;

  GuessLimit(JdbcClient jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  /** Until when this subject has to wait; empty when it may try. */
  public Optional<Instant> blockedUntil(String subject) {
    return jdbc.sql("select blocked_until from sign_in_failure where subject = ?")
        .param(subject)
        .query((row, _) -> row.getTimestamp(1).toInstant())
        .optional()
        .filter(until -> until.isAfter(clock.instant()));
  }

  /** Counts one more failure. */
  public void failed(String subject) {
    int failures =
        jdbc.sql(
                """
                insert into sign_in_failure (subject, failures, blocked_until) values (?, 1, ?)
                on conflict (subject) do update set failures = sign_in_failure.failures + 1
                returning failures
                """)
            .params(subject, clock.instant().atOffset(ZoneOffset.UTC))
            .query(Integer.class)
            .single();
    if (failures >= FREE_FAILURES) {
      jdbc.sql("update sign_in_failure set blocked_until = ? where subject = ?")
          .params(clock.instant().plus(pause(failures)).atOffset(ZoneOffset.UTC), subject)
          .update();
    }
  }

  void succeeded(String subject) {
    jdbc.sql("delete from sign_in_failure where subject = ?").param(subject).update();
  }

  static Duration pause(int failures) {
    int doublings = Math.min(failures - FREE_FAILURES, 10);
    var pause = FIRST_PAUSE.multipliedBy(1L << doublings);
    return pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause;
  }
}
