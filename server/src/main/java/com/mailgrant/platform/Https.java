package com.mailgrant.platform;

import com.mailgrant.platform.GuardedClient.ForbiddenHost;
import com.mailgrant.platform.HttpResult.Why;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import javax.net.ssl.SSLException;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;

/**
 * The one way to somebody else's HTTP server: bounded in time and size, without redirects, past the
 * address guard, and to the very addresses that it allowed.
 */
@Component
public class Https implements DisposableBean {
  /** For the whole answer. A person waits for it, and so may a database row. */
  private static final Duration ANSWER = Duration.ofSeconds(20);

  /** Token answers have some kB, key sets tens of them. */
  private static final int LARGEST_BODY = 256 * 1024;

  private static final int LAST_PORT = 65_535;

  private static final byte[] NOTHING = new byte[0];

  private final CloseableHttpClient client;
  private final CloseableHttpClient foreign;

  Https(Trust trust, AddressGuard guard) {
    client = GuardedClient.of(trust, guard::resolve);
    foreign = GuardedClient.of(trust, guard::resolveForeign);
  }

  /** Fetches a document. */
  public HttpResult get(URI uri) {
    if (!isUsable(uri)) {
      return unusable(uri);
    }
    var request = new HttpGet(uri);
    request.setHeader("Accept", "application/json");
    return send(client, request, ANSWER, Https::document);
  }

  /**
   * Posts a form, every value URL-encoded: secrets hold characters such as {@code ~} and {@code +}.
   */
  public HttpResult postForm(URI uri, Map<String, String> form) {
    if (!isUsable(uri)) {
      return unusable(uri);
    }
    var body =
        form.entrySet().stream()
            .map(field -> encoded(field.getKey()) + "=" + encoded(field.getValue()))
            .collect(Collectors.joining("&"));
    var request = new HttpPost(uri);
    request.setHeader("Accept", "application/json");
    request.setEntity(
        new ByteArrayEntity(
            body.getBytes(StandardCharsets.UTF_8), ContentType.APPLICATION_FORM_URLENCODED));
    return send(client, request, ANSWER, Https::document);
  }

  /**
   * Posts JSON to an address that somebody typed: a private host is refused even if the operator
   * declared it for mail. Only the status of the answer is kept: a stranger's words would be shown
   * to whoever typed the address.
   *
   * @param patience for the whole answer
   */
  public HttpResult postForeign(
      URI uri, Map<String, String> headers, byte[] json, Duration patience) {
    if (!isUsable(uri)) {
      return unusable(uri);
    }
    var request = new HttpPost(uri);
    headers.forEach(request::setHeader);
    request.setEntity(new ByteArrayEntity(json, ContentType.APPLICATION_JSON));
    return send(foreign, request, patience, (status, _) -> new HttpResult.Answer(status, ""));
  }

  /**
   * Fetches a document from an address that somebody typed: a private host is refused even if the
   * operator declared it for mail, and so is everything but HTTPS.
   *
   * @param patience for the whole answer
   */
  public HttpResult getForeign(URI uri, Duration patience) {
    if (!isUsable(uri) || !"https".equalsIgnoreCase(uri.getScheme())) {
      return unusable(uri);
    }
    return send(foreign, new HttpGet(uri), patience, Https::document);
  }

  @Override
  public void destroy() throws IOException {
    client.close();
    foreign.close();
  }

  /** Some addresses come from other servers' documents. */
  private static boolean isUsable(URI uri) {
    return uri.getHost() != null
        && uri.getPort() <= LAST_PORT
        && ("https".equalsIgnoreCase(uri.getScheme()) || "http".equalsIgnoreCase(uri.getScheme()));
  }

  private static HttpResult unusable(URI uri) {
    return new HttpResult.NoAnswer(Why.NAME_UNKNOWN, "this is no address of a server: " + uri);
  }

  private static HttpResult send(
      CloseableHttpClient through, HttpUriRequestBase request, Duration patience, Reading reading) {
    var answer =
        CompletableFuture.supplyAsync(
            () -> exchange(through, request, reading), Thread::startVirtualThread);
    try {
      return answer.get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      return new HttpResult.NoAnswer(
          Why.TIMED_OUT, "no whole answer within " + patience.toSeconds() + " s");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new HttpResult.NoAnswer(Why.CLOSED, "interrupted");
    } catch (ExecutionException e) {
      throw new IllegalStateException("HTTP call failed", e);
    } finally {
      // After a whole answer this does nothing; else it closes the connection.
      request.cancel();
    }
  }

  /** Opened and closed by hand: the usual ways read an endless body to its end. */
  private static HttpResult exchange(
      CloseableHttpClient through, HttpUriRequestBase request, Reading reading) {
    try (var response = through.executeOpen(null, request, null)) {
      var entity = response.getEntity();
      var body = entity == null ? NOTHING : entity.getContent().readNBytes(LARGEST_BODY + 1);
      return reading.of(response.getCode(), body);
    } catch (ForbiddenHost e) {
      return new HttpResult.NoAnswer(Why.FORBIDDEN_ADDRESS, String.valueOf(e.getMessage()));
    } catch (UnknownHostException e) {
      return new HttpResult.NoAnswer(Why.NAME_UNKNOWN, "the name server does not know the host");
    } catch (SocketTimeoutException e) {
      return new HttpResult.NoAnswer(Why.TIMED_OUT, "no answer in time");
    } catch (ConnectException e) {
      return new HttpResult.NoAnswer(Why.REFUSED, "the connection was refused");
    } catch (SSLException e) {
      return new HttpResult.NoAnswer(Why.TLS, String.valueOf(e.getMessage()));
    } catch (IOException e) {
      return new HttpResult.NoAnswer(Why.CLOSED, "the connection broke: " + e.getMessage());
    }
  }

  private static HttpResult document(int status, byte[] body) {
    return body.length > LARGEST_BODY
        ? new HttpResult.NoAnswer(Why.TOO_BIG, "an answer of more than 256 kB")
        : new HttpResult.Answer(status, new String(body, StandardCharsets.UTF_8));
  }

  private static String encoded(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8);
  }

  /** What an answer means; the body ends one octet after the largest size. */
  @FunctionalInterface
  private interface Reading {
    HttpResult of(int status, byte[] body);
  }
}
