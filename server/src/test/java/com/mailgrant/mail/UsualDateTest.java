package com.mailgrant.mail;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** INTERNALDATE as servers write it, and as some do. */
class UsualDateTest {
  @ParameterizedTest
  @CsvSource({
    "'14-Nov-2023 22:13:20 +0000', 2023-11-14T22:13:20Z",
    "'14-Nov-2023 22:13:20 +0530', 2023-11-14T16:43:20Z",
    "'31-Dec-1999 23:59:59 -0800', 2000-01-01T07:59:59Z",
    "'29-Feb-2024 00:00:00 +0100', 2024-02-28T23:00:00Z",
    "'01-Jan-1970 00:00:00 +0000', 1970-01-01T00:00:00Z",
    "' 7-Feb-1994 21:52:25 -0800', 1994-02-08T05:52:25Z",
  })
  void the_usual_shape_is_read(String text, Instant expected) {
    assertThat(UsualDate.instant(text)).contains(expected);
    assertThat(ImapFetch.instant(text)).contains(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "14-Nov-2023",
        "14-Nov-2023 24:13:20 +0000",
        "14-anF-2023 22:13:20 +0000",
        "14-Nov-2023 22:13:20 +9999",
        "14-Nov-2023 22:13:20  0000",
        "14/Nov/2023 22:13:20 +0000",
        "0 -Nov-2023 22:13:20 +0000",
      })
  void what_is_no_time_is_none(String text) {
    assertThat(UsualDate.instant(text)).isEmpty();
    assertThat(ImapFetch.instant(text)).isEmpty();
  }

  @Test
  void other_shapes_are_left_to_the_formatter() {
    assertThat(UsualDate.instant("7-Feb-1994 21:52:25 -0800")).isEmpty();
    assertThat(ImapFetch.instant("7-Feb-1994 21:52:25 -0800"))
        .contains(Instant.parse("1994-02-08T05:52:25Z"));
  }
}
