package com.mailgrant.platform;

import static org.assertj.core.api.Assertions.assertThat;

import com.mailgrant.testing.RunningServer;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

/** Whichever part of the server refuses a call, it does so in one form (RFC 9457). */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ProblemTest {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final String LARGE = "{\"a\":\"" + "x".repeat(17 * 1024 * 1024) + "\"}";

  private final RunningServer server = RunningServer.start();

  @AfterAll
  void stop() {
    server.close();
  }

  @ParameterizedTest
  @CsvSource({
    "GET, /api/v1/nothing, 404",
    "DELETE, /api/v1/accounts, 405",
    "GET, /api/v1/accounts/no-id, 404",
    "GET, /api/v1/accounts/a%2fb, 400",
    "GET, /api/v1/accounts/%00, 400",
    "GET, /api/v1/outbox?state=%ff, 400",
    "POST, /api/v1/accounts, 413"
  })
  void every_refusal_has_the_same_form(String method, String path, int status) throws Exception {
    var answer = server.api(method, path, status == 413 ? LARGE : "");
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    assertThat(answer.headers().firstValue("Content-Type").orElse(""))
        .startsWith("application/problem+json");
    assertThat(answer.headers().firstValue("Cache-Control")).hasValue("no-store");
    var problem = JSON.readTree(answer.body());
    assertThat(problem.path("type").asString()).isEqualTo("about:blank");
    assertThat(problem.path("status").asInt()).isEqualTo(status);
    assertThat(problem.path("title").asString()).isNotBlank();
    assertThat(problem.path("detail").asString()).isNotBlank();
    assertThat(problem.path("instance").asString()).startsWith("/api/v1/");
    assertThat(problem.path("errorId").asString()).startsWith("MG-");
  }

  @Test
  void the_door_speaks_the_language_of_the_reader() {
    assertThat(server.stranger("/api/v1/accounts", "Accept-Language", "de").body())
        .contains("API-Schlüssel nötig", "Senden Sie einen gültigen API-Schlüssel");
    assertThat(server.stranger("/api/v1/accounts").body()).contains("API key wanted");
  }

  @Test
  void people_read_a_sentence() throws Exception {
    HttpResponse<String> page = server.browser().open("/setup/a%2fb");
    assertThat(page.statusCode()).isEqualTo(400);
    assertThat(page.body())
        .contains("<h1>The address cannot be read</h1>", "href=\"/assets/mailgrant.css\"")
        .doesNotContain("Tomcat");
  }
}
