package com.mailgrant.outbox;

import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import com.mailgrant.platform.MailgrantProperties;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * What one node of all does from time to time: forgets what nobody needs any more (the records of
 * messages stay), and looks for messages in doubt.
 */
@Configuration(proxyBeanMethods = false)
class Housekeeping {
  private static final Logger LOG = LoggerFactory.getLogger(Housekeeping.class);
  private static final Duration BETWEEN_ROUNDS = Duration.ofHours(1);
  private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(15);

  @Bean
  RecurringTask<Void> tidyOutbox(
      Leftovers leftovers, SpentTable spent, MailgrantProperties properties, Clock clock) {
    return Tasks.recurring("tidy-outbox", FixedDelay.of(BETWEEN_ROUNDS))
        .execute((_, _) -> round(leftovers, spent, properties.outbox().keepContent(), clock));
  }

  @Bean
  RecurringTask<Void> lookForMessagesInDoubt(Doubts doubts) {
    return Tasks.recurring("look-for-messages-in-doubt", FixedDelay.of(BETWEEN_LOOKS))
        .execute((_, _) -> doubts.look());
  }

  static void round(Leftovers leftovers, SpentTable spent, Duration keepContent, Clock clock) {
    var now = clock.instant();
    int contents = 0;
    int some;
    do {
      some = leftovers.dropContents(now.minus(keepContent));
      contents += some;
    } while (some > 0);
    int keys = leftovers.dropKeys(now.minus(Accepting.KEYS_LIVE));
    spent.forget(now);
    if (contents + keys > 0) {
      LOG.info("Forgot the content of {} messages and {} idempotency keys.", contents, keys);
    }
  }

  /** What is left of messages that came to their end. */
  @Repository
  static class Leftovers {
    private static final int AT_ONCE = 500;

    private final JdbcClient jdbc;

    Leftovers(JdbcClient jdbc) {
      this.jdbc = jdbc;
    }

    /** Of messages that ended before; a copy that is still owed keeps its content. */
    int dropContents(Instant endedBefore) {
      return jdbc.sql(
              """
              update outbox_message set content = null
              where id in (select id from outbox_message
                where content is not null and ended_at < ? and copy_due_at is null limit ? for update skip locked)
              """)
          .params(at(endedBefore), AT_ONCE)
          .update();
    }

    int dropKeys(Instant createdBefore) {
      return jdbc.sql(
              "update outbox_message set idempotency_key = null, body_hash = null where idempotency_key is not null and created_at < ?")
          .param(at(createdBefore))
          .update();
    }

    private static OffsetDateTime at(Instant instant) {
      return instant.atOffset(ZoneOffset.UTC);
    }
  }
}
