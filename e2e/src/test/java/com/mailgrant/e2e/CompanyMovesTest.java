package com.mailgrant.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mailgrant.e2e.harness.Api;
import com.mailgrant.e2e.harness.Browser;
import com.mailgrant.e2e.harness.MailgrantProcess;
import com.microsoft.playwright.Page;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * A company goes from passwords to OAuth under constant mail in both directions, with a spread of
 * faults, a crash in the middle and a way back: every message that was accepted is delivered once,
 * and what arrived is announced once. {@code -Dmailgrant.e2e.company=200} makes it a large one.
 */
class CompanyMovesTest {
  private static final int SIZE = Integer.getInteger("mailgrant.e2e.company", 12);
  private static final String ANNA = "anna@contoso.example";
  private static final Duration PATIENCE = Duration.ofMinutes(3).plusSeconds(2L * SIZE);

  @TempDir Path home;

  @Test
  void a_company_moves_and_no_message_is_lost_or_doubled() throws Exception {
    try (var stage = RehearsalStage.start(home, SIZE);
        var browser = Browser.start();
        var api = stage.mailgrant().api()) {
      var anna = stage.createAccount(api, ANNA, ANNA);
      signIn(browser, api, anna, ANNA);
      var servers = api.get("/accounts/" + anna).expect(200).json();
      var accounts = new LinkedHashMap<String, String>();
      for (var worker : workers()) {
        accounts.put(worker, passwordAccount(api, worker, servers));
      }
      Map<String, String> accepted;
      try (var traffic = Traffic.start(api, anna, accounts)) {
        accepted = traffic.accepted();
        faults(stage);
        var entries = entries(api);
        for (var worker : workers()) {
          begin(api, of(entries, of(accounts, worker)));
        }
        refusesTheWrongPerson(browser, api, of(entries, of(accounts, workers().get(4))));
        for (var worker : workers()) {
          open(browser, link(api, of(entries, of(accounts, worker))), worker);
        }
        pictures(browser, stage, "migration-faults");
        assertThat(progress(api).path("waitsFor").path("tenant-admin").asInt()).isEqualTo(1);

        crashWhileSwitching(stage, api);
        everyAccountWorks(api, accounts);

        stage.desk().switchEverythingOff();
        for (var worker : workers()) {
          if (!usesOAuth(api, of(accounts, worker))) {
            var line = line(api, of(entries, of(accounts, worker)));
            if (!line.path("conversion").has("provedAt")) {
              open(browser, link(api, of(entries, of(accounts, worker))), worker);
            }
          }
        }
        await()
            .atMost(PATIENCE)
            .until(() -> {
              api.post("/migration/switch").expect(200);
              return progress(api).path("withPassword").asInt() == 0;
            });
        var first = of(entries, of(accounts, workers().getFirst()));
        api.post("/migration/entries/" + first + "/rollback").expect(200);
        assertThat(usesOAuth(api, of(accounts, workers().getFirst()))).isFalse();
        traffic.more(5);
        api.post("/migration/entries/" + first + "/switch").expect(200);

        stage.desk().endPasswords();
        traffic.more(10);
      }
      everyAccountWorks(api, accounts);
      for (var account : accounts.values()) {
        assertThat(usesOAuth(api, account)).isTrue();
      }
      pictures(browser, stage, "migration-done");
      deliveredOnce(api, accepted);
      announcedOnce(api, accepted);
    }
  }

  private static String of(Map<String, String> map, String key) {
    return Objects.requireNonNull(map.get(key), key);
  }

  private static List<String> workers() {
    return IntStream.rangeClosed(1, SIZE)
        .mapToObj("worker%03d@contoso.example"::formatted)
        .toList();
  }

  /** Of those that strike the new way alone. */
  private static void faults(RehearsalStage stage) throws IOException, InterruptedException {
    stage.desk().switchOn("smtp-refuses-token", workers().get(1));
    stage.desk().switchOn("consent-refused-to-users", workers().get(2));
    stage.desk().switchOn("authenticated-not-connected", workers().get(3));
  }

  private static String passwordAccount(Api api, String worker, JsonNode servers)
      throws IOException, InterruptedException {
    var account = new LinkedHashMap<String, Object>();
    account.put("type", "generic");
    account.put("accountName", "Of " + worker);
    account.put("senderName", worker.substring(0, worker.indexOf('@')));
    account.put("senderEmail", worker);
    account.put("username", worker);
    account.put("password", RehearsalStage.PASSWORD);
    for (var protocol : List.of("imap", "smtp")) {
      var server = servers.path(protocol);
      account.put(
          protocol,
          Map.of(
              "host", server.path("host").asString(),
              "port", server.path("port").asInt(),
              "security", server.path("security").asString()));
    }
    var id = api.post("/accounts", account).expect(201).json().path("id").asString();
    assertThat(api.post("/accounts/" + id + "/test").json().path("status").asString())
        .as("the password of " + worker)
        .isEqualTo("passed");
    api.put("/accounts/" + id + "/folder-mapping", RehearsalStage.mapping()).expect(200);
    return id;
  }

  /** The lines of the plan by account. */
  private static Map<String, String> entries(Api api) throws IOException, InterruptedException {
    var entries = new TreeMap<String, String>();
    String next = "0";
    while (!next.isEmpty()) {
      var page = api.get("/migration?cursor=" + next).expect(200).json();
      page.path("items")
          .forEach(
              line -> entries.put(line.path("account").asString(), line.path("id").asString()));
      next = page.path("next").asString("");
    }
    return entries;
  }

  private static void begin(Api api, String entry) throws IOException, InterruptedException {
    api.patch("/migration/entries/" + entry, Map.of("decision", "change"), "*");
    api.post("/migration/entries/" + entry + "/conversion", Map.of("cloud", "rehearsal"))
        .expect(200);
  }

  private static String link(Api api, String entry) throws IOException, InterruptedException {
    return api.post("/migration/entries/" + entry + "/invitation", Map.of())
        .expect(200)
        .json()
        .path("link")
        .asString();
  }

  /** What the person does with the link, to whatever end. */
  private static void open(Browser browser, String link, String person) {
    var page = browser.newPage();
    page.navigate(link);
    RehearsalPerson.button(page, "Login");
    page.waitForURL("https://localhost:*/**");
    RehearsalPerson.signIn(page, person);
    page.waitForURL("**/oauth2/result/**");
    page.context().close();
  }

  private static void refusesTheWrongPerson(Browser browser, Api api, String entry)
      throws IOException, InterruptedException {
    var link = link(api, entry);
    open(browser, link, workers().get(5));
    assertThat(line(api, entry).path("trouble").path("errorId").asString("")).startsWith("MG-");
    api.delete("/migration/entries/" + entry + "/invitation").expect(204);
    var page = browser.newPage();
    page.navigate(link);
    assertThat(page.locator("form").count()).as("a revoked link offers nothing").isZero();
    page.context().close();
  }

  private static void signIn(Browser browser, Api api, String account, String person)
      throws IOException, InterruptedException {
    var page = browser.newPage();
    page.navigate(
        api.post("/accounts/" + account + "/login")
            .expect(200)
            .json()
            .path("authorizationUrl")
            .asString());
    RehearsalPerson.signIn(page, person);
    page.waitForURL("**/oauth2/result/**");
    page.context().close();
    assertThat(api.post("/accounts/" + account + "/test").json().path("status").asString())
        .isEqualTo("passed");
    api.put("/accounts/" + account + "/folder-mapping", RehearsalStage.mapping()).expect(200);
  }

  /** Killed at some moment while accounts are switched: each is where it was, or switched. */
  private static void crashWhileSwitching(RehearsalStage stage, Api api) throws Exception {
    await().atMost(PATIENCE).until(() -> ready(api) >= SIZE - 3);
    int before = progress(api).path("withPassword").asInt();
    int survivors = ThreadLocalRandom.current().nextInt(1, SIZE - 3);
    long pause = ThreadLocalRandom.current().nextLong(300_000_000);
    System.out.printf("killed after %d switches and %d ns%n", survivors, pause);
    var switching =
        Thread.ofVirtual()
            .start(() -> {
              try {
                api.post("/migration/switch");
              } catch (IOException | InterruptedException e) {
                // The process was killed meanwhile; that is what is looked at.
              }
            });
    await()
        .pollInterval(Duration.ofMillis(20))
        .atMost(PATIENCE)
        .until(() -> progress(api).path("withPassword").asInt() <= before - survivors);
    LockSupport.parkNanos(pause);
    stage.mailgrant().kill();
    switching.join();
    stage.mailgrant().startAgain();
  }

  private static void everyAccountWorks(Api api, Map<String, String> accounts)
      throws IOException, InterruptedException {
    for (var account : accounts.entrySet()) {
      assertThat(
              api.post("/accounts/" + account.getValue() + "/test")
                  .json()
                  .path("status")
                  .asString())
          .as(account.getKey())
          .isEqualTo("passed");
    }
  }

  private static boolean usesOAuth(Api api, String account)
      throws IOException, InterruptedException {
    return api.get("/accounts/" + account).expect(200).json().path("useOAuth").asBoolean();
  }

  private static JsonNode line(Api api, String entry) throws IOException, InterruptedException {
    return api.get("/migration/entries/" + entry).expect(200).json();
  }

  private static JsonNode progress(Api api) throws IOException, InterruptedException {
    return api.get("/migration").expect(200).json().path("progress");
  }

  private static int ready(Api api) throws IOException, InterruptedException {
    return progress(api).path("stages").path("tested").asInt();
  }

  private static void pictures(Browser browser, RehearsalStage stage, String name) {
    var page = browser.newPage();
    page.navigate(stage.mailgrant().address() + "/setup/configuration/email/migration");
    page.getByLabel("User name").fill("admin");
    page.getByLabel("Password").fill(MailgrantProcess.ADMIN_PASSWORD);
    RehearsalPerson.button(page, "Sign in");
    picture(page, name);
    page.setViewportSize(390, 844);
    picture(page, name + "-narrow");
    page.context().close();
  }

  private static void picture(Page page, String name) {
    Browser.screenshot(page, name);
    assertThat(Browser.barriers(page)).as(name).isEmpty();
    assertThat(page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"))
        .as(name + " does not scroll sideways")
        .isEqualTo(true);
  }

  /** Accepted = delivered once, once everything has settled. */
  private static void deliveredOnce(Api api, Map<String, String> accepted)
      throws IOException, InterruptedException {
    await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofSeconds(1))
        .until(() ->
            List.of("queued", "sending", "deferred", "held").stream()
                .allMatch(state -> outbox(api, state).isEmpty()));
    // Nobody can tell whether these left before the crash: a person looks, and lets them go.
    for (var unknown : outbox(api, "unknown")) {
      var subject = unknown.path("subject").asString();
      if (!subjects(api, accepted.getOrDefault(subject, "")).contains(subject)) {
        api.post("/outbox/" + unknown.path("id").asString() + "/release");
      }
    }
    assertThat(accepted).hasSizeGreaterThan(SIZE);
    for (var account : Set.copyOf(accepted.values())) {
      var wanted =
          accepted.entrySet().stream()
              .filter(each -> each.getValue().equals(account))
              .map(Map.Entry::getKey)
              .toList();
      await()
          .atMost(PATIENCE)
          .untilAsserted(() -> assertThat(subjects(api, account)).containsAll(wanted));
      assertThat(subjects(api, account)).containsExactlyInAnyOrderElementsOf(wanted);
    }
  }

  /** What arrived is announced once, however often its account changed its way meanwhile. */
  private static void announcedOnce(Api api, Map<String, String> accepted)
      throws IOException, InterruptedException {
    var wanted =
        accepted.entrySet().stream().map(each -> each.getValue() + " " + each.getKey()).toList();
    await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofSeconds(1))
        .untilAsserted(() -> assertThat(announced(api)).containsAll(wanted));
    assertThat(announced(api)).containsExactlyInAnyOrderElementsOf(wanted);
  }

  /** Account and subject of everything that was announced in an Inbox, as often as it was. */
  private static List<String> announced(Api api) throws IOException, InterruptedException {
    var found = new ArrayList<String>();
    var after = "0";
    boolean more;
    do {
      var page = api.get("/events?type=mail.received&limit=1000&after=" + after).expect(200).json();
      page.path("items")
          .forEach(event -> {
            var subject = event.path("data").path("subject").asString("");
            if (event.path("data").path("role").asString("").equals("inbox")
                && subject.startsWith("Traffic ")) {
              found.add(event.path("account").asString() + " " + subject);
            }
          });
      after = page.path("next").asString();
      more = page.path("more").asBoolean();
    } while (more);
    return found;
  }

  private static List<JsonNode> outbox(Api api, String state) {
    try {
      var found = new ArrayList<JsonNode>();
      api.get("/outbox?state=" + state).expect(200).json().path("items").forEach(found::add);
      return found;
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Of everything in the Inbox that this test sent. */
  private static List<String> subjects(Api api, String account)
      throws IOException, InterruptedException {
    var subjects = new ArrayList<String>();
    var cursor = "";
    do {
      var page =
          api.get("/accounts/" + account + "/messages?folder=INBOX" + cursor).expect(200).json();
      page.path("items")
          .forEach(message -> {
            var subject = message.path("subject").asString("");
            if (subject.startsWith("Traffic ")) {
              subjects.add(subject);
            }
          });
      var next = page.path("next").asString("");
      cursor = next.isEmpty() ? "" : "&cursor=" + next;
    } while (!cursor.isEmpty());
    return subjects;
  }
}
