package com.mailgrant.openapi;

import io.swagger.v3.oas.models.Operation;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import org.yaml.snakeyaml.Yaml;

/** Bodies and answers to look at, from {@code openapi/examples.yaml}. */
final class Examples {
  private static final Map<String, Map<String, Object>> ALL = load();

  private Examples() {}

  /**
   * @param call for example {@code POST /api/v1/accounts}
   */
  static void add(String call, Operation operation) {
    var example = ALL.get(call);
    if (example == null) {
      return;
    }
    var request = example.get("request");
    if (request != null && operation.getRequestBody() != null) {
      operation.getRequestBody().getContent().values().forEach(body -> body.setExample(request));
    }
    var response = example.get("response");
    if (response != null) {
      operation
          .getResponses()
          .forEach((status, answer) -> {
            if (status.startsWith("2") && answer.getContent() != null) {
              answer.getContent().values().forEach(body -> body.setExample(response));
            }
          });
    }
  }

  private static Map<String, Map<String, Object>> load() {
    try (InputStream in = Examples.class.getResourceAsStream("/openapi/examples.yaml")) {
      return Map.copyOf(new Yaml().<Map<String, Map<String, Object>>>load(in));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
