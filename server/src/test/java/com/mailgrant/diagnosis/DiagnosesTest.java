package com.mailgrant.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import com.mailgrant.organization.OrganizationId;
import com.mailgrant.platform.Language;
import com.mailgrant.testing.Installation;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What joins the page that a person saw with what support finds. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DiagnosesTest {
  private static final UUID HERE = OrganizationId.FIRST.value();

  private final Installation installation = Installation.start();
  private final Diagnoses diagnoses = installation.node().get(Diagnoses.class);

  @AfterAll
  void stop() {
    installation.close();
  }

  @Test
  void a_report_is_found_again_by_its_error_id_word_for_word() {
    var account = UUID.randomUUID();
    var finding =
        new Finding(
            "D14",
            Map.of("user", "anna@contoso.example", "sender", "info@contoso.example"),
            "554 5.2.252 SendAsDenied",
            new ProviderTrace("trace-1", "correlation-1", "noon"));
    var report = diagnoses.report(finding, HERE, account, "outbox");
    assertThat(diagnoses.find(HERE, report.errorId().value())).contains(report);
    assertThat(report.at()).isEqualTo(installation.clock().instant());
    assertThat(report.diagnosis().cause()).contains("info@contoso.example");
    assertThat(Objects.requireNonNull(report.diagnosis().providerTrace()).correlationId())
        .isEqualTo("correlation-1");
  }

  @Test
  void an_error_id_may_be_typed_carelessly() {
    var report = diagnoses.report(Finding.of("D10", Map.of(), null), HERE, null, "login");
    assertThat(diagnoses.find(HERE, "  " + report.errorId().value().toLowerCase(Locale.ROOT) + " "))
        .isPresent();
    assertThat(diagnoses.find(HERE, "MG-0000-0000")).isEmpty();
  }

  @Test
  void another_organization_finds_nothing() {
    var report = diagnoses.report(Finding.of("D10", Map.of(), null), HERE, null, "login");
    assertThat(diagnoses.find(UUID.randomUUID(), report.errorId().value())).isEmpty();
  }

  @Test
  void a_report_is_read_in_the_readers_language() {
    var finding = Finding.of("D10", Map.of("user", "anna@contoso.example"), "said");
    var report = diagnoses.report(finding, HERE, null, "login");
    var id = report.errorId().value();
    var english = diagnoses.find(HERE, id, Language.ENGLISH).orElseThrow().diagnosis();
    var german = diagnoses.find(HERE, id, Language.GERMAN).orElseThrow().diagnosis();
    assertThat(english.title()).isEqualTo("The sign-in was cancelled");
    assertThat(german.title()).isEqualTo("Die Anmeldung wurde abgebrochen");
    assertThat(german.plainText(id))
        .contains("Ihre Fehler-ID: " + id, "Wer handeln muss: Der Benutzer des Postfachs");
    assertThat(english.plainText(id)).contains("Your error ID: " + id);
    assertThat(diagnoses.find(HERE, id).orElseThrow().diagnosis().language())
        .as("without a request it is English")
        .isEqualTo(Language.ENGLISH);
  }

  /** Rows of old hold sentences and no values. */
  @Test
  void a_row_of_an_older_edition_is_shown_as_it_stands() {
    var report = diagnoses.report(Finding.of("D20", Map.of(), null), HERE, null, "login");
    var old =
        """
        {"code": "D20", "title": "Old title", "cause": "Old cause", "actor": "operator", "remedy": ["Do it"],
         "link": null, "retry": "after PT15M", "serverSaid": "no",
         "providerTrace": {"traceId": "t", "correlationId": "c", "timestamp": null}}
        """;
    installation
        .database()
        .jdbc()
        .sql("update diagnosis_report set diagnosis = ?::jsonb where error_id = ?")
        .params(old, report.errorId().value())
        .update();
    var read =
        diagnoses.find(HERE, report.errorId().value(), Language.GERMAN).orElseThrow().diagnosis();
    assertThat(read.title()).isEqualTo("Old title");
    assertThat(read.actor()).isEqualTo(Actor.OPERATOR);
    assertThat(read.remedy()).containsExactly("Do it");
    assertThat(read.retry()).isEqualTo(new Retry.After(Duration.ofMinutes(15)));
    assertThat(read.language()).isEqualTo(Language.ENGLISH);
    assertThat(Objects.requireNonNull(read.providerTrace()).traceId()).isEqualTo("t");
  }

  @Test
  void the_newest_come_first_and_no_more_than_asked_for() {
    var organization = HERE;
    for (int i = 0; i < 3; i++) {
      installation.clock().tick(Duration.ofMinutes(1));
      diagnoses.report(Finding.of("D10", Map.of(), "no " + i), organization, null, "login");
    }
    assertThat(diagnoses.newest(organization, 2, Language.ENGLISH))
        .extracting(report -> report.diagnosis().serverSaid())
        .containsExactly("no 2", "no 1");
    assertThat(diagnoses.newest(UUID.randomUUID(), 2, Language.ENGLISH)).isEmpty();
  }
}
