package com.mailgrant.rehearsal.token;

import com.mailgrant.rehearsal.RehearsalClock;
import com.mailgrant.rehearsal.fault.Fault;
import com.mailgrant.rehearsal.fault.Faults;
import java.time.Duration;
import java.time.Instant;
import org.springframework.stereotype.Component;

/** The time that the identity provider writes into its answers, which a fault can put wrong. */
@Component
public class AuthorityTime {
  private static final Duration OFF = Duration.ofMinutes(10);

  private final RehearsalClock clock;
  private final Faults faults;

  AuthorityTime(RehearsalClock clock, Faults faults) {
    this.clock = clock;
    this.faults = faults;
  }

  /** For answers about this person. */
  public Instant now(String person) {
    var now = clock.instant();
    return faults.strikes(Fault.CLOCK_TEN_MINUTES_OFF, person) ? now.plus(OFF) : now;
  }
}
