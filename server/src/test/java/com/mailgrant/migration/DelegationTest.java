package com.mailgrant.migration;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.mailgrant.organization.OrganizationId;
import com.mailgrant.testing.RunningServer;
import com.mailgrant.testing.TestBrowser;
import java.time.Instant;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What the bearers of links may open, at the door of a whole server. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DelegationTest {
  private static final String PLAN = "/setup/configuration/email/migration";

  private final RunningServer server = RunningServer.start();

  @AfterAll
  void stop() {
    server.close();
  }

  @Test
  void a_delegate_opens_the_plan_and_nothing_else_until_it_is_revoked() {
    var made =
        server.api("POST", "/api/v1/migration/delegations", "{\"name\":\"Ida\",\"days\":3}").body();
    var browser = server.browser();
    var path = "/delegation/" + found(made, "/delegation/([\\w-]+)");
    assertThat(browser.open(path).statusCode()).isEqualTo(200);
    var plan = browser.press(path, path);
    assertThat(TestBrowser.path(plan)).isEqualTo(PLAN);
    assertThat(plan.statusCode()).isEqualTo(200);
    for (var closed :
        new String[] {
          "/setup/configuration/email/mail-accounts",
          "/setup/configuration/api-keys",
          "/setup/configuration/email/events",
          PLAN + "/deleted",
          PLAN + "/delegations"
        }) {
      assertThat(browser.open(closed).statusCode()).as(closed).isEqualTo(403);
    }

    var id = found(made, "\"id\" *: *\"([0-9a-f-]{36})\"");
    server.api("DELETE", "/api/v1/migration/delegations/" + id, "");
    assertThat(browser.open(PLAN).statusCode()).isEqualTo(403);
    assertThat(server.browser().open(path).statusCode()).isEqualTo(404);
    assertThat(server.api("GET", "/api/v1/events?type=migration.*", "").body())
        .contains("migration.delegated", "migration.delegation-ended", "Ida");
  }

  @Test
  void a_delegates_key_opens_the_plan_and_nothing_else_until_it_is_revoked() {
    var made =
        server
            .api("POST", "/api/v1/migration/delegations", "{\"name\":\"Ida\",\"apiKey\":true}")
            .body();
    var key = found(made, "\"apiKey\" *: *\"(mg_[\\w-]+)\"");
    var line = "{\"senderEmail\":\"a@contoso.example\",\"accountName\":\"Of Ida\"}";
    assertThat(server.api(key, "POST", "/api/v1/migration/entries", line).statusCode())
        .isEqualTo(201);
    assertThat(server.api(key, "POST", "/api/v1/migration/entries", line).statusCode())
        .isEqualTo(409);
    assertThat(server.api(key, "GET", "/api/v1/migration?q=of%20ida", "").body())
        .contains("Of Ida", "\"found\":1");
    for (var closed :
        new String[] {
          "/api/v1/accounts",
          "/api/v1/outbox",
          "/api/v1/events",
          "/api/v1/migration/deleted",
          "/api/v1/migration/delegations"
        }) {
      assertThat(server.api(key, "GET", closed, "").statusCode()).as(closed).isEqualTo(403);
    }
    assertThat(
            server
                .api(key, "POST", "/api/v1/migration/delegations", "{\"name\":\"Ida for ever\"}")
                .statusCode())
        .as("nobody prolongs their own time")
        .isEqualTo(403);
    assertThat(server.api("GET", "/api/v1/migration/delegations", "").body())
        .contains("\"hasApiKey\":true")
        .doesNotContain(key);
    server.api(
        "DELETE",
        "/api/v1/migration/delegations/" + found(made, "\"id\" *: *\"([0-9a-f-]{36})\""),
        "");
    assertThat(server.api(key, "GET", "/api/v1/migration", "").statusCode()).isEqualTo(401);
  }

  @Test
  void a_line_that_is_added_wrongly_changes_nothing() {
    var answer =
        server.api("POST", "/api/v1/migration/entries", "{\"senderEmail\":\"x\",\"due\":\"soon\"}");
    assertThat(answer.statusCode()).isEqualTo(422);
    assertThat(answer.body()).contains("senderEmail", "due");
    assertThat(server.api("GET", "/api/v1/migration?cursor=bm9uc2Vuc2U", "").statusCode())
        .isEqualTo(422);
    assertThat(server.api("GET", "/api/v1/migration?stage=nonsense", "").statusCode())
        .isEqualTo(422);
    assertThat(server.api("GET", "/api/v1/migration/uses?account=nonsense", "").statusCode())
        .isEqualTo(200);
  }

  @Test
  void every_link_that_does_not_serve_gets_the_same_polite_answer() {
    var browser = server.browser();
    for (var link : new String[] {"/invitation/guessed", "/delegation/guessed"}) {
      var seen = browser.open(link);
      assertThat(seen.statusCode()).isEqualTo(404);
      assertThat(seen.body()).contains("This link leads nowhere").doesNotContain("<form");
    }
    for (int i = 0; i < 10; i++) {
      browser.open("/invitation/guess-" + i);
    }
    assertThat(browser.open("/invitation/guess-again").statusCode()).isEqualTo(429);
  }

  @Test
  void a_list_that_was_looked_through_is_imported_at_the_press_of_a_button() {
    var upload = UUID.randomUUID();
    server
        .get(PlanTable.class)
        .keepUpload(
            upload,
            OrganizationId.FIRST,
            "Account name,Email\nOn a page,page@contoso.example\n".getBytes(UTF_8),
            Instant.now());
    var browser = server.browser();
    browser.signIn("admin", RunningServer.PASSWORD);
    var plan = browser.press(PLAN + "/import", PLAN + "/import/now", "upload", upload.toString());
    assertThat(TestBrowser.path(plan)).isEqualTo(PLAN);
    assertThat(plan.body()).contains("Imported: 1 added, 0 changed, 0 as before.", "On a page");
  }

  @Test
  void a_list_is_taken_in_and_out_by_programs() {
    var list = "Account name,Email,Decision\nSales,sales@contoso.example,change\n";
    var outcome = server.csv("/api/v1/migration/import", list);
    assertThat(outcome.statusCode()).as(outcome.body()).isEqualTo(200);
    assertThat(outcome.body()).contains("\"added\":1");
    assertThat(server.api("GET", "/api/v1/migration/export", "").body())
        .contains("Sales,generic,,sales@contoso.example");
    var wrong = server.csv("/api/v1/migration/import", "Email\nnobody\n");
    assertThat(wrong.statusCode()).isEqualTo(422);
    assertThat(wrong.body()).contains("\"line\":2");
  }

  private static String found(String text, String pattern) {
    var match = Pattern.compile(pattern).matcher(text);
    assertThat(match.find()).as(text).isTrue();
    return match.group(1);
  }
}
