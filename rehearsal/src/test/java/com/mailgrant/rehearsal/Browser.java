package com.mailgrant.rehearsal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** Cookies, forms and redirects, as far as the tenant's pages need them. */
public final class Browser {
  private static final Pattern FLOW = Pattern.compile("name=\"flow\" value=\"([^\"]+)\"");

  private final String base;
  private final HttpClient client;

  /** Trusts this authority and no other. */
  public Browser(String base, Path caFile) {
    this.base = base;
    client =
        HttpClient.newBuilder()
            .sslContext(trusting(caFile))
            .cookieHandler(new CookieManager())
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(10))
            .build();
  }

  /** An answer; redirects are not followed. */
  public record Page(int status, String html, String location, HttpResponse<String> response) {
    /** Id of the sign-in that the page belongs to. */
    public String flow() {
      var matcher = FLOW.matcher(html);
      if (!matcher.find()) {
        throw new AssertionError("no sign-in page: " + status + " " + location + " " + html);
      }
      return matcher.group(1);
    }

    /** What the application gets to know from the redirect. */
    public Map<String, String> answer() {
      var text = location.replace('#', '?');
      return decoded(text.substring(text.indexOf('?') + 1));
    }
  }

  /** GET. */
  public Page open(String pathOrAddress) {
    return send(HttpRequest.newBuilder(address(pathOrAddress)).GET());
  }

  /** GET with parameters. */
  public Page open(String path, Map<String, String> parameters) {
    return open(path + "?" + encoded(parameters));
  }

  /** POST of a form. */
  public Page post(String path, Map<String, String> form) {
    return post(path, form, Map.of());
  }

  /** POST of a form with headers. */
  public Page post(String path, Map<String, String> form, Map<String, String> headers) {
    var request =
        HttpRequest.newBuilder(address(path))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString(encoded(form)));
    headers.forEach(request::header);
    return send(request);
  }

  /** Any method, with a JSON body or none. */
  public Page call(String method, String path, String json) {
    var request = HttpRequest.newBuilder(address(path)).header("Content-Type", "application/json");
    return send(
        request.method(
            method, json.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(json)));
  }

  /** Answers a page: the sign-in goes on. */
  public Page answer(Page page, String path, Map<String, String> fields) {
    var form = new LinkedHashMap<>(fields);
    form.put("flow", page.flow());
    return post(path, form);
  }

  /** Types name and password into a sign-in page. */
  public Page signIn(Page page, String username, String password) {
    return answer(page, "/common/login", Map.of("username", username, "password", password));
  }

  /** Any request; a connection that is closed without an answer is an exception. */
  public Page send(HttpRequest.Builder builder) {
    try {
      var response =
          client.send(builder.timeout(Duration.ofSeconds(20)).build(), BodyHandlers.ofString());
      return new Page(
          response.statusCode(),
          response.body(),
          response.headers().firstValue("Location").orElse(""),
          response);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private URI address(String pathOrAddress) {
    return URI.create(pathOrAddress.startsWith("/") ? base + pathOrAddress : pathOrAddress);
  }

  private static String encoded(Map<String, String> parameters) {
    return parameters.entrySet().stream()
        .map(one -> one.getKey() + "=" + URLEncoder.encode(one.getValue(), StandardCharsets.UTF_8))
        .collect(Collectors.joining("&"));
  }

  private static Map<String, String> decoded(String query) {
    var parameters = new LinkedHashMap<String, String>();
    for (String pair : query.split("&", -1)) {
      int equals = pair.indexOf('=');
      parameters.put(
          pair.substring(0, equals),
          URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8));
    }
    return parameters;
  }

  private static SSLContext trusting(Path caFile) {
    try (var in = Files.newInputStream(caFile)) {
      var store = KeyStore.getInstance(KeyStore.getDefaultType());
      store.load(null, null);
      store.setCertificateEntry(
          "ca", CertificateFactory.getInstance("X.509").generateCertificate(in));
      var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(store);
      var context = SSLContext.getInstance("TLS");
      context.init(null, trust.getTrustManagers(), null);
      return context;
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
