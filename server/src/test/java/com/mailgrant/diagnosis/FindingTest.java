package com.mailgrant.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import com.mailgrant.platform.Language;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FindingTest {
  @Test
  void what_came_from_elsewhere_is_bounded_and_printable() {
    var finding =
        new Finding(
            "D00",
            Map.of("detail", "first\r\nforged log line " + "x".repeat(100_000)),
            "\u202Eright to left\u0000" + "y".repeat(100_000),
            new ProviderTrace("t\nt", "c".repeat(500), null));
    assertThat(finding.values().get("detail"))
        .hasSize(1_000)
        .startsWith("first forged")
        .endsWith("...");
    assertThat(finding.serverSaid()).hasSize(2_000).startsWith("right to left y");
    assertThat(finding.trace().traceId()).isEqualTo("t t");
    assertThat(finding.trace().correlationId()).hasSize(100);
    assertThat(Explaining.in(Language.ENGLISH, finding).plainText("MG-1").lines().count())
        .isLessThan(20);
  }

  @ParameterizedTest
  @CsvSource({"PT201.317S, PT3M21.317S", "PT90H, PT24H", "nonsense, PT5M", "'', PT5M"})
  void a_server_may_say_how_long_to_wait_but_not_for_ever(String asked, Duration pause) {
    var finding = Finding.of("D102", Map.of(Finding.ASKED_PAUSE, asked), null);
    assertThat(Explaining.in(Language.ENGLISH, finding).retry()).isEqualTo(new Retry.After(pause));
  }

  @Test
  void a_remedy_suits_the_type_of_account() {
    var values = Map.of("clientId", "42.apps", Finding.ACCOUNT_TYPE, "gmail");
    var google = Explaining.in(Language.GERMAN, Finding.of("D20", values, null));
    assertThat(google.remedy().getFirst()).contains("console.cloud.google.com", "42.apps");
    assertThat(google.link()).startsWith("https://console.cloud.google.com");
    assertThat(google.language()).isEqualTo(Language.GERMAN);
    var other = Explaining.in(Language.ENGLISH, Finding.of("D20", Map.of(), null));
    assertThat(other.remedy().getFirst()).contains("App registrations");
    assertThat(other.link()).as("a link with an open blank is none").isNull();
  }
}
