package com.mailgrant.e2e.lab;

import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;

/**
 * A person with a browser that knows cookies and redirects, and just enough HTML to pass the lab's
 * sign-in page. It is signed in to nothing when it is made.
 */
public final class Visitor implements AutoCloseable {
  /**
   * Where a walk through redirects ended.
   *
   * @param address of the last page
   */
  public record Page(URI address, int status, String html) {}

  private static final Pattern ACTION = Pattern.compile("action=\"([^\"]+)\"");
  private static final Pattern REQUEST = Pattern.compile("name=\"request\" value=\"([^\"]+)\"");
  private static final int MOST_REDIRECTS = 10;
  private final HttpClient browser;

  /** Trusts the given authority, and plain HTTP. */
  public Visitor(SSLContext trust) {
    browser =
        HttpClient.newBuilder()
            .sslContext(trust)
            .cookieHandler(new CookieManager())
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(Duration.ofSeconds(10))
            .build();
  }

  /** Opens an address and follows redirects to a page. */
  public Page open(URI address) throws IOException, InterruptedException {
    var next = address;
    for (int i = 0; i < MOST_REDIRECTS; i++) {
      var answer = send(HttpRequest.newBuilder(next).GET());
      if (answer.statusCode() / 100 != 3) {
        return new Page(next, answer.statusCode(), answer.body());
      }
      next = target(next, answer);
    }
    throw new IOException("more than " + MOST_REDIRECTS + " redirects from " + address);
  }

  /** Signs in at the lab, accepts, and goes back to where the sign-in page sends the browser. */
  public Page signIn(URI authorizationUrl, MailUser user) throws IOException, InterruptedException {
    return open(answer(authorizationUrl, user.address(), "accept"));
  }

  /** Declines at the lab and goes back. */
  public Page decline(URI authorizationUrl) throws IOException, InterruptedException {
    return open(answer(authorizationUrl, "", "cancel"));
  }

  /**
   * Answers the sign-in page and stops there.
   *
   * @return where the browser is sent next: the redirect URI with a code or an error
   */
  public URI answer(URI authorizationUrl, String username, String button)
      throws IOException, InterruptedException {
    var page = open(authorizationUrl);
    var action = ACTION.matcher(page.html());
    var request = REQUEST.matcher(page.html());
    if (!action.find() || !request.find()) {
      throw new IOException("no sign-in page but " + page.status() + ": " + page.html());
    }
    var form = new LinkedHashMap<String, String>();
    form.put("request", request.group(1));
    form.put("username", username);
    form.put("answer", button);
    var target = page.address().resolve(action.group(1));
    var answer =
        send(
            HttpRequest.newBuilder(target)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(Web.encode(form))));
    return target(target, answer);
  }

  private HttpResponse<String> send(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    return browser.send(
        request.timeout(Duration.ofSeconds(60)).build(), HttpResponse.BodyHandlers.ofString());
  }

  private static URI target(URI from, HttpResponse<String> answer) throws IOException {
    var location = answer.headers().firstValue("Location");
    if (location.isEmpty()) {
      throw new IOException("no way on from " + from + ": " + answer.body());
    }
    return from.resolve(location.get());
  }

  @Override
  public void close() {
    browser.close();
  }
}
