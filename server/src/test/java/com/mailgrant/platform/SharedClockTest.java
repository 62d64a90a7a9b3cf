package com.mailgrant.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessResourceFailureException;

class SharedClockTest {
  private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");
  private final AtomicLong counter = new AtomicLong(77);
  private final SharedClock clock = new SharedClock(NOON, counter::get);
  private Instant own = NOON;

  @Test
  void a_machine_whose_clock_jumps_goes_on_by_its_counter() {
    var keeper = keeper(() -> NOON);
    keeper.compare();
    own = NOON.plus(Duration.ofHours(5));
    pass(Duration.ofSeconds(3));
    assertThat(clock.instant()).isEqualTo(NOON.plusSeconds(3));
  }

  @Test
  void the_time_is_that_of_the_database() {
    var later = NOON.plus(Duration.ofMinutes(7));
    keeper(() -> later).compare();
    pass(Duration.ofSeconds(1));
    assertThat(clock.instant()).isEqualTo(later.plusSeconds(1));
    assertThat(clock.withZone(ZoneId.of("Europe/Berlin")).instant())
        .isEqualTo(later.plusSeconds(1));
  }

  @Test
  void an_answer_stands_for_the_middle_of_the_question() {
    keeper(
            () -> {
              pass(Duration.ofMillis(400));
              return NOON;
            })
        .compare();
    assertThat(clock.instant()).isEqualTo(NOON.plusMillis(200));
  }

  @Test
  void an_answer_that_took_long_is_good_for_a_beginning_only() {
    var late = NOON.plus(Duration.ofHours(1));
    var keeper =
        keeper(() -> {
          pass(Duration.ofSeconds(4));
          return late;
        });
    keeper.compare();
    assertThat(clock.instant()).isEqualTo(late.plusSeconds(2));
    keeper.compare();
    assertThat(clock.instant()).isEqualTo(late.plusSeconds(6));
  }

  @Test
  void without_the_database_the_clock_goes_on() {
    var keeper =
        keeper(() -> {
          throw new DataAccessResourceFailureException("gone");
        });
    pass(Duration.ofSeconds(9));
    keeper.compare();
    assertThat(clock.instant()).isEqualTo(NOON.plusSeconds(9));
  }

  private ClockKeeper keeper(Supplier<Instant> database) {
    return new ClockKeeper(clock, ownClock(), database);
  }

  private Clock ownClock() {
    return new Clock() {
      @Override
      public Instant instant() {
        return own;
      }

      @Override
      public ZoneId getZone() {
        return ZoneOffset.UTC;
      }

      @Override
      public Clock withZone(ZoneId zone) {
        return this;
      }
    };
  }

  private void pass(Duration duration) {
    counter.addAndGet(duration.toNanos());
  }
}
