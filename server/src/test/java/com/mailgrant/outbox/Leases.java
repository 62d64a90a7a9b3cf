package com.mailgrant.outbox;

import com.mailgrant.testing.Installation;
import java.time.Duration;

/** What a test does instead of waiting: leases go by the clock of the database. */
final class Leases {
  private Leases() {}

  /** All that are held now are older by so much. */
  static void age(Installation installation, Duration time) {
    installation
        .database()
        .jdbc()
        .sql(
            """
            update outbox_lane set
              leased_until = leased_until - :millis * interval '1 millisecond',
              copy_leased_until = copy_leased_until - :millis * interval '1 millisecond'
            """)
        .param("millis", time.toMillis())
        .update();
  }

  /** Whoever holds one is dead. */
  static void runOut(Installation installation) {
    age(installation, Duration.ofMinutes(1));
  }
}
