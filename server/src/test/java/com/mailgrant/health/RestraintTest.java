package com.mailgrant.health;

import static org.assertj.core.api.Assertions.assertThat;

import com.mailgrant.testing.SettableClock;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class RestraintTest {
  private final SettableClock clock = new SettableClock();
  private final Restraint restraint = new Restraint(2, Duration.ofMinutes(1), clock);

  @Test
  void a_few_of_a_place_pass_in_a_while() {
    assertThat(restraint.mayPass("here")).isTrue();
    assertThat(restraint.mayPass("here")).isTrue();
    assertThat(restraint.mayPass("here")).isFalse();
    assertThat(restraint.mayPass("elsewhere")).isTrue();
    clock.tick(Duration.ofMinutes(1));
    assertThat(restraint.mayPass("here")).isTrue();
  }

  @Test
  void a_clock_that_is_put_back_does_not_shut_it() {
    restraint.mayPass("here");
    restraint.mayPass("here");
    clock.tick(Duration.ofHours(-1));
    assertThat(restraint.mayPass("here")).isTrue();
  }
}
