package com.mailgrant.migration;

import static com.mailgrant.migration.DeskStage.HERE;
import static com.mailgrant.testing.Visitor.ANNA;
import static com.mailgrant.testing.Visitor.BERND;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mailgrant.account.Conversions.Wish;
import com.mailgrant.platform.InvalidInput;
import com.mailgrant.platform.Refused;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The plan in pages, filtered and counted, with few lines and with very many. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PlanPagesTest {
  private final DeskStage stage = new DeskStage();
  private final PlanImport imports = stage.installation.node().get(PlanImport.class);

  @BeforeEach
  void reset() {
    stage.reset();
  }

  @AfterAll
  void stop() {
    stage.close();
  }

  @Test
  void pages_together_are_the_plan_without_gap_or_repetition() {
    var anna = stage.password(ANNA);
    list(45, "");
    list("Account name,Email\nÄrger,aerger@contoso.example\nZebra,zebra@contoso.example\n");
    var seen = new LinkedHashSet<String>();
    @Nullable PlanCursor cursor = null;
    do {
      var lines = stage.plan.page(HERE, PlanFilter.ALL, cursor, 0, 10).lines();
      lines.forEach(line -> assertThat(seen.add(line.entry().planned().accountName())).isTrue());
      cursor =
          lines.size() < 10
              ? null
              : PlanCursor.parse(PlanCursor.after(lines.getLast().entry()).toString());
    } while (cursor != null);
    assertThat(seen).hasSize(48).contains(anna.accountName(), "Ärger", "Zebra");
    assertThat(names(PlanFilter.ALL)).containsExactlyElementsOf(seen);
  }

  @Test
  void a_filter_finds_what_the_lines_themselves_say() {
    var anna = stage.password(ANNA);
    var bernd = stage.password(BERND);
    stage.desk.begin(stage.entry(anna), new Wish(null, "lab", null, null));
    stage.invitations.invite(stage.entry(anna), null, "admin");
    list(
        """
        Account name,Email,Owner,Decision
        Sales,s@contoso.example,Äda,change
        Old,o@contoso.example,,retain
        Gone,g@contoso.example,,delete
        """);
    stage.desk.delete(stage.entry(bernd));
    var all = stage.lines();
    for (var each : Stage.values()) {
      assertThat(names(new PlanFilter(each, null, null, "")))
          .as(each.name())
          .isEqualTo(
              all.stream().filter(line -> line.stage() == each).map(PlanPagesTest::name).toList());
    }
    for (var each : Decision.values()) {
      assertThat(names(new PlanFilter(null, each, null, "")))
          .as(each.name())
          .isEqualTo(
              all.stream()
                  .filter(line -> line.entry().notes().decision() == each)
                  .map(PlanPagesTest::name)
                  .toList());
    }
    for (var each : List.of("", "user", "planner", "operator", "nonsense' or 1=1")) {
      assertThat(names(new PlanFilter(null, null, each, "")))
          .as(each)
          .isEqualTo(
              all.stream()
                  .filter(line -> line.waitsFor().equals(each))
                  .map(PlanPagesTest::name)
                  .toList());
    }
    assertThat(names(new PlanFilter(null, null, null, "äDA"))).containsExactly("Sales");
    assertThat(names(new PlanFilter(null, null, null, ANNA.username())))
        .containsExactly(anna.accountName());
    for (var words : List.of("%", ".*", "[", "\\", "(", "a|b", "😀")) {
      assertThat(names(new PlanFilter(null, null, null, words))).as(words).isEmpty();
    }
    assertThatThrownBy(() -> PlanFilter.of("nonsense", null, null, null))
        .isInstanceOf(InvalidInput.class);
    assertThatThrownBy(() -> PlanCursor.parse("bm90aGluZw")).isInstanceOf(InvalidInput.class);
  }

  @Test
  void the_progress_counts_lines_with_and_without_an_account_alike() {
    var anna = stage.password(ANNA);
    var bernd = stage.password(BERND);
    list(
        """
        Account name,Email,IMAP,Decision
        Sales,s@contoso.example,outlook.office365.com:993 tls,change
        Old,o@contoso.example,,retain
        Gone,g@contoso.example,,delete
        """);
    stage.desk.delete(stage.entry(bernd));
    stage.desk.begin(stage.entry(anna), new Wish(null, "lab", null, null));
    var progress = stage.plan.page(HERE, PlanFilter.ALL, null, 0, 1).progress();
    var lines = stage.lines();
    assertThat(progress.accounts()).isEqualTo(lines.size()).isEqualTo(5);
    assertThat(progress.done()).isEqualTo(count(lines, PlanLine::done)).isEqualTo(2);
    assertThat(progress.withPassword()).isEqualTo(count(lines, PlanLine::withPassword));
    assertThat(progress.losing())
        .isEqualTo(count(lines, line -> !line.losses().isEmpty()))
        .isEqualTo(1);
    assertThat(progress.stages())
        .isEqualTo(
            lines.stream()
                .filter(line -> line.entry().notes().decision() == Decision.CHANGE)
                .collect(Collectors.groupingBy(PlanLine::stage, Collectors.summingInt(_ -> 1))));
    assertThat(progress.waitsFor())
        .isEqualTo(
            lines.stream()
                .map(PlanLine::waitsFor)
                .filter(whom -> !whom.isEmpty())
                .collect(Collectors.groupingBy(whom -> whom, Collectors.summingInt(_ -> 1))));
  }

  @Test
  void a_line_is_added_by_itself_and_never_twice() {
    var draft = draft("Sales", "sales@contoso.example").check();
    var entry = stage.plan.add(HERE, draft.planned(), draft.notes());
    assertThat(stage.plan.line(HERE, entry.id()).stage()).isEqualTo(Stage.PLANNED);
    assertThatThrownBy(() -> stage.plan.add(HERE, draft.planned(), draft.notes()))
        .isInstanceOf(Refused.class);
    var anna = stage.password(ANNA);
    var same = draft(anna.accountName().toUpperCase(Locale.ROOT), "x@contoso.example");
    assertThatThrownBy(() -> stage.plan.add(HERE, same.check().planned(), same.check().notes()))
        .isInstanceOf(Refused.class);
    assertThatThrownBy(() -> draft("", "no address").check())
        .isInstanceOfSatisfying(
            InvalidInput.class,
            wrong -> assertThat(wrong.errors().getFirst().field()).isEqualTo("senderEmail"));
    assertThat(stage.lines()).hasSize(2);
  }

  /** Generous: it is to notice a call that reads the whole plan for each of its lines. */
  @Test
  void a_page_of_fifty_thousand_lines_is_quick() {
    stage.password(ANNA);
    list(PlanImport.MOST_ROWS, ",change");
    stage.installation.database().jdbc().sql("analyze migration_entry").update();
    var took = new ArrayList<Duration>();
    for (var filter :
        List.of(PlanFilter.ALL, new PlanFilter(Stage.PLANNED, null, "planner", "person 49"))) {
      for (int skipped : new int[] {0, 300}) {
        long begun = System.nanoTime();
        var page = stage.plan.page(HERE, filter, null, skipped, 100);
        took.add(Duration.ofNanos(System.nanoTime() - begun));
        assertThat(page.lines()).hasSize(100);
        assertThat(page.progress().accounts()).isEqualTo(PlanImport.MOST_ROWS + 1);
      }
    }
    long begun = System.nanoTime();
    stage.plan.line(
        HERE, stage.plan.page(HERE, PlanFilter.ALL, null, 400, 1).lines().getFirst().entry().id());
    took.add(Duration.ofNanos(System.nanoTime() - begun));
    assertThat(took).as("%s", took).allMatch(each -> each.toMillis() < 2_000);
    System.out.println("pages of 50,000 lines took " + took);
  }

  private List<String> names(PlanFilter filter) {
    var page = stage.plan.page(HERE, filter, null, 0, 200);
    assertThat(page.found()).isEqualTo(page.lines().size());
    return page.lines().stream().map(PlanPagesTest::name).toList();
  }

  private static String name(PlanLine line) {
    return line.entry().planned().accountName();
  }

  private static int count(List<PlanLine> lines, Predicate<PlanLine> what) {
    return (int) lines.stream().filter(what).count();
  }

  private static LineDraft draft(String name, String address) {
    return new LineDraft(
        name, null, null, address, null, null, null, null, null, null, null, null, null, null, null,
        null);
  }

  private void list(int rows, String decision) {
    list(
        IntStream.range(0, rows)
            .mapToObj(i -> "Person " + i + ",p" + i + "@contoso.example" + decision)
            .collect(
                Collectors.joining(
                    "\n",
                    "Account name,Email" + (decision.isEmpty() ? "" : ",Decision") + "\n",
                    "\n")));
  }

  private void list(String list) {
    assertThat(imports.read(HERE, list.getBytes(UTF_8), false, "admin").errors()).isEmpty();
  }
}
