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
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * Every fault that the rehearsal tenant can play is played, is recognised by the diagnosis that it
 * names, and is gone when the fault is.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PlayedDiagnosesTest {
  private static final String ANNA = "anna@contoso.example";
  private static final String INFO = "info@contoso.example";
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  /** Where a fault shows. */
  private enum Where {
    /** Test Connection on an account that worked. */
    TEST,
    /** The page after a sign-in. */
    LOGIN,
    /** The provider's page leads nowhere; its text is pasted. */
    DEAD_END,
    /** The outbox, when a message is sent. */
    SENDING,
    /** Nowhere: Mailgrant does not do what the fault punishes. */
    NOWHERE
  }

  private static final Map<String, Where> ELSEWHERE =
      Map.ofEntries(
          Map.entry("consent-needs-administrator", Where.DEAD_END),
          Map.entry("consent-refused-to-users", Where.LOGIN),
          Map.entry("redirect-uri-not-registered", Where.DEAD_END),
          Map.entry("no-refresh-token", Where.LOGIN),
          Map.entry("no-identity-token", Where.LOGIN),
          Map.entry("send-as-denied", Where.SENDING),
          Map.entry("too-many-connections", Where.SENDING),
          Map.entry("sending-quota-used-up", Where.SENDING),
          Map.entry("connection-lost-after-data", Where.SENDING),
          // Sending signs in as the person and never as the shared mailbox.
          Map.entry("shared-smtp-sign-in-refused", Where.NOWHERE));

  private RehearsalStage stage;
  private Api api;
  private Browser browser;
  private String account;
  private String shared;

  @BeforeAll
  void start(@TempDir Path home) throws Exception {
    stage = RehearsalStage.start(home);
    api = stage.mailgrant().api();
    browser = Browser.start();
    account = stage.createAccount(api, ANNA, ANNA);
    shared = stage.createAccount(api, ANNA, INFO);
    for (var each : List.of(account, shared)) {
      assertThat(signIn(each)).contains("Signed in as");
      api.put("/accounts/" + each + "/folder-mapping", RehearsalStage.mapping()).expect(200);
    }
  }

  @AfterAll
  void stop() throws Exception {
    browser.close();
    api.close();
    stage.close();
  }

  @TestFactory
  Stream<DynamicTest> every_fault_is_recognised_and_gone_when_it_is_over() throws Exception {
    return stage.desk().faults().stream()
        .map(fault -> DynamicTest.dynamicTest(fault.name(), () -> play(fault)));
  }

  private void play(ControlDesk.Fault fault) throws Exception {
    var where = ELSEWHERE.getOrDefault(fault.name(), Where.TEST);
    stage.desk().switchOn(fault.name(), "*");
    try {
      switch (where) {
        case TEST -> assertThat(codes(test(account))).contains(fault.diagnosis());
        case NOWHERE -> {
          assertThat(codes(test(account))).isEmpty();
          assertThat(codes(test(shared))).isEmpty();
        }
        case LOGIN -> {
          stage.desk().forgetConsents();
          assertThat(signIn(account)).contains("(" + fault.diagnosis() + ")");
        }
        case DEAD_END -> {
          stage.desk().forgetConsents();
          assertThat(pasted(signIn(account))).contains("(" + fault.diagnosis() + ")");
        }
        case SENDING -> assertThat(codeOfSent()).isEqualTo(fault.diagnosis());
      }
    } finally {
      stage.desk().switchEverythingOff();
    }
    healed(account);
  }

  /** What a person does afterwards: nothing where waiting is enough, else one Login. */
  private void healed(String which) throws Exception {
    var report = test(which);
    if (!"passed".equals(report.path("status").asString())) {
      assertThat(signIn(which)).contains("Signed in as");
      report = test(which);
    }
    assertThat(report.path("status").asString()).as(report.toString()).isEqualTo("passed");
  }

  private JsonNode test(String which) throws IOException, InterruptedException {
    return api.post("/accounts/" + which + "/test").expect(200).json();
  }

  private static List<String> codes(JsonNode report) {
    return report.path("checks").values().stream()
        .map(check -> check.path("diagnosis").path("code").asString(""))
        .filter(code -> !code.isEmpty())
        .toList();
  }

  /** Signs in by the API's address; returns the text of the page on which it ends. */
  private String signIn(String which) throws IOException, InterruptedException {
    var url =
        api.post("/accounts/" + which + "/login")
            .expect(200)
            .json()
            .path("authorizationUrl")
            .asString();
    Page page = browser.newPage();
    try {
      page.navigate(url);
      if (page.getByLabel("Password").isVisible()) {
        RehearsalPerson.signIn(page, ANNA);
      }
      return page.locator("main").innerText();
    } finally {
      page.context().close();
    }
  }

  private String pasted(String text) {
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
      return page.locator("main").innerText();
    } finally {
      page.context().close();
    }
  }

  /** Sends a message and waits for the diagnosis that the outbox gives it. */
  private String codeOfSent() throws Exception {
    var sent =
        api.post(
                "/accounts/" + account + "/messages",
                Map.of(
                    "to", List.of("bernd@contoso.example"), "subject", "Played", "text", "Played"),
                Map.of("Idempotency-Key", UUID.randomUUID().toString()))
            .expect(202)
            .json();
    var address = "/outbox/" + sent.path("id").asString();
    await()
        .atMost(PATIENCE)
        .until(() -> !api.get(address).json().path("errorId").asString("").isEmpty());
    var errorId = api.get(address).json().path("errorId").asString();
    api.delete(address);
    return api.get("/diagnoses/" + errorId)
        .expect(200)
        .json()
        .path("diagnosis")
        .path("code")
        .asString();
  }
}
