package com.mailgrant.testing;

import com.mailgrant.Mailgrant;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.util.FileSystemUtils;

/**
 * The whole program on a port of its own, with its workers, as a program with an API key and a
 * person with a browser meet it. Private hosts are allowed.
 */
public final class WholeServer implements AutoCloseable {
  private static final String KEY = "mg_key-of-the-tests";
  private static final String PASSWORD = "correct horse battery staple";
  private static final Pattern CSRF = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"");
  private static final Duration PATIENCE = Duration.ofSeconds(40);

  private final TestDatabase database = TestDatabase.fresh();
  private final Path dataDirectory;
  private final ConfigurableApplicationContext context;
  private final URI address;
  private final HttpClient browser =
      HttpClient.newBuilder()
          .cookieHandler(new CookieManager())
          .followRedirects(HttpClient.Redirect.NORMAL)
          .build();

  private WholeServer() {
    try {
      dataDirectory = Files.createTempDirectory("mailgrant-whole");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    context =
        SpringApplication.run(
            Mailgrant.class,
            "--server.port=0",
            "--server.address=127.0.0.1",
            "--spring.datasource.url=" + database.url(),
            "--spring.datasource.username=" + database.user(),
            "--spring.datasource.password=" + database.password(),
            "--mailgrant.data-dir=" + dataDirectory,
            "--mailgrant.network.allow-private-hosts=true",
            "--mailgrant.bootstrap.api-key=" + KEY,
            "--mailgrant.bootstrap.admin-password=" + PASSWORD);
    var server = ((ServletWebServerApplicationContext) context).getWebServer();
    address = URI.create("http://127.0.0.1:" + (server == null ? 0 : server.getPort()));
  }

  /** Started, and ready to answer. */
  public static WholeServer start() {
    return new WholeServer();
  }

  /** A request of a program. */
  public HttpResponse<String> api(String method, String path, String json, String... headers)
      throws IOException, InterruptedException {
    var request =
        request("/api/v1" + path)
            .header("Authorization", "Bearer " + KEY)
            .header("Content-Type", "application/json")
            .method(method, BodyPublishers.ofString(json));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return browser.send(request.build(), BodyHandlers.ofString());
  }

  /** A request of somebody who has neither key nor session. */
  public HttpResponse<String> stranger(String path) throws IOException, InterruptedException {
    try (var client = HttpClient.newHttpClient()) {
      return client.send(request(path).build(), BodyHandlers.ofString());
    }
  }

  /** For looking behind the scenes. */
  public TestDatabase database() {
    return database;
  }

  /** The person signs in; the browser remembers it. */
  public void signIn() throws IOException, InterruptedException {
    press("/sign-in", "/sign-in", Map.of("username", "admin", "password", PASSWORD));
  }

  /** The person opens a page. */
  public HttpResponse<String> open(String path) throws IOException, InterruptedException {
    return browser.send(request(path).build(), BodyHandlers.ofString());
  }

  /**
   * The person sends a form.
   *
   * @param page where the form is
   * @param path where it goes
   */
  public HttpResponse<String> press(String page, String path, Map<String, String> form)
      throws IOException, InterruptedException {
    var token = CSRF.matcher(open(page).body());
    if (!token.find()) {
      throw new AssertionError("there is no form at " + page);
    }
    var fields =
        form.entrySet().stream()
            .map(field -> field.getKey() + "=" + encoded(field.getValue()))
            .collect(Collectors.joining("&"));
    return browser.send(
        request(path)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString(fields + "&_csrf=" + encoded(token.group(1))))
            .build(),
        BodyHandlers.ofString());
  }

  /** The person's page listens to a stream. */
  public HttpResponse<InputStream> listen(String path, String... headers)
      throws IOException, InterruptedException {
    var request = request(path).header("Accept", "text/event-stream");
    if (headers.length > 0) {
      request.headers(headers);
    }
    return browser.send(request.build(), BodyHandlers.ofInputStream());
  }

  @Override
  public void close() {
    context.close();
    database.close();
    try {
      FileSystemUtils.deleteRecursively(dataDirectory);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(address + path)).timeout(PATIENCE);
  }

  private static String encoded(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8);
  }
}
