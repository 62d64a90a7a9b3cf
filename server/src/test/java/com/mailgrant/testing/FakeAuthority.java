package com.mailgrant.testing;

import com.mailgrant.mail.TestCertificates;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/**
 * An identity provider on loopback: it issues, checks and rotates tokens as real ones do, unless a
 * test says what it answers instead. Its paths are those of the v2 endpoints.
 */
public final class FakeAuthority implements AutoCloseable {
  private final HttpServer server;
  private final String scheme;
  private final TokenDesk desk;
  private final List<Map<String, String>> tokenRequests = new CopyOnWriteArrayList<>();
  private final List<String> visits = new CopyOnWriteArrayList<>();
  private final ArrayDeque<Reply> next = new ArrayDeque<>();
  private volatile @Nullable Reply always;
  private volatile @Nullable Reply discovery;
  private volatile @Nullable Reply keys;
  private volatile @Nullable Hold hold;

  private FakeAuthority(HttpServer server, String scheme, Clock clock) {
    this.server = server;
    this.scheme = scheme;
    this.desk = new TokenDesk(clock, this::issuer);
    server.createContext("/", this::serve);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.start();
  }

  /** Without TLS, for everything that is not about it. */
  public static FakeAuthority http(Clock clock) {
    try {
      return new FakeAuthority(HttpServer.create(anyPort(), 0), "http", clock);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** With a certificate of {@link TestCertificates}, made out to localhost. */
  public static FakeAuthority https(Clock clock) {
    try {
      var server = HttpsServer.create(anyPort(), 0);
      server.setHttpsConfigurator(new HttpsConfigurator(TestCertificates.localhost()));
      return new FakeAuthority(server, "https", clock);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** What a cloud names as its authority. */
  public URI address() {
    return URI.create(scheme + "://localhost:" + server.getAddress().getPort());
  }

  /** The {@code iss} of its id tokens. */
  public String issuer() {
    return address() + "/" + Visitor.CONTOSO + "/v2.0";
  }

  /** Where codes and tokens are made; for tests that want odd ones. */
  public TokenDesk desk() {
    return desk;
  }

  /** The forms that came to the token endpoint. */
  public List<Map<String, String>> tokenRequests() {
    return tokenRequests;
  }

  /** The paths that were asked for. */
  public List<String> visits() {
    return visits;
  }

  /** Answers one token request like this; several calls make a queue. */
  public void answerOnce(Reply reply) {
    synchronized (next) {
      next.add(reply);
    }
  }

  /** Ends a grant: says no to the next refresh and to the question whether that was meant. */
  public void endGrant(int code) {
    answerOnce(Reply.refusal("invalid_grant", code));
    answerOnce(Reply.refusal("invalid_grant", code));
  }

  /** Answers every token request like this. */
  public void answerAlways(Reply reply) {
    always = reply;
  }

  /** Answers for the discovery document like this. */
  public void discovery(Reply reply) {
    discovery = reply;
  }

  /** Answers for the key set like this. */
  public void keys(Reply reply) {
    keys = reply;
  }

  /** Lets token requests wait until the test releases them. */
  public Hold hold() {
    var fresh = new Hold();
    hold = fresh;
    return fresh;
  }

  /** Back to good behaviour; what was issued stays good. */
  public void reset() {
    synchronized (next) {
      next.clear();
    }
    always = null;
    discovery = null;
    keys = null;
    hold = null;
    tokenRequests.clear();
    visits.clear();
    desk.reset();
  }

  @Override
  public void close() {
    server.stop(0);
  }

  private void serve(HttpExchange exchange) throws IOException {
    try (exchange) {
      var path = exchange.getRequestURI().getPath();
      visits.add(path);
      var reply = reply(path, exchange);
      var body = reply.body().getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().add("Content-Type", reply.type());
      exchange.sendResponseHeaders(reply.status(), body.length == 0 ? -1 : body.length);
      exchange.getResponseBody().write(body);
    }
  }

  private Reply reply(String path, HttpExchange exchange) throws IOException {
    if (path.endsWith("/oauth2/v2.0/token")) {
      return token(form(exchange));
    }
    if (path.endsWith("/.well-known/openid-configuration")) {
      var set = discovery;
      return set == null ? Reply.json(200, "{\"issuer\": \"" + issuer() + "\"}") : set;
    }
    if (path.endsWith("/discovery/v2.0/keys")) {
      var set = keys;
      return set == null ? Reply.json(200, desk.publicKeys()) : set;
    }
    return Reply.html(404, "<h1>Nothing here</h1>");
  }

  private Reply token(Map<String, String> form) {
    tokenRequests.add(form);
    var held = hold;
    if (held != null) {
      held.pass();
    }
    var fixed = always;
    synchronized (next) {
      var scripted = next.poll();
      if (scripted != null) {
        return scripted;
      }
    }
    return fixed == null ? desk.answer(form) : fixed;
  }

  private static Map<String, String> form(HttpExchange exchange) throws IOException {
    var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    var form = new LinkedHashMap<String, String>();
    for (var field : body.split("&", -1)) {
      int equals = field.indexOf('=');
      if (equals > 0) {
        form.put(decoded(field.substring(0, equals)), decoded(field.substring(equals + 1)));
      }
    }
    return form;
  }

  static String decoded(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }

  private static InetSocketAddress anyPort() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
  }
}
