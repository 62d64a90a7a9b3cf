package com.mailgrant.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PatienceTest {
  private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");
  private static final double NEITHER_SHORTER_NOR_LONGER = 0.5;

  @ParameterizedTest
  @CsvSource({"1,5", "2,15", "3,45", "4,135", "7,3645", "8,10935", "9,14400", "500,14400"})
  void pauses_grow_up_to_four_hours(int failures, long seconds) {
    assertThat(Patience.next(failures, NOON, NOON, NEITHER_SHORTER_NOR_LONGER))
        .isEqualTo(NOON.plusSeconds(seconds));
  }

  @Test
  void chance_makes_a_pause_a_fifth_shorter_or_longer() {
    assertThat(Patience.next(4, NOON, NOON, 0)).isEqualTo(NOON.plusSeconds(108));
    assertThat(Patience.next(4, NOON, NOON, 1)).isEqualTo(NOON.plusSeconds(162));
  }

  @Test
  void the_last_try_is_at_the_end_of_72_hours() {
    var end = NOON.plus(Duration.ofDays(3));
    assertThat(Patience.next(20, NOON, end.minusSeconds(60), NEITHER_SHORTER_NOR_LONGER))
        .isEqualTo(end);
    assertThat(Patience.isOver(30, NOON, end.minusMillis(1))).isFalse();
    assertThat(Patience.isOver(30, NOON, end)).isTrue();
  }

  @Test
  void a_clock_that_jumped_or_a_weekend_switched_off_is_no_failure_of_the_endpoint() {
    var monday = NOON.plus(Duration.ofDays(4));
    assertThat(Patience.isOver(2, NOON, monday)).isFalse();
    assertThat(Patience.next(2, NOON, monday, NEITHER_SHORTER_NOR_LONGER))
        .isEqualTo(monday.plusSeconds(15));
  }
}
