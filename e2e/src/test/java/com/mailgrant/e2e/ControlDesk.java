package com.mailgrant.e2e;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The switches of the rehearsal tenant, by its own API. */
final class ControlDesk implements AutoCloseable {
  private static final JsonMapper JSON = JsonMapper.shared();
  private final String address;
  private final HttpClient http;

  ControlDesk(String address) {
    this.address = address;
    this.http =
        HttpClient.newBuilder()
            .sslContext(trustingThisTestAlone())
            .connectTimeout(Duration.ofSeconds(10))
            .build();
  }

  /** Where its page is. */
  String address() {
    return address;
  }

  /**
   * A switch: its name and the diagnosis that it should lead to.
   *
   * @param at where it strikes; empty for one with code of its own
   */
  record Fault(String name, String diagnosis, String at) {}

  List<Fault> faults() throws IOException, InterruptedException {
    return send("GET", "/api/faults", null).values().stream()
        .map(each ->
            new Fault(
                each.path("name").asString(),
                each.path("diagnosis").asString(),
                each.path("at").asString("")))
        .toList();
  }

  void switchOn(String fault, String person) throws IOException, InterruptedException {
    send("PUT", "/api/faults/" + fault + "?person=" + encoded(person), null);
  }

  void switchOff(String fault, String person) throws IOException, InterruptedException {
    send("DELETE", "/api/faults/" + fault + "?person=" + encoded(person), null);
  }

  void switchEverythingOff() throws IOException, InterruptedException {
    send("DELETE", "/api/faults", null);
  }

  void forgetConsents() throws IOException, InterruptedException {
    send("DELETE", "/api/consents", null);
  }

  void forgetConsents(String person) throws IOException, InterruptedException {
    send("DELETE", "/api/consents?person=" + encoded(person), null);
  }

  /** Lets the application open a mailbox by its own sign-in. */
  void openForApplications(String mailbox) throws IOException, InterruptedException {
    send("PUT", "/api/application-mailboxes/" + encoded(mailbox), null);
  }

  /** Registers the public part of a certificate, PEM. */
  void addCertificate(String pem) throws IOException, InterruptedException {
    send("POST", "/api/certificates", JSON.writeValueAsString(Map.of("certificate", pem)));
  }

  /** What the latest requests to the identity provider said, newest first. */
  List<String> requests() throws IOException, InterruptedException {
    return send("GET", "/api/requests", null).values().stream()
        .map(each -> each.path("said").asString(""))
        .toList();
  }

  /** From now on the mail servers take no password of the company. */
  void endPasswords() throws IOException, InterruptedException {
    send("PUT", "/api/company-passwords", "{\"taken\":false}");
  }

  void addRedirectUri(String uri) throws IOException, InterruptedException {
    send("POST", "/api/redirect-uris", "{\"redirectUri\":\"" + uri + "\"}");
  }

  private JsonNode send(String method, String path, @Nullable String body)
      throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(URI.create(address + path))
            .timeout(Duration.ofSeconds(30))
            .header("Content-Type", "application/json")
            .method(
                method,
                body == null
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofString(body))
            .build();
    var answer = http.send(request, HttpResponse.BodyHandlers.ofString());
    if (answer.statusCode() / 100 != 2) {
      throw new IOException(
          "%s %s: %d %s".formatted(method, path, answer.statusCode(), answer.body()));
    }
    return answer.body().isEmpty() ? JSON.createObjectNode() : JSON.readTree(answer.body());
  }

  private static String encoded(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8);
  }

  /**
   * The switches are no secret and the tenant lives for one test; that Mailgrant checks its
   * certificate is another matter.
   */
  private static SSLContext trustingThisTestAlone() {
    try {
      var context = SSLContext.getInstance("TLS");
      context.init(null, new TrustManager[] {new Anything()}, new SecureRandom());
      return context;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static final class Anything implements X509TrustManager {
    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }

  @Override
  public void close() {
    http.close();
  }
}
