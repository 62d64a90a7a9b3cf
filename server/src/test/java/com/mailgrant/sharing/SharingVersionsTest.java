package com.mailgrant.sharing;

import static org.assertj.core.api.Assertions.assertThat;

import com.mailgrant.testing.RunningServer;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

/** Two programs that change who may use what do not overwrite each other. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SharingVersionsTest {
  private final RunningServer server = RunningServer.start();
  private final HttpClient client = HttpClient.newHttpClient();

  @AfterAll
  void stop() {
    client.close();
    server.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "access | {\"users\":[{\"user\":\"u1\",\"rights\":[\"send\",\"read\"]}]} | {\"users\":[]}",
        "policy | {\"useIntegratedEmail\":false} | {\"useIntegratedEmail\":true}"
      })
  void whoever_comes_too_late_is_told(String what, String first, String second) throws Exception {
    var path = what.equals("policy") ? "/api/v1/organization/email" : access();
    var before = tag(server.api("GET", path, ""));
    var changed = put(path, first, before);
    assertThat(changed.statusCode()).isEqualTo(200);
    assertThat(tag(changed)).isNotEqualTo(before).isEqualTo(tag(server.api("GET", path, "")));

    var late = put(path, second, before);
    assertThat(late.statusCode()).isEqualTo(412);
    assertThat(late.body()).contains("Somebody else changed this meanwhile");
    assertThat(server.api("GET", path, "").body()).isEqualTo(changed.body());

    assertThat(put(path, second, "*").statusCode()).isEqualTo(200);
    assertThat(put(path, first, "\"x\", " + before).statusCode()).isEqualTo(200);
    assertThat(server.api("PUT", path, second).statusCode()).as("without").isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"null", "\" \"", "\"a\\u0007b\""})
  void integrated_email_is_off_for_people_only(String nobody) {
    var answer =
        server.api("PUT", "/api/v1/organization/email", "{\"offForUsers\":[" + nobody + "]}");
    assertThat(answer.statusCode()).isEqualTo(422);
    assertThat(answer.body()).contains("offForUsers");
  }

  @Test
  void spaces_around_a_person_do_not_count() {
    var answer =
        server.api("PUT", "/api/v1/organization/email", "{\"offForUsers\":[\" u1 \",\"u1\"]}");
    assertThat(answer.body()).contains("\"offForUsers\":[\"u1\"]");
  }

  private String access() {
    var created =
        server.api(
            "POST",
            "/api/v1/accounts",
            """
            {"type":"microsoft365","accountName":"Versions","senderName":"Anna","useOAuth":true,
             "senderEmail":"versions@contoso.example","username":"versions@contoso.example"}
            """);
    var id = JsonMapper.shared().readTree(created.body()).path("id").asString();
    return "/api/v1/accounts/" + id + "/access";
  }

  private HttpResponse<String> put(String path, String body, String ifMatch) throws Exception {
    return client.send(
        HttpRequest.newBuilder(server.address().resolve(path))
            .header("Authorization", "Bearer " + RunningServer.KEY)
            .header("Content-Type", "application/json")
            .header("If-Match", ifMatch)
            .PUT(BodyPublishers.ofString(body))
            .build(),
        BodyHandlers.ofString());
  }

  private static String tag(HttpResponse<String> answer) {
    return answer.headers().firstValue("ETag").orElseThrow();
  }
}
