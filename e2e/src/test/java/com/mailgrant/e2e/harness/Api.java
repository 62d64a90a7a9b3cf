package com.mailgrant.e2e.harness;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/** The HTTP API of a Mailgrant as a business application calls it. */
public final class Api implements AutoCloseable {
  /**
   * An answer.
   *
   * @param json missing node if the body is no JSON
   */
  public record Reply(int status, HttpHeaders headers, String text, JsonNode json) {
    /** Returns itself if the status is this one, else fails with the whole answer. */
    public Reply expect(int wanted) {
      if (status != wanted) {
        throw new AssertionError("expected HTTP %d but got %d: %s".formatted(wanted, status, text));
      }
      return this;
    }
  }

  private static final JsonMapper JSON = JsonMapper.shared();
  private final HttpClient http =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10)).build();
  private final URI address;
  private final String key;

  /**
   * @param address of the Mailgrant
   * @param key API key
   */
  public Api(URI address, String key) {
    this.address = address;
    this.key = key;
  }

  /** Asks for {@code /api/v1} + path. */
  public Reply get(String path) throws IOException, InterruptedException {
    return send("GET", path, null, Map.of());
  }

  /** Sends a value as JSON. */
  public Reply post(String path, Object body) throws IOException, InterruptedException {
    return send("POST", path, body, Map.of());
  }

  /** Sends a value as JSON with more headers, for instance {@code Idempotency-Key}. */
  public Reply post(String path, Object body, Map<String, String> headers)
      throws IOException, InterruptedException {
    return send("POST", path, body, headers);
  }

  /** Sends nothing but the request. */
  public Reply post(String path) throws IOException, InterruptedException {
    return send("POST", path, null, Map.of());
  }

  /** Replaces what is there. */
  public Reply put(String path, Object body) throws IOException, InterruptedException {
    return send("PUT", path, body, Map.of());
  }

  /** JSON Merge Patch (RFC 7396) of the version that the entity tag names. */
  public Reply patch(String path, Object body, String entityTag)
      throws IOException, InterruptedException {
    return send(
        "PATCH",
        path,
        body,
        Map.of("If-Match", entityTag, "Content-Type", "application/merge-patch+json"));
  }

  /** Deletes. */
  public Reply delete(String path) throws IOException, InterruptedException {
    return send("DELETE", path, null, Map.of());
  }

  private Reply send(String method, String path, @Nullable Object body, Map<String, String> headers)
      throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(URI.create(address + "/api/v1" + path))
            .timeout(Duration.ofSeconds(90))
            .setHeader("Authorization", "Bearer " + key)
            .setHeader("Accept", "application/json, application/problem+json")
            .method(
                method,
                body == null
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body)));
    if (body != null) {
      request.setHeader("Content-Type", "application/json");
    }
    headers.forEach(request::setHeader);
    var answer = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    var type = answer.headers().firstValue("Content-Type").orElse("");
    var json = type.contains("json") ? JSON.readTree(answer.body()) : MissingNode.getInstance();
    return new Reply(answer.statusCode(), answer.headers(), answer.body(), json);
  }

  @Override
  public void close() {
    http.close();
  }
}
