package com.mailgrant.health;

import static org.assertj.core.api.Assertions.assertThat;

import com.mailgrant.diagnosis.Actor;
import com.mailgrant.diagnosis.Diagnosis;
import com.mailgrant.diagnosis.Finding;
import com.mailgrant.diagnosis.Retry;
import com.mailgrant.health.ProofResult.Side;
import com.mailgrant.provider.Failure;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PaceTest {
  private static final Duration HOUR = Duration.ofHours(1);
  private static final ProofResult WORKED =
      new ProofResult(new Side.Worked(), new Side.Worked(), Duration.ZERO);

  private final Random random = new Random(1);

  @Test
  void a_healthy_account_comes_again_after_the_round_give_or_take_a_tenth() {
    var pauses = new HashSet<Duration>();
    for (int i = 0; i < 200; i++) {
      var pause = Pace.next(WORKED, 0, HOUR, random);
      assertThat(pause).isBetween(Duration.ofMinutes(54), Duration.ofMinutes(66));
      pauses.add(pause);
    }
    assertThat(pauses).hasSizeGreaterThan(150);
  }

  @ParameterizedTest
  @CsvSource({
    // failures in a row, least and most minutes until the next try
    "1, 0.75, 1.25",
    "2, 1.6, 2",
    "3, 3.2, 4",
    "4, 6.4, 8",
    "5, 12.8, 16",
    "6, 25.6, 32",
    "7, 48, 60",
    "8, 48, 60",
    "500, 48, 60"
  })
  void in_trouble_the_pause_grows_up_to_an_hour(int failures, double least, double most) {
    for (int i = 0; i < 100; i++) {
      var pause = Pace.next(failed(new Retry.AfterAction()), failures, HOUR, random);
      assertThat(pause.toMillis() / 60_000.0).isBetween(least, most);
    }
  }

  @Test
  void what_asks_to_wait_is_left_alone_for_that_long() {
    assertThat(Pace.next(failed(new Retry.After(Duration.ofMinutes(15))), 2, HOUR, random))
        .isBetween(Duration.ofMinutes(12), Duration.ofMinutes(15));
  }

  @Test
  void what_only_new_settings_can_cure_is_not_tried_often() {
    assertThat(Pace.next(failed(new Retry.Never()), 2, HOUR, random))
        .isBetween(Duration.ofMinutes(48), HOUR);
  }

  @Test
  void who_wants_quick_rounds_gets_quick_retries() {
    var every = Duration.ofSeconds(5);
    for (int failures = 0; failures < 10; failures++) {
      assertThat(Pace.next(failed(new Retry.Never()), failures, every, random))
          .isLessThan(Duration.ofSeconds(7));
    }
  }

  @Test
  void a_thousand_new_accounts_are_spread_over_the_round() {
    var perMinute = new int[60];
    for (int i = 0; i < 1_000; i++) {
      perMinute[(int) Pace.first(HOUR, random).toMinutes()]++;
    }
    assertThat(java.util.Arrays.stream(perMinute).boxed())
        .allSatisfy(count -> assertThat(count).isBetween(1, 40));
  }

  private static ProofResult failed(Retry retry) {
    var diagnosis =
        new Diagnosis(
            "D99",
            "t",
            "c",
            Actor.OPERATOR,
            List.of("s"),
            null,
            retry,
            null,
            null,
            com.mailgrant.platform.Language.ENGLISH);
    var side =
        new Side.Failed(
            Finding.of("D99", Map.of(), null),
            diagnosis,
            new Failure.NoAnswer(Failure.Trouble.TIMED_OUT, "host", ""));
    return new ProofResult(side, new Side.Worked(), Duration.ZERO);
  }
}
