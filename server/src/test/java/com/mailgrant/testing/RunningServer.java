package com.mailgrant.testing;

import static org.springframework.web.bind.annotation.RequestMethod.GET;

import com.mailgrant.Mailgrant;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.util.FileSystemUtils;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** The whole program with its web side, on a free port and a database of its own. */
public final class RunningServer implements AutoCloseable {
  /** The API key of the configuration. */
  public static final String KEY = "mg_key-of-the-configuration";

  /** The administrator's password of the configuration. */
  public static final String PASSWORD = "correct horse battery staple";

  private final TestDatabase database;
  private final Path dataDirectory;
  private final ConfigurableApplicationContext context;
  private final URI address;
  private final String said;
  private final HttpClient client = HttpClient.newHttpClient();

  private RunningServer(TestDatabase database, List<String> settings) {
    this.database = database;
    try {
      dataDirectory = Files.createTempDirectory("mailgrant-running");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    var arguments =
        new ArrayList<>(
            List.of(
                "--server.port=0",
                "--server.address=127.0.0.1",
                "--spring.datasource.url=" + database.url(),
                "--spring.datasource.username=" + database.user(),
                "--spring.datasource.password=" + database.password(),
                "--mailgrant.data-dir=" + dataDirectory));
    arguments.addAll(settings);
    var console = System.out;
    var captured = new ByteArrayOutputStream();
    System.setOut(new PrintStream(captured, true, StandardCharsets.UTF_8));
    try {
      context = SpringApplication.run(Mailgrant.class, arguments.toArray(String[]::new));
    } finally {
      System.setOut(console);
    }
    said = captured.toString(StandardCharsets.UTF_8);
    console.print(said);
    var server = ((ServletWebServerApplicationContext) context).getWebServer();
    address = URI.create("http://127.0.0.1:" + (server == null ? 0 : server.getPort()));
  }

  /** With password and API key from the configuration. */
  public static RunningServer start(String... settings) {
    var all =
        new ArrayList<>(
            List.of(
                "--mailgrant.bootstrap.api-key=" + KEY,
                "--mailgrant.bootstrap.admin-password=" + PASSWORD));
    all.addAll(List.of(settings));
    return new RunningServer(TestDatabase.fresh(), all);
  }

  /** With these settings and nothing else. */
  public static RunningServer bare(TestDatabase database, String... settings) {
    return new RunningServer(database, List.of(settings));
  }

  /** Where it answers, without a slash at the end. */
  public URI address() {
    return address;
  }

  public TestDatabase database() {
    return database;
  }

  /** What stood on the console while it started. */
  public String said() {
    return said;
  }

  /** An object of the program; tests reach those of their own package. */
  public <T> T get(Class<T> type) {
    return context.getBean(type);
  }

  /**
   * The patterns of all pages and parts of pages that a browser can open; API calls are left out,
   * and streams, which never end.
   */
  public List<String> pages() {
    return context
        .getBean("requestMappingHandlerMapping", RequestMappingHandlerMapping.class)
        .getHandlerMethods()
        .entrySet()
        .stream()
        .filter(entry -> !entry.getValue().getBeanType().isAnnotationPresent(RestController.class))
        .filter(entry -> entry.getKey().getMethodsCondition().getMethods().contains(GET))
        .filter(entry -> entry.getKey().getProducesCondition().isEmpty())
        .flatMap(entry -> entry.getKey().getPatternValues().stream())
        .sorted()
        .toList();
  }

  /**
   * The methods that answer calls of the API, by verb and pattern: {@code GET /api/v1/accounts}.
   */
  public Map<String, HandlerMethod> endpoints() {
    var found = new TreeMap<String, HandlerMethod>();
    context
        .getBean("requestMappingHandlerMapping", RequestMappingHandlerMapping.class)
        .getHandlerMethods()
        .forEach((mapping, method) ->
            mapping
                .getMethodsCondition()
                .getMethods()
                .forEach(verb ->
                    mapping.getPatternValues().stream()
                        .filter(pattern -> pattern.startsWith("/api/v1/"))
                        .filter(_ -> method.getBeanType().isAnnotationPresent(RestController.class))
                        .filter(_ -> method.getBeanType().getName().startsWith("com.mailgrant."))
                        .forEach(pattern -> found.put(verb + " " + pattern, method))));
    return found;
  }

  /** Somebody with a browser of their own. */
  public TestBrowser browser() {
    return new TestBrowser(address);
  }

  /** A program with the key of the configuration. */
  public HttpResponse<String> api(String method, String path, String json) {
    return api(KEY, method, path, json);
  }

  /** A program with this key. */
  public HttpResponse<String> api(String key, String method, String path, String json) {
    return send(
        request(path)
            .header("Authorization", "Bearer " + key)
            .header("Content-Type", "application/json")
            .method(method, BodyPublishers.ofString(json)));
  }

  /** Sends a list. */
  public HttpResponse<String> csv(String path, String list) {
    return send(
        request(path)
            .header("Authorization", "Bearer " + KEY)
            .header("Content-Type", "text/csv")
            .POST(BodyPublishers.ofString(list)));
  }

  /** Somebody without key or session. */
  public HttpResponse<String> stranger(String path, String... headers) {
    var request = request(path);
    return send(headers.length == 0 ? request : request.headers(headers));
  }

  private HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return client.send(request.build(), BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(address + path)).timeout(Duration.ofSeconds(60));
  }

  /** Stops the program; the database stays. */
  public void stop() {
    context.close();
    client.close();
    try {
      FileSystemUtils.deleteRecursively(dataDirectory);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    stop();
    database.close();
  }
}
