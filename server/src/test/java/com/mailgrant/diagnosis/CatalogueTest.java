package com.mailgrant.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mailgrant.platform.Labels;
import com.mailgrant.platform.Language;
import com.mailgrant.platform.YamlRow;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class CatalogueTest {
  /** Those of diagnoses/README.md. */
  private static final Set<String> BLANKS =
      Set.of(
          "user",
          "mailbox",
          "sender",
          "organization",
          "tenant",
          "clientId",
          "redirectUri",
          "cloud",
          "authority",
          "resource",
          "host",
          "port",
          "addresses",
          "signedIn",
          "expected",
          "folder",
          "secretIsId",
          "since",
          "issued",
          "detail",
          "adminCenter",
          "entraAdminCenter",
          "microsoftAdminCenter",
          "securityCenter",
          "consentLink",
          "lookUp",
          "connect");

  private static final Pattern COMMAND =
      Pattern.compile(
          "\\b(?:Add|Connect|Format|Get|Install|New|Set|Test)-[A-Z][A-Za-z]+(?: -[A-Za-z]+[^;.\\n]*| \\| [^;.\\n]*)*");
  private static final Pattern OWN_SCREENS =
      Pattern.compile("Setup > [A-Za-z >]+|Actions > [A-Za-z.]+");

  private static final Catalogue CATALOGUE = new Catalogue();

  static Stream<CatalogueEntry> english() {
    return CATALOGUE.entries(Language.ENGLISH).stream();
  }

  @Test
  void there_are_more_than_sixty_diagnoses() {
    assertThat(CATALOGUE.entries(Language.ENGLISH)).hasSizeGreaterThan(60);
  }

  @Test
  void every_cause_of_the_fact_sheet_is_a_diagnosis_or_says_why_it_cannot_occur() {
    var known = english().map(CatalogueEntry::code).collect(Collectors.toSet());
    var prevented = new HashSet<String>();
    for (var row : YamlRow.list("/diagnoses/prevented.yaml")) {
      row.only("code", "title", "prevented").text("prevented");
      prevented.add(row.text("code"));
    }
    assertThat(known).doesNotContainAnyElementsOf(prevented);
    for (int number = 0; number <= 131; number++) {
      assertThat(
              known.contains("D%02d".formatted(number))
                  || prevented.contains("D%02d".formatted(number)))
          .as("D%02d", number)
          .isTrue();
    }
  }

  @ParameterizedTest
  @MethodSource("english")
  void a_row_is_fit_to_be_read(CatalogueEntry entry) {
    assertThat(entry.title()).hasSizeBetween(10, 80).doesNotEndWith(".").doesNotContain("{");
    assertThat(entry.cause().length()).isBetween(20, 420);
    assertThat(entry.remedy()).hasSizeBetween(1, 6);
    for (var step : allSteps(entry)) {
      assertThat(step.length()).as(step).isBetween(10, 400);
    }
    assertThat(BLANKS).containsAll(blanks(entry));
    if (entry.actor() == Actor.NOBODY) {
      assertThat(entry.retry()).isInstanceOf(Retry.After.class);
      assertThat(entry.concerns()).isEqualTo(Concern.SERVICE);
    }
    if (entry.link() != null) {
      assertThat(entry.link()).matches("https://\\S+|\\{\\w+}");
    }
  }

  @Test
  void no_two_rows_have_the_same_title() {
    for (var language : Language.values()) {
      assertThat(CATALOGUE.entries(language).stream().map(CatalogueEntry::title).toList())
          .doesNotHaveDuplicates();
    }
  }

  @Test
  void the_german_catalogue_is_complete() {
    var german = CATALOGUE.entries(Language.GERMAN).stream().toList();
    var original = english().toList();
    assertThat(german).hasSameSizeAs(original);
    for (int i = 0; i < original.size(); i++) {
      sameInGerman(original.get(i), german.get(i));
    }
  }

  private static void sameInGerman(CatalogueEntry english, CatalogueEntry german) {
    assertThat(german.code()).isEqualTo(english.code());
    var code = english.code();
    assertThat(german.title()).as(code).isNotEqualTo(english.title());
    assertThat(german.cause()).as(code).isNotEqualTo(english.cause());
    assertThat(german.remedy()).as(code).hasSameSizeAs(english.remedy());
    assertThat(german.variants()).as(code).hasSameSizeAs(english.variants());
    for (int i = 0; i < english.variants().size(); i++) {
      var theirs = english.variants().get(i);
      var ours = german.variants().get(i);
      assertThat(ours.accountTypes()).as(code).isEqualTo(theirs.accountTypes());
      assertThat(ours.remedy()).as(code).hasSameSizeAs(theirs.remedy());
    }
    assertThat(blanks(english)).as(code).containsAll(blanks(german));
    assertThat(german.actor()).isEqualTo(english.actor());
    assertThat(german.retry()).isEqualTo(english.retry());
    assertThat(german.link()).isEqualTo(english.link());
    var steps = allSteps(english);
    var schritte = allSteps(german);
    for (int i = 0; i < steps.size(); i++) {
      assertThat(schritte.get(i)).as(code).isNotEqualTo(steps.get(i));
      assertThat(found(COMMAND, schritte.get(i))).as(code).isEqualTo(found(COMMAND, steps.get(i)));
      assertThat(Template.blanks(steps.get(i)))
          .as(steps.get(i))
          .isEqualTo(Template.blanks(schritte.get(i)));
      assertThat(found(OWN_SCREENS, schritte.get(i)).size())
          .as(code)
          .isEqualTo(found(OWN_SCREENS, steps.get(i)).size());
    }
  }

  @Test
  void every_actor_has_a_german_name() {
    for (var actor : Actor.values()) {
      assertThat(actor.label(Language.GERMAN)).isNotEqualTo(actor.label(Language.ENGLISH));
    }
    for (var label : List.of("error-id", "actor", "said", "trace", "correlation")) {
      assertThat(Labels.of(Language.GERMAN, "report." + label, "")).isNotEmpty();
    }
  }

  @Test
  void commands_take_their_values_quoted_for_powershell() {
    english()
        .flatMap(entry -> allSteps(entry).stream())
        .flatMap(step -> found(COMMAND, step).stream())
        .forEach(command -> assertThat(command).doesNotContainPattern("\\{(?!ps:)\\w+}"));
  }

  @Test
  void a_code_that_nobody_knows_is_explained_with_the_providers_words() {
    var finding = Finding.of("D9999", Map.of("detail", "so sprach er"), "so sprach er");
    assertThat(CATALOGUE.explain(finding, Language.ENGLISH).code()).isEqualTo(Catalogue.UNKNOWN);
    assertThat(CATALOGUE.explain(finding, Language.GERMAN).cause()).endsWith("so sprach er");
  }

  @ParameterizedTest
  @ValueSource(strings = {"never", "after action", "after PT15M", "after P1D"})
  void retry_rules_are_read_as_they_are_written(String text) {
    assertThat(Retry.parse(text).text()).isIn(text, "after PT24H");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "soon", "after", "after 15M", "NEVER"})
  void what_is_no_retry_rule_keeps_the_service_from_starting(String text) {
    assertThatThrownBy(() -> Retry.parse(text)).isInstanceOf(RuntimeException.class);
  }

  @Test
  void pauses_are_neither_hasty_nor_endless() {
    english()
        .map(CatalogueEntry::retry)
        .filter(Retry.After.class::isInstance)
        .map(Retry.After.class::cast)
        .forEach(after ->
            assertThat(after.pause()).isBetween(Duration.ofSeconds(1), Duration.ofHours(6)));
  }

  private static List<String> allSteps(CatalogueEntry entry) {
    var steps = new ArrayList<>(entry.remedy());
    entry.variants().forEach(variant -> steps.addAll(variant.remedy()));
    return steps;
  }

  private static Set<String> blanks(CatalogueEntry entry) {
    var blanks = new TreeSet<>(Template.blanks(entry.title() + entry.cause()));
    allSteps(entry).forEach(step -> blanks.addAll(Template.blanks(step)));
    blanks.addAll(Template.blanks(String.valueOf(entry.link())));
    return blanks;
  }

  private static List<String> found(Pattern pattern, String text) {
    return pattern.matcher(text).results().map(match -> match.group().strip()).toList();
  }
}
