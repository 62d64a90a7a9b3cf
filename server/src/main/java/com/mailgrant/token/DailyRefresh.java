package com.mailgrant.token;

import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import java.time.Clock;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Refreshes accounts at rest, so that no grant dies of disuse (facts/microsoft365 3.2). */
@Configuration(proxyBeanMethods = false)
class DailyRefresh {
  private static final Logger LOG = LoggerFactory.getLogger(DailyRefresh.class);

  /** Less than a day, so that a missed round does no harm; grants expire after 90 days. */
  static final Duration OLDEST = Duration.ofHours(20);

  private static final Duration BETWEEN_ROUNDS = Duration.ofMinutes(10);

  /**
   * Spreads a thousand accounts over a day and is its own jitter: each keeps the minute of its last
   * use.
   */
  private static final int MOST_PER_ROUND = 50;

  @Bean
  RecurringTask<Void> refreshGrantsAtRest(Tokens tokens, Clock clock) {
    return Tasks.recurring("refresh-grants-at-rest", FixedDelay.of(BETWEEN_ROUNDS))
        .execute((_, _) -> round(tokens, clock));
  }

  static void round(Tokens tokens, Clock clock) {
    for (var account : tokens.notRefreshedSince(clock.instant().minus(OLDEST), MOST_PER_ROUND)) {
      try {
        tokens.accessToken(account, Freshness.NEW);
      } catch (RuntimeException e) {
        LOG.error(
            "The grant of account {} could not be refreshed. The others go on; this one is tried again in {}.",
            account,
            BETWEEN_ROUNDS,
            e);
      }
    }
  }
}
