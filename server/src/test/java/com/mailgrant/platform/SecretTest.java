package com.mailgrant.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretTest {
  private record Holder(String name, Secret password) {}

  @Test
  void it_hides_wherever_it_is_printed() {
    var secret = new Secret("right horse");
    assertThat(
            List.of(
                secret.toString(),
                "" + secret,
                String.format("%s", secret),
                List.of(secret).toString(),
                Map.of("password", secret).toString(),
                new Holder("anna", secret).toString()))
        .noneMatch(text -> text.contains("horse"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "********", "••••••••", " ** ", "*•*"})
  void a_mask_that_a_page_shows_is_known_as_one(String mask) {
    assertThat(new Secret(mask).isMaskOrBlank()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"*a*", "0", "-", "pass••••"})
  void a_real_value_is_no_mask(String value) {
    assertThat(new Secret(value).isMaskOrBlank()).isFalse();
  }

  @Test
  void equal_values_are_equal_secrets() {
    assertThat(new Secret("a")).isEqualTo(new Secret("a")).hasSameHashCodeAs(new Secret("a"));
    assertThat(new Secret("a")).isNotEqualTo(new Secret("b")).isNotEqualTo(new Secret("aa"));
  }

  @Test
  void white_space_that_was_copied_along_is_stripped() {
    assertThat(new Secret(" \tvalue\r\n").stripped()).isEqualTo(new Secret("value"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"a b", "a\n", "é", "\u007f", "a\u0000"})
  void what_cannot_travel_as_it_is_is_not_printable(String value) {
    assertThat(new Secret(value).isPrintableAscii()).isFalse();
  }
}
