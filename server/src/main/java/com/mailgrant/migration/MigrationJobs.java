package com.mailgrant.migration;

import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import com.mailgrant.account.Accounts;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What happens by itself, on one node at a time: the test after a switch, and the erasing. */
@Configuration(proxyBeanMethods = false)
class MigrationJobs {
  private static final Logger LOG = LoggerFactory.getLogger(MigrationJobs.class);

  /** Held messages leave when the test after a switch passed: nobody should wait long for that. */
  private static final Duration CONFIRM = Duration.ofSeconds(10);

  private static final Duration ERASE = Duration.ofMinutes(10);

  @Bean
  RecurringTask<Void> confirmConversions(ConversionDesk desk) {
    return Tasks.recurring("confirm-conversions", FixedDelay.of(CONFIRM))
        .execute((_, _) -> {
          while (desk.confirmNext()) {
            LOG.debug("Testing an account after its switch.");
          }
        });
  }

  @Bean
  RecurringTask<Void> eraseWhatWasKept(ConversionDesk desk, Accounts accounts) {
    return Tasks.recurring("erase-what-was-kept", FixedDelay.of(ERASE))
        .execute((_, _) -> erase(desk, accounts));
  }

  static void erase(ConversionDesk desk, Accounts accounts) {
    while (desk.eraseNext()) {
      LOG.info("Erased an old password whose time to go back is over.");
    }
    int parked = accounts.eraseParked();
    if (parked > 0) {
      LOG.info("Erased {} deleted accounts that can be brought back no more.", parked);
    }
  }
}
