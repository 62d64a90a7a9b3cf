package com.mailgrant.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.mailgrant.e2e.harness.Api;
import com.mailgrant.e2e.harness.Browser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * Every fault that the rehearsal tenant can play is played, is recognised by Test Connection and by
 * the running service as the diagnosis that it names, and is gone when the fault is. Several people
 * play at once. What was seen is the table of docs/diagnoses.md.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PlayedDiagnosesTest {
  private static final String ANNA = "anna@contoso.example";
  private static final String INFO = "info@contoso.example";
  private static final String OLIVIA = "olivia@outlook.example";
  private static final String GINA = "gina@gmail.example";

  private final Map<Play, CompletableFuture<Lane.Seen>> seen = new LinkedHashMap<>();
  private final Map<String, CompletableFuture<Boolean>> situations = new LinkedHashMap<>();
  private final List<Thread> threads = new ArrayList<>();
  private RehearsalStage stage;
  private Api api;
  private Browser browser;
  private Map<String, JsonNode> catalogue = Map.of();

  @BeforeAll
  void start(@TempDir Path home) throws Exception {
    // Tokens that live for less than the margin are fetched anew by every proof.
    // Watchers would refresh such short-lived tokens all the time, and a test could be answered
    // with
    // one that was on its way before the fault was switched on.
    stage =
        RehearsalStage.start(
            home,
            "  access-token-life: 4m\n",
            "  health:\n    every: 1s\n  watch:\n    enabled: false\n");
    api = stage.mailgrant().api();
    browser = Browser.start();
    catalogue = catalogue();
  }

  @AfterAll
  void stop() throws Exception {
    threads.forEach(Thread::interrupt);
    browser.close();
    api.close();
    stage.close();
  }

  @TestFactory
  Stream<DynamicTest> every_fault_is_recognised_and_gone_when_it_is_over() throws Exception {
    var plays = stage.desk().faults().stream().map(Play::of).toList();
    plays.forEach(play -> seen.put(play, new CompletableFuture<>()));
    var work = queue(plays, Play.Person.ANYBODY);
    var first = lane("microsoft365", "rehearsal", ANNA, stage.createAccount(api, ANNA, INFO));
    var alone = plays.stream().filter(Play::alone).toList();
    first.begin();
    alone.forEach(play -> run(first, play));
    queue(plays, Play.Person.ANNA).forEach(play -> run(first, play));
    var admin = lane("microsoft365", "rehearsal", "admin@contoso.example", null);
    var without = Situations.of(api, stage, admin);
    without.keySet().forEach(code -> situations.put(code, new CompletableFuture<>()));
    without.forEach(this::run);
    begin(admin, queue(plays, Play.Person.ADMIN));
    begin(first, work);
    for (var name : List.of("bernd", "chloe", "yuki")) {
      begin("microsoft365", "rehearsal", name + "@contoso.example", work);
    }
    begin("outlook", "rehearsal-outlook", OLIVIA, queue(plays, Play.Person.OLIVIA));
    begin("gmail", "rehearsal-google", GINA, queue(plays, Play.Person.GINA));
    return Stream.of(
            plays.stream()
                .map(play ->
                    DynamicTest.dynamicTest(
                        play.diagnosis() + " " + play.name(), () -> seen(play).get())),
            situations.entrySet().stream()
                .map(each ->
                    DynamicTest.dynamicTest(
                        each.getKey() + " without a fault", () -> each.getValue().get())),
            Stream.of(DynamicTest.dynamicTest("docs/diagnoses.md is up to date", this::table)))
        .flatMap(tests -> tests);
  }

  /** Every diagnosis is played, or something says why not and what proves it instead. */
  private void table() throws Exception {
    var lines = new LinkedHashMap<String, List<DiagnosesTable.Line>>();
    for (var each : seen.entrySet()) {
      var result = each.getValue().get();
      var play = each.getKey();
      if (result.byTest() || result.atRunTime()) {
        lines
            .computeIfAbsent(play.diagnosis(), _ -> new ArrayList<>())
            .add(
                new DiagnosesTable.Line(
                    play.name(), result.byTest(), result.atRunTime(), result.healed()));
      }
    }
    var played = new TreeSet<>(lines.keySet());
    played.addAll(situations.keySet());
    var proofs = DiagnosesTable.proofs();
    assertThat(played).doesNotContainAnyElementsOf(proofs.keySet());
    played.addAll(proofs.keySet());
    assertThat(played).isEqualTo(new TreeSet<>(catalogue.keySet()));
    for (var proof : proofs.entrySet()) {
      assertThat(sourceOf(proof.getValue())).contains(proof.getKey());
    }
    var page = DiagnosesTable.of(catalogue, lines, situations.keySet());
    Files.writeString(DiagnosesTable.WRITTEN, page);
    assertThat(DiagnosesTable.PUBLISHED).as("run scripts/update-diagnoses.sh").hasContent(page);
  }

  private static String sourceOf(String test) throws IOException {
    try (var files = Files.walk(Path.of("..", "server", "src", "test", "java"))) {
      return Files.readString(
          files
              .filter(file -> file.endsWith(test + ".java"))
              .findFirst()
              .orElseThrow(() -> new IOException("there is no " + test)));
    }
  }

  private static BlockingQueue<Play> queue(List<Play> plays, Play.Person whose) {
    return new LinkedBlockingQueue<>(
        plays.stream().filter(play -> play.person() == whose && !play.alone()).toList());
  }

  private Lane lane(String type, String cloud, String person, @Nullable String shared)
      throws Exception {
    var account = stage.createAccount(api, type, cloud, person, person);
    return new Lane(stage, api, browser, catalogue, person, account, shared);
  }

  private void begin(String type, String cloud, String person, BlockingQueue<Play> work)
      throws Exception {
    var lane = lane(type, cloud, person, null);
    lane.begin();
    begin(lane, work);
  }

  private void begin(Lane lane, BlockingQueue<Play> work) {
    threads.add(
        Thread.ofVirtual()
            .start(() -> {
              for (var play = work.poll(); play != null; play = work.poll()) {
                run(lane, play);
              }
            }));
  }

  private void run(String code, Situations.Situation situation) {
    var future = Objects.requireNonNull(situations.get(code), code);
    try {
      situation.play();
      future.complete(true);
    } catch (Exception | AssertionError e) {
      future.completeExceptionally(e);
    }
  }

  private CompletableFuture<Lane.Seen> seen(Play play) {
    return Objects.requireNonNull(seen.get(play), play.name());
  }

  private void run(Lane lane, Play play) {
    var future = seen(play);
    try {
      future.complete(lane.play(play));
    } catch (Exception | AssertionError e) {
      future.completeExceptionally(e);
    }
  }

  private Map<String, JsonNode> catalogue() throws IOException, InterruptedException {
    var entries = new LinkedHashMap<String, JsonNode>();
    api.get("/diagnoses")
        .expect(200)
        .json()
        .path("items")
        .values()
        .forEach(entry -> entries.put(entry.path("code").asString(), entry));
    return entries;
  }
}
