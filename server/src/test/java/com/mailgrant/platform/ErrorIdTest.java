package com.mailgrant.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import org.junit.jupiter.api.Test;

class ErrorIdTest {
  @Test
  void it_can_be_spoken_on_the_telephone() {
    for (int i = 0; i < 1_000; i++) {
      assertThat(ErrorId.random().value())
          .matches("MG-[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}");
    }
  }

  @Test
  void it_does_not_repeat() {
    var seen = new HashSet<ErrorId>();
    for (int i = 0; i < 10_000; i++) {
      assertThat(seen.add(ErrorId.random())).isTrue();
    }
  }
}
