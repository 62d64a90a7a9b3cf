package com.mailgrant.testing;

import java.io.IOException;
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
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;

/** A person's browser without script: keeps cookies, follows redirects, sends forms. */
public final class TestBrowser {
  private static final Pattern CSRF = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"");

  private final URI server;
  private final HttpClient client =
      HttpClient.newBuilder()
          .cookieHandler(new CookieManager())
          .followRedirects(HttpClient.Redirect.NORMAL)
          .build();

  private final String language;

  TestBrowser(URI server) {
    this(server, "en");
  }

  private TestBrowser(URI server, String language) {
    this.server = server;
    this.language = language;
  }

  /** A new one whose person reads this language (RFC 5646). */
  public TestBrowser speaking(String wanted) {
    return new TestBrowser(server, wanted);
  }

  /** Opens a page; the answer is that of the page where the redirects ended. */
  public HttpResponse<String> open(String path) {
    return send(request(path).header("Accept", "text/html").build());
  }

  /**
   * Sends a form.
   *
   * @param page where the form is
   * @param path where it goes
   * @param fields name, value, name, value ...
   */
  public HttpResponse<String> press(String page, String path, String... fields) {
    var token = CSRF.matcher(open(page).body());
    if (!token.find()) {
      throw new AssertionError("there is no form at " + page);
    }
    var form = new StringBuilder("_csrf=" + encoded(token.group(1)));
    for (int i = 0; i < fields.length; i += 2) {
      form.append('&').append(encoded(fields[i])).append('=').append(encoded(fields[i + 1]));
    }
    return send(
        request(path)
            .header("Accept", "text/html")
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString(form.toString()))
            .build());
  }

  /** Signs in; the answer is the page that the person sees then. */
  public HttpResponse<String> signIn(String userName, String password) {
    return press("/sign-in", "/sign-in", "username", userName, "password", password);
  }

  /** The path of the page that was seen. */
  public static String path(HttpResponse<String> seen) {
    return seen.uri().getPath();
  }

  /** What a person reads: without tags. */
  public static List<String> lines(HttpResponse<String> seen) {
    return seen.body().replaceAll("<[^>]*>", "\n").lines().map(String::strip).toList();
  }

  private HttpResponse<String> send(HttpRequest request) {
    try {
      return client.send(request, BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(server + path))
        .header("Accept-Language", language)
        .timeout(Duration.ofSeconds(60));
  }

  private static String encoded(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8);
  }
}
