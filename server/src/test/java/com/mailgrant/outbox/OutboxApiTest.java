package com.mailgrant.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.mailgrant.testing.RunningServer;
import com.mailgrant.testing.TestBrowser;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The outbox over HTTP, and its page. Nobody is signed in, so that messages are held. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OutboxApiTest {
  private static final String PAGE = "/setup/configuration/email/outbox";
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final RunningServer server = RunningServer.start();
  private final TestBrowser browser = server.browser();
  private String account = "";

  @BeforeAll
  void anAccount() {
    account = account("anna");
    browser.signIn("admin", RunningServer.PASSWORD);
  }

  @AfterAll
  void stop() {
    server.close();
  }

  @Test
  void the_list_has_pages() {
    var mine = account("pages");
    var accepted = new ArrayList<String>();
    for (int i = 0; i < 5; i++) {
      accepted.addFirst(accept(mine, "m" + i));
    }
    var seen = new LinkedHashSet<String>();
    String next = "";
    int pages = 0;
    while (next != null) {
      var page = get("/outbox?limit=2&account=" + mine + (next.isEmpty() ? "" : "&cursor=" + next));
      page.path("items").forEach(item -> seen.add(item.path("id").asString()));
      next = page.path("next").isString() ? page.path("next").asString() : null;
      pages++;
    }
    assertThat(pages).isEqualTo(3);
    assertThat(seen).containsExactlyElementsOf(accepted);
    for (var wrong : List.of("limit=0", "limit=201", "cursor=x", "state=gone")) {
      assertThat(call("GET", "/outbox?" + wrong, "").statusCode()).as(wrong).isEqualTo(422);
    }
    var garbled = call("GET", "/outbox?state=%ff", "");
    assertThat(garbled.statusCode()).isEqualTo(400);
    assertThat(json(garbled).path("detail").asString()).contains("%25");
    assertThat(browser.open(PAGE + "?cursor=%ff").statusCode()).isEqualTo(400);
  }

  @Test
  void numbers_say_what_waits_and_many_are_done_at_once() {
    var mine = account("many");
    var scheduled = "\"sendAt\":\"2027-01-01T08:00:00Z\",";
    for (int i = 0; i < 3; i++) {
      accept(mine, "later", scheduled);
    }
    var summary = get("/outbox/summary?account=" + mine);
    assertThat(summary.path("states").path("queued").asInt()).isEqualTo(3);
    assertThat(summary.path("waiting").asInt()).isEqualTo(3);
    assertThat(summary.path("oldestWaiting").asString()).startsWith("20");
    var bulk = "{\"action\":\"cancel\",\"state\":\"queued\",\"account\":\"" + mine + "\"}";
    var done = json(call("POST", "/outbox/bulk", bulk));
    assertThat(done.path("done").asInt()).isEqualTo(3);
    assertThat(get("/outbox/summary?account=" + mine).path("states").path("cancelled").asInt())
        .isEqualTo(3);
    for (var path : List.of("/outbox?account=", "/outbox/summary?account=")) {
      assertThat(call("GET", path, "").statusCode()).as(path).isEqualTo(422);
    }
    var forgotten = "{\"action\":\"cancel\",\"state\":\"queued\",\"account\":\"\"}";
    assertThat(call("POST", "/outbox/bulk", forgotten).statusCode()).isEqualTo(400);
    for (var wrong :
        List.of("{}", "{\"action\":\"cancel\"}", "{\"action\":\"burn\",\"state\":\"held\"}")) {
      assertThat(call("POST", "/outbox/bulk", wrong).statusCode()).as(wrong).isEqualTo(422);
    }
  }

  @Test
  void a_scheduled_message_is_moved_and_taken_back() {
    var id = accept(account, "later", "\"sendAt\":\"2027-01-01T08:00:00Z\",");
    var moved = call("PATCH", "/outbox/" + id, "{\"sendAt\":\"2027-02-01T08:00:00Z\"}");
    assertThat(json(moved).path("nextAttemptAt").asString()).isEqualTo("2027-02-01T08:00:00Z");
    assertThat(call("PATCH", "/outbox/" + id, "{}").statusCode()).isEqualTo(422);
    assertThat(call("DELETE", "/outbox/" + id, "").statusCode()).isEqualTo(204);
    assertThat(call("DELETE", "/outbox/" + id, "").statusCode()).isEqualTo(409);
    assertThat(call("POST", "/outbox/" + id + "/retry", "").statusCode()).isEqualTo(409);
  }

  @Test
  void what_is_too_large_is_refused() {
    var attachment =
        "{\"to\":[\"bob@fabrikam.example\"],\"attachments\":[{\"name\":\"a\",\"content\":\"%s\"}]}";
    var path = "/accounts/" + account + "/messages";
    var fifty = attachment.formatted("A".repeat(50 * 1024 * 1024 / 3 * 4));
    assertThat(call("POST", path, fifty).statusCode()).isEqualTo(413);
    var forty = attachment.formatted("A".repeat(40 * 1024 * 1024 / 3 * 4));
    assertThat(call("POST", path, forty).statusCode()).isEqualTo(422);
  }

  /** Whoever sends in chunks announces no length. */
  @Test
  void what_turns_out_too_large_is_refused_too() throws Exception {
    var oneTooMany = Map.of("/accounts/" + account + "/messages", 65, "/accounts", 17);
    for (var path : oneTooMany.keySet()) {
      var spaces = new byte[1024 * 1024];
      Arrays.fill(spaces, (byte) ' ');
      var endless =
          BodyPublishers.ofByteArrays(
              () -> Stream.generate(() -> spaces).limit(oneTooMany.get(path)).iterator());
      var request =
          HttpRequest.newBuilder(server.address().resolve("/api/v1" + path))
              .header("Authorization", "Bearer " + RunningServer.KEY)
              .header("Content-Type", "application/json")
              .POST(endless)
              .build();
      try (var client = HttpClient.newHttpClient()) {
        var answer = client.send(request, HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(413);
        assertThat(json(answer).path("detail").asString()).contains("MB");
      }
    }
  }

  @Test
  void the_page_of_a_message_says_through_whom_it_leaves_and_takes_it_back() {
    var asked = account("asked");
    var standIn = account("stand-in");
    call(
        "PUT",
        "/organization/email",
        "{\"useIntegratedEmail\":true,\"offForAccounts\":[\"%s\"],\"fallbackAccount\":\"%s\"}"
            .formatted(asked, standIn));
    var id = accept(asked, "Offer 4712", "\"sendAt\":\"2027-01-01T08:00:00Z\",");
    call("PUT", "/organization/email", "{\"useIntegratedEmail\":true}");
    var page = "/setup/configuration/email/mail-accounts/" + standIn + "/sent/" + id;
    assertThat(browser.open(page).body())
        .contains(
            "<h1>Offer 4712</h1>", "stand-in", "because asked may not be used", "2027-01-01T08");
    var after = browser.press(page, PAGE + "/" + id + "/cancel?back=message");
    assertThat(TestBrowser.path(after)).isEqualTo(page);
    assertThat(after.body()).contains("The message was cancelled").doesNotContain("/cancel?");
    assertThat(get("/outbox/" + id).path("state").asString()).isEqualTo("cancelled");
  }

  @Test
  void the_page_shows_what_waits_and_takes_it_back() {
    var mine = account("page");
    var id = accept(mine, "Offer <b>4711</b>", "\"sendAt\":\"2027-01-01T08:00:00Z\",");
    var seen = browser.open(PAGE + "?state=queued&account=" + mine).body();
    assertThat(seen)
        .contains("Offer &lt;b&gt;4711&lt;/b&gt;", "One message waits", "Cancel all of these");
    browser.press(PAGE + "?account=" + mine, PAGE + "/" + id + "/cancel", "account", mine);
    assertThat(get("/outbox/" + id).path("state").asString()).isEqualTo("cancelled");
    assertThat(browser.open(PAGE + "?state=held&account=" + mine).body())
        .contains("No message fits this filter");
  }

  @Test
  void a_message_in_doubt_is_marked_as_sent_by_programs_and_on_the_pages() {
    var mine = account("doubt");
    var ids = new ArrayList<String>();
    for (int i = 0; i < 3; i++) {
      ids.add(accept(mine, "In doubt " + i, "\"sendAt\":\"2027-01-01T08:00:00Z\","));
    }
    var byProgram = "/outbox/" + ids.getFirst() + "/mark-sent";
    var early = call("POST", byProgram, "");
    assertThat(early.statusCode()).isEqualTo(409);
    assertThat(json(early).path("detail").asString())
        .isEqualTo("The message is queued; only a message in doubt can be marked as sent.");
    server
        .database()
        .jdbc()
        .sql("update outbox_message set state = 'UNKNOWN' where account_id = cast(? as uuid)")
        .param(mine)
        .update();
    assertThat(json(call("POST", byProgram, "")).path("state").asString()).isEqualTo("sent");
    assertThat(call("POST", byProgram, "").statusCode()).isEqualTo(200);
    var page = "/setup/configuration/email/mail-accounts/" + mine + "/sent/" + ids.get(1);
    assertThat(browser.open(page).body())
        .contains("Try again</b>", "Mark as sent</b>", "/try-again?", "/mark-sent?");
    var after = browser.press(page, PAGE + "/" + ids.get(1) + "/mark-sent?back=message");
    assertThat(TestBrowser.path(after)).isEqualTo(page);
    assertThat(after.body()).contains("marked as sent").doesNotContain("/mark-sent?");
    var list = PAGE + "?state=unknown&account=" + mine;
    assertThat(browser.open(list).body())
        .contains("Mark all of these as sent", PAGE + "/" + ids.getLast() + "/mark-sent");
    browser.press(list, PAGE + "/all", "action", "mark-sent", "state", "unknown", "account", mine);
    assertThat(get("/outbox/summary?account=" + mine).path("states").path("sent").asInt())
        .isEqualTo(3);
  }

  @Test
  void access_and_policy_are_kept_over_http_and_shown_on_their_page() {
    var mine = account("shared");
    var path = "/accounts/" + mine + "/access";
    var access =
        "{\"users\":[{\"user\":\"u <1>\",\"rights\":[\"read\",\"send\"]}],\"senders\":[\"sales@contoso.example\"]}";
    assertThat(call("PUT", path, access).statusCode()).isEqualTo(200);
    assertThat(get(path).path("senders").get(0).asString()).isEqualTo("sales@contoso.example");
    assertThat(get("/users/u%20%3C1%3E/accounts").path("items").get(0).path("accountId").asString())
        .isEqualTo(mine);
    for (var wrong :
        List.of(
            "{\"users\":[{\"user\":\"u\",\"rights\":[\"fly\"]}]}",
            "{\"users\":[{\"user\":\"u\",\"rights\":[]}]}",
            "{\"users\":[{\"user\":\"\",\"rights\":[\"read\"]}]}",
            "{\"senders\":[\"nobody\"]}")) {
      assertThat(call("PUT", path, wrong).statusCode()).as(wrong).isEqualTo(422);
    }
    var off = "{\"useIntegratedEmail\":false,\"fallbackAccount\":\"%s\"}";
    assertThat(call("PUT", "/organization/email", off.formatted("nobody")).statusCode())
        .isEqualTo(422);
    assertThat(call("PUT", "/organization/email", off.formatted(mine)).statusCode()).isEqualTo(200);
    var page = "/setup/configuration/email/access";
    assertThat(browser.open(page).body()).contains("u &lt;1&gt;", "sales@contoso.example");
    browser.press(page, page + "/" + mine + "/users/remove", "user", "u <1>");
    browser.press(page, page + "/policy", "on", "true");
    assertThat(get(path).path("users")).isEmpty();
    assertThat(get("/organization/email").path("useIntegratedEmail").asBoolean()).isTrue();
  }

  @Test
  void a_recipient_has_a_name_and_an_address_and_nothing_else() {
    var path = "/accounts/" + account + "/messages";
    var draft = "{\"to\":[\"bob@fabrikam.example\"],\"cc\":[\"c@fabrikam.example\",%s]}";
    for (var wrong :
        List.of(
            "{\"address\":\"c@fabrikam.example\",\"nickname\":\"C\"}",
            "{\"address\":\"c@fabrikam.example\",\"name\":5}",
            "{\"address\":\"c@fabrikam.example\",\"name\":[\"C\"]}",
            "{\"address\":5}",
            "{\"name\":\"C\"}",
            "{\"address\":null}",
            "5",
            "[\"c@fabrikam.example\"]")) {
      var answer = call("POST", path, draft.formatted(wrong));
      assertThat(answer.statusCode()).as(wrong).isEqualTo(400);
      assertThat(json(answer).path("errors").path(0).path("field").asString())
          .as(answer.body())
          .isEqualTo("cc[1]");
      assertThat(answer.body()).contains("an object with name and address");
    }
    var nameless = draft.formatted("{\"address\":\"d@fabrikam.example\",\"name\":null}");
    assertThat(call("POST", path, nameless).statusCode()).isEqualTo(202);
  }

  @Test
  void fields_of_the_header_that_differ_in_case_alone_are_refused() {
    var answer =
        call(
            "POST",
            "/accounts/" + account + "/messages",
            "{\"to\":[\"bob@fabrikam.example\"],\"headers\":{\"X-Order\":\"1\",\"x-order\":\"2\"}}");
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(422);
    assertThat(answer.body()).contains("\"field\":\"headers.x-order\"");
  }

  @Test
  void a_time_before_1970_is_refused() {
    var id = accept(account, "later", "\"sendAt\":\"2027-01-01T08:00:00Z\",");
    for (var time :
        List.of(
            "1969-12-31T23:59:59Z",
            "0001-01-01T00:00:00Z",
            "-5000-01-01T00:00:00Z",
            "-999999999-01-01T00:00:00+18:00",
            "+999999999-12-31T23:59:59-18:00",
            "+1000000000-01-01T00:00:00Z")) {
      var scheduled = "{\"to\":[\"bob@fabrikam.example\"],\"sendAt\":\"" + time + "\"}";
      var sent = call("POST", "/accounts/" + account + "/messages", scheduled);
      assertThat(sent.statusCode()).as(time + sent.body()).isEqualTo(422);
      var moved = call("PATCH", "/outbox/" + id, "{\"sendAt\":\"" + time + "\"}");
      assertThat(moved.statusCode()).as(time + moved.body()).isEqualTo(422);
    }
  }

  private String account(String name) {
    var made =
        json(
            call(
                "POST",
                "/accounts",
                """
                {"type":"microsoft365","accountName":"%s","senderName":"Anna","useOAuth":true,
                 "senderEmail":"%s@contoso.example","username":"%s@contoso.example"}\
                """
                    .formatted(name, name, name)));
    return made.path("id").asString();
  }

  private String accept(String mine, String subject) {
    return accept(mine, subject, "");
  }

  private String accept(String mine, String subject, String more) {
    var draft =
        "{%s\"to\":[\"bob@fabrikam.example\"],\"subject\":\"%s\",\"text\":\"x\"}"
            .formatted(more, subject);
    var answer = call("POST", "/accounts/" + mine + "/messages", draft);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
    return json(answer).path("id").asString();
  }

  private JsonNode get(String path) {
    return json(call("GET", path, ""));
  }

  private HttpResponse<String> call(String method, String path, String body) {
    return server.api(method, "/api/v1" + path, body);
  }

  private static JsonNode json(HttpResponse<String> answer) {
    return JSON.readTree(answer.body());
  }
}
