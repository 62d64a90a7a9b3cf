package com.mailgrant.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mailgrant.e2e.harness.Api;
import com.mailgrant.e2e.harness.Browser;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** A shared mailbox end to end (D12, D13): read under its own name, sent from by its delegate. */
class SharedMailboxTest {
  private static final String ANNA = "anna@contoso.example";
  private static final String BERND = "bernd@contoso.example";
  private static final String INFO = "info@contoso.example";
  private static final String SUBJECT = "From the shared mailbox";
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  @TempDir Path home;

  @Test
  void a_shared_mailbox_is_read_and_sent_from_and_keeps_its_own_copy() throws Exception {
    try (var stage = RehearsalStage.start(home);
        var browser = Browser.start();
        var api = stage.mailgrant().api()) {
      var info = stage.createAccount(api, ANNA, INFO);
      var bernd = stage.createAccount(api, BERND, BERND);
      signIn(browser, api, info, ANNA);
      signIn(browser, api, bernd, BERND);

      var test = api.post("/accounts/" + info + "/test").expect(200).json();
      assertThat(test.path("status").asString()).isEqualTo("passed");
      assertThat(check(test, "imap-authenticate").path("note").asString()).contains(INFO);
      api.put("/accounts/" + info + "/folder-mapping", RehearsalStage.mapping()).expect(200);
      var sent =
          api.post(
                  "/accounts/" + info + "/messages",
                  Map.of("to", List.of(BERND), "subject", SUBJECT, "text", "Hello"))
              .expect(202)
              .json();

      var arrived =
          await().atMost(PATIENCE).until(() -> found(api, bernd, "INBOX"), n -> n.size() == 1);
      assertThat(arrived.getFirst().path("from").toString()).contains(INFO).doesNotContain(ANNA);
      await().atMost(PATIENCE).until(() -> found(api, info, "Sent%20Items").size() == 1);
      assertThat(
              api.get("/outbox/" + sent.path("id").asString())
                  .expect(200)
                  .json()
                  .path("state")
                  .asString())
          .isEqualTo("sent");
    }
  }

  @Test
  void without_the_right_to_open_it_the_answer_says_so() throws Exception {
    try (var stage = RehearsalStage.start(home);
        var browser = Browser.start();
        var api = stage.mailgrant().api()) {
      var info = stage.createAccount(api, "chloe@contoso.example", INFO);
      signIn(browser, api, info, "chloe@contoso.example");
      var test = api.post("/accounts/" + info + "/test").expect(200).json();
      assertThat(test.path("status").asString()).isNotEqualTo("passed");
      assertThat(check(test, "imap-inbox").path("diagnosis").path("code").asString())
          .isEqualTo("D12");
    }
  }

  private static JsonNode check(JsonNode test, String name) {
    for (var check : test.path("checks")) {
      if (check.path("check").asString().equals(name)) {
        return check;
      }
    }
    throw new AssertionError("no check " + name + " in " + test);
  }

  private static List<JsonNode> found(Api api, String account, String folder)
      throws IOException, InterruptedException {
    var page = api.get("/accounts/" + account + "/messages?folder=" + folder).expect(200).json();
    return page.path("items")
        .valueStream()
        .filter(message -> message.path("subject").asString("").equals(SUBJECT))
        .toList();
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
  }
}
