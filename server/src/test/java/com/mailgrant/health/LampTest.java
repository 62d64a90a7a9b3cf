package com.mailgrant.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class LampTest {
  private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");
  private static final Cause BUSY = new Cause("account:x:passing", true);
  private static final Cause OFF = new Cause("tenant:lab:D01", false);

  @Test
  void the_first_proof_that_works_lights_it() {
    var lamp = Lamp.DARK.worked(NOON);
    assertThat(lamp.light()).isEqualTo(Light.OK);
    assertThat(lamp.since()).isEqualTo(NOON);
    assertThat(lamp.worked(NOON.plusSeconds(60)).since()).isEqualTo(NOON);
    assertThat(lamp.worked(NOON.plusSeconds(60)).okAt()).isEqualTo(NOON.plusSeconds(60));
  }

  @Test
  void one_failure_leaves_the_light_as_it_was() {
    var once = Lamp.DARK.worked(NOON).failed("D37", BUSY, false, NOON.plusSeconds(60));
    assertThat(once.light()).isEqualTo(Light.OK);
    assertThat(once.failures()).isEqualTo(1);
    assertThat(once.wantsReport()).isFalse();
    assertThat(Lamp.DARK.failed("D37", BUSY, false, NOON).light()).isEqualTo(Light.UNKNOWN);
  }

  @Test
  void the_second_failure_counts_from_the_first() {
    var twice =
        Lamp.DARK
            .worked(NOON)
            .failed("D37", BUSY, false, NOON.plusSeconds(60))
            .failed("D37", BUSY, false, NOON.plusSeconds(120));
    assertThat(twice.light()).isEqualTo(Light.TROUBLE);
    assertThat(twice.since()).isEqualTo(NOON.plusSeconds(60));
    assertThat(twice.wantsReport()).isTrue();
  }

  @Test
  void a_failure_a_success_and_a_failure_are_no_trouble() {
    var lamp =
        Lamp.DARK
            .failed("D37", BUSY, false, NOON)
            .worked(NOON.plusSeconds(60))
            .failed("D37", BUSY, false, NOON.plusSeconds(120));
    assertThat(lamp.light()).isEqualTo(Light.OK);
  }

  @Test
  void the_authoritys_own_word_needs_no_second_proof() {
    var lamp = Lamp.DARK.worked(NOON).failed("D18", OFF, true, NOON.plusSeconds(60));
    assertThat(lamp.light()).isEqualTo(Light.TROUBLE);
  }

  @Test
  void the_same_trouble_is_reported_once_and_another_one_again() {
    var reported =
        Lamp.DARK
            .failed("D37", BUSY, false, NOON)
            .failed("D37", BUSY, false, NOON)
            .reported("MG-0000-0001");
    assertThat(reported.failed("D37", BUSY, false, NOON).wantsReport()).isFalse();
    assertThat(reported.failed("D01", OFF, false, NOON).wantsReport()).isTrue();
    assertThat(reported.failed("D01", OFF, false, NOON).passing()).isFalse();
  }

  @Test
  void one_success_ends_the_trouble_and_its_memory() {
    var lamp =
        Lamp.DARK
            .failed("D37", BUSY, false, NOON)
            .failed("D37", BUSY, false, NOON)
            .worked(NOON.plusSeconds(60));
    assertThat(lamp)
        .isEqualTo(
            new Lamp(
                Light.OK,
                NOON.plusSeconds(60),
                0,
                null,
                null,
                null,
                null,
                false,
                NOON.plusSeconds(60)));
  }
}
