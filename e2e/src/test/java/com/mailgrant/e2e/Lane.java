package com.mailgrant.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mailgrant.e2e.harness.Api;
import com.mailgrant.e2e.harness.Browser;
import com.mailgrant.e2e.harness.MailgrantProcess;
import com.microsoft.playwright.Page;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** One person of the rehearsal tenant with her account, on whom faults are played one by one. */
final class Lane {
  private static final Duration PATIENCE = Duration.ofSeconds(40);
  private static final Duration POLL = Duration.ofMillis(200);
  private static final Pattern ERROR_ID = Pattern.compile("MG-[0-9A-Z]{4}-[0-9A-Z]{4}");

  private final RehearsalStage stage;
  private final Api api;
  private final Browser browser;
  private final Map<String, JsonNode> catalogue;
  private final String person;
  private final String account;
  private final @Nullable String shared;

  /**
   * @param browser shared by all lanes; one at a time uses it
   * @param catalogue entries by code
   * @param shared an account of hers with a shared mailbox
   */
  Lane(
      RehearsalStage stage,
      Api api,
      Browser browser,
      Map<String, JsonNode> catalogue,
      String person,
      String account,
      @Nullable String shared) {
    this.stage = stage;
    this.api = api;
    this.browser = browser;
    this.catalogue = catalogue;
    this.person = person;
    this.account = account;
    this.shared = shared;
  }

  /** What was seen of a fault. */
  record Seen(boolean byTest, boolean atRunTime, boolean healed) {}

  void begin() throws Exception {
    for (var each : shared == null ? List.of(account) : List.of(account, shared)) {
      assertThat(signIn(each)).contains("Signed in as");
      if (shared != null) {
        api.put("/accounts/" + each + "/folder-mapping", RehearsalStage.mapping()).expect(200);
      }
    }
    healed();
  }

  Seen play(Play play) throws Exception {
    var whom = play.alone() ? "*" : person;
    stage.desk().switchOn(play.name(), whom);
    boolean byTest = true;
    boolean atRunTime;
    try {
      switch (play.where()) {
        case TEST -> isExplained(play, found(play));
        case NOWHERE -> {
          byTest = false;
          assertThat(codes(test(account))).isEmpty();
          if (shared != null) {
            assertThat(codes(test(shared))).isEmpty();
          }
        }
        case LOGIN -> {
          stage.desk().forgetConsents(person);
          isExplained(play, ofPage(signIn(account)));
        }
        case DEAD_END -> {
          stage.desk().forgetConsents(person);
          isExplained(play, ofPage(pasted(signIn(account))));
        }
        case SENDING -> byTest = false;
      }
      atRunTime =
          switch (play.runTime()) {
            case HEALTH -> {
              isExplained(play, ofHealth(play.diagnosis()));
              yield true;
            }
            case OUTBOX -> {
              isExplained(play, ofSent());
              yield true;
            }
            case NONE -> false;
          };
    } finally {
      stage.desk().switchOff(play.name(), whom);
    }
    healed();
    return new Seen(byTest, atRunTime, true);
  }

  /** Code, actor and remedy are those of the catalogue, with the values of this case. */
  private void isExplained(Play play, JsonNode diagnosis) {
    var code = play.diagnosis();
    assertThat(diagnosis.path("code").asString("")).as(play.name()).isEqualTo(code);
    var entry = Objects.requireNonNull(catalogue.get(code), code);
    assertThat(diagnosis.path("actor")).isEqualTo(entry.path("actor"));
    var remedy = diagnosis.path("remedy").values().stream().map(JsonNode::asString).toList();
    assertThat(remedy).isNotEmpty().noneMatch(step -> step.isBlank() || isUnfilled(step));
    assertThat(diagnosis.path("cause").asString(""))
        .isNotBlank()
        .matches(text -> !isUnfilled(text));
  }

  private static boolean isUnfilled(String text) {
    return Pattern.compile("\\{[a-z:A-Z]+}|\\[\\[|…").matcher(text).find();
  }

  /** What a person does afterwards: nothing where waiting is enough, else one Login. */
  void healed() throws Exception {
    var report = test(account);
    if (!"passed".equals(report.path("status").asString())) {
      assertThat(signIn(account)).contains("Signed in as");
      report = test(account);
    }
    assertThat(report.path("status").asString()).as(report.toString()).isEqualTo("passed");
    await()
        .atMost(PATIENCE)
        .pollInterval(POLL)
        .until(() -> {
          var health = health();
          return health.path("failures").asInt() == 0
              && Stream.of("inbound", "outbound")
                  .allMatch(side -> "ok".equals(health.path(side).path("light").asString()));
        });
  }

  JsonNode test() throws IOException, InterruptedException {
    return test(account);
  }

  /** Somebody signs in for her account. */
  String signInAs(String somebody) throws IOException, InterruptedException {
    return signIn(account, somebody);
  }

  private JsonNode test(String which) throws IOException, InterruptedException {
    return api.post("/accounts/" + which + "/test").expect(200).json();
  }

  private JsonNode health() throws IOException, InterruptedException {
    return api.get("/accounts/" + account + "/health").expect(200).json();
  }

  /** A refresh that was under way when the fault was switched on may still serve the first test. */
  private JsonNode found(Play play) throws IOException, InterruptedException {
    var report = test(account);
    var diagnosis = diagnosis(report, play.diagnosis());
    for (int again = 0; diagnosis.isEmpty() && again < 2; again++) {
      report = test(account);
      diagnosis = diagnosis(report, play.diagnosis());
    }
    var last = report;
    return diagnosis.orElseThrow(() -> new AssertionError(play.name() + " is not found: " + last));
  }

  private static Optional<JsonNode> diagnosis(JsonNode report, String code) {
    return report.path("checks").values().stream()
        .map(check -> check.path("diagnosis"))
        .filter(diagnosis -> code.equals(diagnosis.path("code").asString("")))
        .findFirst();
  }

  private static List<String> codes(JsonNode report) {
    return report.path("checks").values().stream()
        .map(check -> check.path("diagnosis").path("code").asString(""))
        .filter(code -> !code.isEmpty())
        .toList();
  }

  private JsonNode ofHealth(String code) throws IOException, InterruptedException {
    var sides = List.of("inbound", "outbound");
    await()
        .atMost(PATIENCE)
        .pollInterval(POLL)
        .untilAsserted(() -> {
          var health = health();
          assertThat(sides)
              .as(health.toString())
              .anyMatch(side ->
                  code.equals(health.path(side).path("diagnosis").path("code").asString("")));
        });
    var health = health();
    return sides.stream()
        .map(side -> health.path(side).path("diagnosis"))
        .filter(diagnosis -> code.equals(diagnosis.path("code").asString("")))
        .findFirst()
        .orElseThrow();
  }

  /** Sends a message and waits for the diagnosis that the outbox gives it. */
  private JsonNode ofSent() throws Exception {
    var sent =
        api.post(
                "/accounts/" + account + "/messages",
                Map.of("to", List.of(person), "subject", "Played", "text", "Played"),
                Map.of("Idempotency-Key", UUID.randomUUID().toString()))
            .expect(202)
            .json();
    var address = "/outbox/" + sent.path("id").asString();
    await()
        .atMost(PATIENCE)
        .pollInterval(POLL)
        .until(() -> !api.get(address).json().path("errorId").asString("").isEmpty());
    var errorId = api.get(address).json().path("errorId").asString();
    api.delete(address);
    return lookedUp(errorId);
  }

  /** The report behind the error ID that a page shows. */
  private JsonNode ofPage(String text) throws IOException, InterruptedException {
    var errorId = ERROR_ID.matcher(text);
    assertThat(errorId.find()).as(text).isTrue();
    return lookedUp(errorId.group());
  }

  private JsonNode lookedUp(String errorId) throws IOException, InterruptedException {
    return api.get("/diagnoses/" + errorId).expect(200).json().path("diagnosis");
  }

  /** Signs in by the API's address; returns the text of the page on which it ends. */
  private String signIn(String which) throws IOException, InterruptedException {
    return signIn(which, person);
  }

  private String signIn(String which, String somebody) throws IOException, InterruptedException {
    var url =
        api.post("/accounts/" + which + "/login")
            .expect(200)
            .json()
            .path("authorizationUrl")
            .asString();
    synchronized (browser) {
      Page page = browser.newPage();
      try {
        page.navigate(url);
        if (page.getByLabel("Password").isVisible()) {
          if (somebody.endsWith("@gmail.example")) {
            RehearsalPerson.signInAtGoogle(page, somebody);
          } else {
            RehearsalPerson.signIn(page, somebody);
          }
        }
        return words(page);
      } finally {
        page.context().close();
      }
    }
  }

  private String pasted(String text) {
    synchronized (browser) {
      Page page = browser.newPage();
      try {
        page.navigate(
            stage.mailgrant().address()
                + "/setup/configuration/email/mail-accounts/"
                + account
                + "/stuck");
        page.getByLabel("User name").fill("admin");
        page.getByLabel("Password").fill(MailgrantProcess.ADMIN_PASSWORD);
        RehearsalPerson.button(page, "Sign in");
        page.getByLabel("Number or text of the page").fill(text);
        RehearsalPerson.button(page, "Explain");
        return words(page);
      } finally {
        page.context().close();
      }
    }
  }

  /** Remedies hold long links, which must not push the page out of the window. */
  private static String words(Page page) {
    assertThat(Browser.fits(page)).as("%s does not scroll sideways", page.url()).isTrue();
    return page.locator("main").innerText();
  }
}
