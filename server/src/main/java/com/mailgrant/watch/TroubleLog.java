package com.mailgrant.watch;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** An outage of a host with ten thousand accounts is a line every ten minutes, and no storm. */
@Component
class TroubleLog {
  private static final Logger LOG = LoggerFactory.getLogger(TroubleLog.class);
  private static final Duration BETWEEN_LINES = Duration.ofMinutes(10);
  private static final int MOST_HOSTS = 10_000;

  private final Map<String, Unsaid> hosts = new HashMap<>();
  private final Clock clock;

  TroubleLog(Clock clock) {
    this.clock = clock;
  }

  /** Says it, or counts it for the next line about this host. */
  synchronized void trouble(String host, String account, String what, Duration pause) {
    var now = clock.instant();
    if (hosts.size() > MOST_HOSTS) {
      hosts.clear();
    }
    var unsaid = hosts.computeIfAbsent(host, _ -> new Unsaid());
    var last = unsaid.saidAt;
    // A clock that was put back must not make it silent for long.
    if (last != null && !now.isBefore(last) && now.isBefore(last.plus(BETWEEN_LINES))) {
      unsaid.count++;
      return;
    }
    LOG.info(
        "Watching account {} at {} is interrupted: {}. It goes on by itself in {} ms. Interruptions of accounts there since the last such line: {}.",
        account,
        host,
        what,
        pause.toMillis(),
        unsaid.count);
    unsaid.saidAt = now;
    unsaid.count = 0;
  }

  private static final class Unsaid {
    private @org.jspecify.annotations.Nullable Instant saidAt;
    private long count;
  }
}
