package com.mailgrant.desk;

import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Tries sending again after somebody pressed Saved it; one node of all does. */
@Configuration(proxyBeanMethods = false)
class SendingRetries {
  @Bean
  RecurringTask<Void> trySendingAgain(SendingDesk desk) {
    return Tasks.recurring("try-sending-again", FixedDelay.of(Duration.ofSeconds(10)))
        .execute((_, _) -> desk.tryAgain());
  }
}
