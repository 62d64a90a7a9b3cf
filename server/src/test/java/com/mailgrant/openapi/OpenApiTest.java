package com.mailgrant.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import com.mailgrant.access.Scope;
import com.mailgrant.testing.RunningServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The description of the API is that of the code, and the one in docs/ is the same. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OpenApiTest {
  private static final Path CHECKED_IN = Path.of("../docs/openapi.json");
  private static final Path GUIDE = Path.of("../docs/api.md");
  private static final Pattern CALL = Pattern.compile("(?m)^### `([A-Z]+) (/.*)`$");
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  private final RunningServer server = RunningServer.start();
  private final JsonNode served = read(server.stranger("/api/v1/openapi.json").body());

  @AfterAll
  void stop() {
    server.close();
  }

  /** {@code mvn -pl server test -Dtest=OpenApiTest -Dmailgrant.rewrite=true} rewrites the file. */
  @Test
  void the_checked_in_document_is_the_one_that_the_server_serves() throws IOException {
    if (Boolean.getBoolean("mailgrant.rewrite")) {
      Files.writeString(CHECKED_IN, JSON.writeValueAsString(served) + "\n");
    }
    assertThat(read(Files.readString(CHECKED_IN)))
        .as("rewrite it: mvn -pl server test -Dtest=OpenApiTest -Dmailgrant.rewrite=true")
        .isEqualTo(served);
  }

  @Test
  void every_documented_call_is_described_and_no_other() throws IOException {
    var documented =
        CALL.matcher(Files.readString(GUIDE))
            .results()
            .map(call -> call.group(1) + " /api/v1" + call.group(2))
            .collect(Collectors.toCollection(TreeSet::new));
    var described = new TreeSet<String>();
    calls((call, _) -> described.add(call));
    assertThat(described).isEqualTo(documented);
  }

  @Test
  void every_call_has_words_a_scope_and_its_problems() {
    var scopes = Arrays.stream(Scope.values()).map(Scope::apiName).toList();
    calls((call, operation) -> {
      assertThat(operation.at("/security/0/apiKey/0").asString()).as(call).isIn(scopes);
      assertThat(operation.path("summary").asString("") + operation.path("description"))
          .as(call)
          .hasSizeGreaterThan(30);
      for (var status : new String[] {"401", "403", "429"}) {
        assertThat(operation.at("/responses/" + status + "/content").propertyNames())
            .as(call)
            .containsExactly("application/problem+json");
      }
      if (operation.path("parameters").findValuesAsString("name").contains("If-Match")) {
        assertThat(operation.path("responses").propertyNames()).as(call).contains("412", "422");
      }
    });
  }

  @Test
  void the_key_is_a_bearer_token_and_needs_no_parameter() {
    assertThat(served.at("/components/securitySchemes/apiKey/scheme").asString())
        .isEqualTo("bearer");
    assertThat(served.at("/info/title").asString()).isEqualTo("Mailgrant");
    calls((call, operation) ->
        assertThat(operation.path("parameters").findValuesAsString("name"))
            .as(call)
            .doesNotContain("caller"));
  }

  @Test
  void a_description_comes_from_the_comment_of_the_code() {
    assertThat(served.at("/paths/~1api~1v1~1events/get/description").asString())
        .contains("oldest first");
  }

  /** Else a reader copies what the server refuses. */
  @Test
  void the_examples_of_new_things_are_accepted() {
    for (var path : new String[] {"/api/v1/accounts", "/api/v1/webhooks"}) {
      var example = example(path);
      assertThat(server.api("POST", path, example.toString()).statusCode()).as(path).isEqualTo(201);
    }
  }

  private JsonNode example(String path) {
    var example = served.path("paths").path(path).at("/post/requestBody/content/application~1json");
    assertThat(example.path("example")).isInstanceOf(ObjectNode.class);
    return example.path("example");
  }

  private void calls(BiConsumer<String, JsonNode> visitor) {
    served
        .path("paths")
        .properties()
        .forEach(path ->
            path.getValue()
                .properties()
                .forEach(verb ->
                    visitor.accept(
                        verb.getKey().toUpperCase(Locale.ROOT) + " " + path.getKey(),
                        verb.getValue())));
  }

  private static JsonNode read(String json) {
    return JSON.readTree(json);
  }
}
