package com.mailgrant.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import com.mailgrant.testing.FakeEndpoint;
import com.mailgrant.testing.WholeServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Events and webhooks as programs and people meet them, with everything running. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WholeServerTest {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final String PAGES = "/setup/configuration/email";

  private final WholeServer server = WholeServer.start();
  private final FakeEndpoint receiver = FakeEndpoint.start();
  private final AtomicInteger accounts = new AtomicInteger();

  @AfterAll
  void stop() {
    receiver.close();
    server.close();
  }

  @Test
  void a_program_reads_the_log_and_waits_for_more() throws Exception {
    var end = json(server.api("GET", "/events?after=latest", "")).path("next").asString();
    assertThat(json(server.api("GET", "/events?after=" + end, "")).path("items")).isEmpty();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var waiting =
          threads.submit(() ->
              json(server.api("GET", "/events?type=account.created&wait=20&after=" + end, "")));
      var account = createAccount();
      var page = waiting.get();
      var event = page.path("items").path(0);
      assertThat(event.path("type").asString()).isEqualTo("account.created");
      assertThat(event.path("account").asString()).isEqualTo(account);
      assertThat(event.path("cursor").asString()).isEqualTo(page.path("next").asString());
      assertThat(event.has("message")).isFalse();
      assertThat(event.path("timestamp").asString()).matches("\\d{4}-\\d\\d-\\d\\dT.*Z");
    }
  }

  @Test
  void what_was_answered_is_in_the_log_at_once() throws Exception {
    var account = createAccount();
    var page = json(server.api("GET", "/events?account=" + account, ""));
    assertThat(page.path("items").valueStream().map(event -> event.path("type").asString()))
        .containsExactly("account.created");
  }

  @Test
  void wrong_questions_are_answered_at_their_fields() throws Exception {
    for (var wrong :
        Map.of(
                "limit=0", "limit",
                "limit=1001", "limit",
                "wait=31", "wait",
                "after=first", "after",
                "after=999999", "after",
                "type=message.sended", "type",
                "account=Sales", "account")
            .entrySet()) {
      var answer = server.api("GET", "/events?" + wrong.getKey(), "");
      assertThat(answer.statusCode()).as(wrong.getKey()).isEqualTo(422);
      assertThat(json(answer).path("errors").path(0).path("field").asString())
          .isEqualTo(wrong.getValue());
    }
    assertThat(server.stranger("/api/v1/events").statusCode()).isEqualTo(401);
    assertThat(server.stranger("/api/v1/webhooks").statusCode()).isEqualTo(401);
    assertThat(server.stranger("/events/stream").headers().firstValue("Location").orElse(""))
        .endsWith("/sign-in");
  }

  @Test
  void a_program_is_told_soon_after_it_happened() throws Exception {
    var made = json(server.api("POST", "/webhooks", body("[\"account.created\"]")));
    var account = createAccount();
    var request = receiver.next();
    while (!JSON.readTree(request.body()).path("account").asString("").equals(account)) {
      request = receiver.next();
    }
    assertThat(JSON.readTree(request.body()).path("type").asString()).isEqualTo("account.created");
    assertThat(request.signature()).startsWith("v1,");
    server.api("DELETE", "/webhooks/" + made.path("id").asString(), "");
  }

  @Test
  void endpoints_are_made_changed_and_deleted_by_programs() throws Exception {
    var created = server.api("POST", "/webhooks", body("[]"));
    assertThat(created.statusCode()).isEqualTo(201);
    var path = "/webhooks/" + json(created).path("id").asString();
    assertThat(created.headers().firstValue("Location")).hasValue("/api/v1" + path);
    assertThat(json(created).path("secret").asString()).startsWith("whsec_");
    assertThat(json(created).path("state").asString()).isEqualTo("active");
    assertThat(json(server.api("GET", path, "")).has("secret")).isFalse();
    assertThat(server.api("GET", "/webhooks", "").body()).doesNotContain("whsec_");

    var patched = server.api("PATCH", path, "{\"types\": [\"message.*\"]}", "If-Match", "\"1\"");
    assertThat(json(patched).path("types").path(0).asString()).isEqualTo("message.*");
    assertThat(json(patched).path("url")).isEqualTo(json(created).path("url"));
    var stale = server.api("PATCH", path, "{\"description\": \"x\"}", "If-Match", "\"1\"");
    assertThat(stale.statusCode()).isEqualTo(412);
    assertThat(server.api("DELETE", path, "", "If-Match", "\"1\"").statusCode()).isEqualTo(412);
    assertThat(server.api("PATCH", path, "{\"url\": null}").statusCode()).isEqualTo(422);
    for (var nothing : List.of("{\"types\": [null]}", "{\"accounts\": [null]}")) {
      assertThat(server.api("PATCH", path, nothing).statusCode()).as(nothing).isEqualTo(422);
    }
    assertThat(server.api("PATCH", path, "{\"secret\": \"x\"}").statusCode()).isEqualTo(400);

    assertThat(json(server.api("POST", path + "/pause", "")).path("state").asString())
        .isEqualTo("paused");
    assertThat(json(server.api("POST", path + "/resume", "")).path("state").asString())
        .isEqualTo("active");
    var replayed = server.api("POST", path + "/replay", "{\"after\": \"0\"}");
    assertThat(replayed.statusCode()).isEqualTo(200);
    for (var nowhere : List.of("{\"after\": 99999999}", "{\"after\": \"\"}", "{}")) {
      assertThat(server.api("POST", path + "/replay", nowhere).statusCode())
          .as(nowhere)
          .isEqualTo(422);
    }
    assertThat(json(server.api("POST", path + "/test", "")).path("delivered").asBoolean()).isTrue();
    var renewed = json(server.api("POST", path + "/secret", ""));
    assertThat(renewed.path("secret")).isNotEqualTo(json(created).path("secret"));
    assertThat(renewed.has("olderSecretUntil")).isTrue();

    assertThat(server.api("DELETE", path, "").statusCode()).isEqualTo(204);
    assertThat(server.api("GET", path, "").statusCode()).isEqualTo(404);
    assertThat(server.api("POST", path + "/resume", "").statusCode()).isEqualTo(404);
  }

  @Test
  void pages_follow_the_log_and_go_on_where_they_stopped() throws Exception {
    server.signIn();
    String cursor;
    var stream = server.listen("/events/stream?type=account.created");
    assertThat(stream.headers().firstValue("Content-Type").orElse(""))
        .startsWith("text/event-stream");
    try (var lines = lines(stream)) {
      assertThat(lines.readLine()).isEqualTo("retry: 2000");
      var account = createAccount();
      cursor = until(lines, "id: ").substring("id: ".length());
      var event = JSON.readTree(until(lines, "data: ").substring("data: ".length()));
      assertThat(event.path("account").asString()).isEqualTo(account);
      assertThat(event.path("cursor").asString()).isEqualTo(cursor);
    }
    var missed = createAccount();
    var again = server.listen("/events/stream?type=account.created", "Last-Event-ID", cursor);
    try (var lines = lines(again)) {
      assertThat(until(lines, "data: ")).contains(missed);
    }
  }

  @Test
  void an_administrator_makes_and_tends_a_webhook_on_pages() throws Exception {
    server.signIn();
    var list = PAGES + "/webhooks";
    assertThat(server.open(list).body()).contains("New webhook");
    var wrong = server.press(list + "/new", list + "/new", Map.of("url", "erp.example.com"));
    assertThat(wrong.statusCode()).isEqualTo(422);
    assertThat(wrong.body()).contains("must begin with https://").contains("erp.example.com");
    var made =
        server.press(
            list + "/new",
            list + "/new",
            Map.of("url", receiver.address().toString(), "types", "message.sent"));
    assertThat(made.body()).contains("whsec_").contains("message.sent");
    var page = list + "/" + idIn(made.body());
    assertThat(server.open(page).body()).doesNotContain("whsec_").contains("Waiting events");
    assertThat(server.open(page + "/edit").body())
        .containsPattern("value=\"message.sent\" checked=\"checked\"");
    assertThat(server.press(page, page + "/test", Map.of()).body())
        .contains("took the test event: it answered 204");
    receiver.answer(_ -> 404);
    assertThat(server.press(page, page + "/test", Map.of()).body())
        .contains("did not take the test event. The endpoint answered 404");
    receiver.answer(_ -> 204);
    assertThat(server.press(page, page + "/pause", Map.of()).body()).contains("Paused");
    assertThat(server.press(page, page + "/resume", Map.of()).body()).contains("Active");
    assertThat(server.press(page, page + "/replay", Map.of("after", "yesterday")).body())
        .contains("Send the cursor of an event");
    assertThat(server.press(page, page + "/secret", Map.of()).body()).contains("whsec_");
    var edited =
        server.press(
            page + "/edit",
            page + "/edit",
            Map.of("url", receiver.address().toString(), "description", "<b>ERP</b>"));
    assertThat(edited.body()).contains("&lt;b&gt;ERP&lt;/b&gt;");
    assertThat(server.open(list).body()).contains(receiver.address().toString());
    assertThat(server.press(page, page + "/delete", Map.of()).body()).contains("Webhook deleted.");
  }

  @Test
  void an_administrator_sees_what_happened() throws Exception {
    var account = createAccount();
    server.signIn();
    var all = server.open(PAGES + "/events");
    assertThat(all.statusCode()).isEqualTo(200);
    assertThat(all.body())
        .contains("Account created", "<td data-label=\"Event\">")
        .contains("data-stream=\"/events/stream?after=");
    var ofOne = server.open(PAGES + "/events?type=account.created&account=" + account).body();
    assertThat(ofOne).containsOnlyOnce("<code>account.created</code>");
    assertThat(server.open(PAGES + "/events?type=message.sent&account=" + account).body())
        .contains("Nothing has happened yet that fits.");
    assertThat(server.open(PAGES + "/events/newest?account=" + account).body())
        .doesNotContain("<html")
        .contains("<code>account.created</code>");
    assertThat(server.open(PAGES + "/events?type=nonsense").statusCode()).isEqualTo(422);
    assertThat(server.open("/").body()).contains(PAGES + "/events").contains(PAGES + "/webhooks");
  }

  private String createAccount() throws IOException, InterruptedException {
    var answer =
        server.api(
            "POST",
            "/accounts",
            """
            {"type": "microsoft365", "accountName": "Account %d", "senderName": "Anna Berg",
             "senderEmail": "anna@contoso.example", "useOAuth": true,
             "username": "anna@contoso.example"}
            """
                .formatted(accounts.incrementAndGet()));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
    return json(answer).path("id").asString();
  }

  private String body(String types) {
    return "{\"url\": \"%s\", \"types\": %s}".formatted(receiver.address(), types);
  }

  private static String idIn(String page) {
    var link = Pattern.compile("/webhooks/([0-9a-f-]{36})/test").matcher(page);
    assertThat(link.find()).isTrue();
    return link.group(1);
  }

  private static JsonNode json(HttpResponse<String> answer) {
    return JSON.readTree(answer.body());
  }

  private static BufferedReader lines(HttpResponse<InputStream> stream) {
    return new BufferedReader(new InputStreamReader(stream.body(), StandardCharsets.UTF_8));
  }

  private static String until(BufferedReader lines, String prefix) throws IOException {
    var line = lines.readLine();
    while (line != null && !line.startsWith(prefix)) {
      line = lines.readLine();
    }
    assertThat(line).as("a line with " + prefix).isNotNull();
    return String.valueOf(line);
  }
}
