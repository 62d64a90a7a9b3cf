package com.mailgrant.migration;

import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mailgrant.account.TestAccounts;
import com.mailgrant.organization.OrganizationId;
import com.mailgrant.platform.InvalidInput;
import com.mailgrant.testing.Installation;
import java.nio.charset.Charset;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PlanImportTest {
  private static final OrganizationId HERE = OrganizationId.FIRST;
  private static final String LIST =
      """
      Account name,Sender name,Sender email,Username,IMAP,Owner,Decision,Due,Note
      Verkauf,Jörg Müßig,joerg@contoso.example,joerg@contoso.example,outlook.office365.com:993 tls,Jörg,change,2026-12-31,"Zeile 1
      Zeile 2, mit ""Zitat\"\""
      Einkauf,Ana,ana@contoso.example,,,Ana,retain,31.01.2027,
      """;

  private final Installation installation = Installation.start();
  private final Plan plan = installation.node().get(Plan.class);
  private final PlanImport imports = installation.node().get(PlanImport.class);

  @BeforeEach
  void empty() {
    installation.database().jdbc().sql("delete from migration_entry").update();
    installation.database().jdbc().sql("delete from mail_account").update();
  }

  @AfterAll
  void stop() {
    installation.close();
  }

  @Test
  void what_the_export_writes_the_import_reads_back_to_the_same_plan() {
    TestAccounts.corporate(installation.node(), "anna@contoso.example");
    assertThat(read(LIST).imported()).isTrue();
    read(
        "Account name;Username;Note\n=cmd|' /C calc'!A0;-x@contoso.example;'=1+1\n@home;+b@contoso.example;''quoted\n");
    var before = content();
    var list = list();
    installation.database().jdbc().sql("delete from migration_entry").update();

    var outcome = imports.read(HERE, list.getBytes(UTF_8), false, "admin");

    assertThat(outcome.errors()).isEmpty();
    assertThat(content()).isEqualTo(before).hasSize(5);
    assertThat(list()).isEqualTo(list);
    var again = imports.read(HERE, list.getBytes(UTF_8), false, "admin");
    assertThat(again.added() + again.changed()).isZero();
    assertThat(again.unchanged()).isEqualTo(5);
  }

  @Test
  void no_cell_of_the_export_is_a_formula() {
    read(
        "Account name,Username,Note\n=1+1,a@contoso.example,\"@SUM(A1)\"\n+2,b@contoso.example,-3\n");
    assertThat(list().lines().skip(1))
        .allSatisfy(line ->
            assertThat(line.replace("\"", "").split(",", -1))
                .noneMatch(cell -> cell.matches("[=+\\-@].*")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF-8", "UTF-16LE", "UTF-16BE", "windows-1252"})
  void a_list_is_read_in_whatever_it_was_saved(String charset) {
    var outcome = imports.read(HERE, LIST.getBytes(Charset.forName(charset)), false, "admin");
    assertThat(outcome.imported()).isTrue();
    assertThat(outcome.encoding()).isEqualToIgnoringCase(charset);
    assertThat(entry("Verkauf").planned().senderName()).isEqualTo("Jörg Müßig");
    assertThat(entry("Verkauf").notes().note()).isEqualTo("Zeile 1\nZeile 2, mit \"Zitat\"");
    assertThat(entry("Einkauf").notes().due()).hasToString("2027-01-31");
  }

  @Test
  void marks_at_the_beginning_are_no_part_of_the_first_heading() {
    for (var charset : List.of(UTF_8, UTF_16LE, UTF_16BE)) {
      assertThat(imports.read(HERE, ("\uFEFF" + LIST).getBytes(charset), true, "admin").errors())
          .as(charset.name())
          .isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {",", ";", "\t"})
  void comma_semicolon_and_tab_separate(String separator) {
    var list = "E-Mail,Inhaber,\"Notiz\"\nanna@contoso.example,Anna,ok\n".replace(",", separator);
    assertThat(read(list).imported()).isTrue();
    assertThat(entry("anna@contoso.example").notes().ownerName()).isEqualTo("Anna");
  }

  @Test
  void a_spreadsheet_may_say_what_separates() {
    assertThat(read("sep=|\nEmail|Note\nanna@contoso.example|a,b;c\n").imported()).isTrue();
    assertThat(entry("anna@contoso.example").notes().note()).isEqualTo("a,b;c");
  }

  @Test
  void errors_name_line_and_column_and_nothing_is_imported() {
    var outcome =
        read(
            """
            Account name,Sender email,IMAP,Decision,Due
            A,a@contoso.example,,change,
            B,no address,nonsense here,perhaps,31.02.2027
            "C
            D",c@contoso.example,,,
            a,d@contoso.example,,,
            """);
    assertThat(outcome.imported()).isFalse();
    assertThat(outcome.errors())
        .extracting(problem -> problem.line() + " " + problem.column())
        .containsExactly(
            "3 Sender email", "3 IMAP", "3 Decision", "3 Due", "4 Account name", "6 Account name");
    assertThat(outcome.errors().getLast().message()).contains("line 2");
    assertThat(plan.entries(HERE)).isEmpty();
  }

  @Test
  void one_mailbox_twice_is_a_warning() {
    var outcome = read("Account name,Email\nA,a@contoso.example\nB,A@contoso.example\n");
    assertThat(outcome.imported()).isTrue();
    assertThat(outcome.warnings())
        .singleElement()
        .extracting(PlanImport.Problem::line)
        .isEqualTo(3L);
  }

  @Test
  void a_dry_run_stores_nothing() {
    var outcome = imports.read(HERE, LIST.getBytes(UTF_8), true, "admin");
    assertThat(outcome.added()).isEqualTo(2);
    assertThat(plan.entries(HERE)).isEmpty();
  }

  @Test
  void a_list_never_changes_what_an_account_says_of_itself() {
    var account = TestAccounts.corporate(installation.node(), "anna@contoso.example");
    read(
        "Account name,Sender name,Email,Owner\n"
            + account.accountName()
            + ",Somebody else,other@contoso.example,Chef\n");
    var entry = entry(account.accountName());
    assertThat(entry.account()).isEqualTo(account.id());
    assertThat(entry.planned().senderName()).isEqualTo("Anna Berg");
    assertThat(entry.notes().ownerName()).isEqualTo("Chef");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "Note\nhello\n",
        "Email\n\"never closed\n",
        "PK\u0003\u0004\u0000\u0000binary\u0000",
      })
  void what_is_no_list_is_refused_in_a_sentence(String content) {
    assertThatThrownBy(() -> read(content))
        .isInstanceOfSatisfying(
            InvalidInput.class,
            refused -> assertThat(refused.errors().getFirst().message()).endsWith("."));
  }

  @Test
  void fifty_thousand_lines_are_taken_and_one_more_is_refused() {
    var rows =
        IntStream.range(0, PlanImport.MOST_ROWS)
            .mapToObj(i -> "A " + i + ",p" + i + "@contoso.example,change")
            .collect(Collectors.joining("\n", "Account name,Email,Decision\n", "\n"));
    assertThat(read(rows).added()).isEqualTo(PlanImport.MOST_ROWS);
    assertThat(plan.entries(HERE)).hasSize(PlanImport.MOST_ROWS);
    assertThatThrownBy(() -> read(rows + "B,b@contoso.example,change\n"))
        .isInstanceOf(InvalidInput.class);
    assertThat(plan.entries(HERE)).hasSize(PlanImport.MOST_ROWS);
  }

  private PlanImport.Outcome read(String list) {
    return imports.read(HERE, list.getBytes(UTF_8), false, "admin");
  }

  private String list() {
    return new String(PlanExport.csv(reader -> plan.each(HERE, PlanFilter.ALL, reader)), UTF_8);
  }

  private PlanEntry entry(String name) {
    return plan.entries(HERE).stream()
        .filter(entry -> entry.planned().accountName().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private List<String> content() {
    return plan.entries(HERE).stream()
        .map(entry -> entry.account() + " " + entry.planned() + " " + entry.notes())
        .toList();
  }
}
