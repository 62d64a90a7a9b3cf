package com.mailgrant.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StayTest {
  private static final Instant OPENED = Instant.parse("2026-11-29T09:00:00Z");

  @ParameterizedTest
  @CsvSource({"PT1H, PT55M10S", "PT90M, PT85M10S", "PT5M, PT4M", "PT10S, PT8S", "PT-5S, PT-4S"})
  void a_session_ends_before_its_token_but_not_at_once(Duration life, Duration stay) {
    assertThat(Stay.end(OPENED, OPENED.plus(life))).isEqualTo(OPENED.plus(stay));
  }
}
