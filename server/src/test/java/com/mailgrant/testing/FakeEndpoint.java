package com.mailgrant.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A program that wants webhooks: takes everything, unless a test says otherwise. */
public final class FakeEndpoint implements AutoCloseable {
  private static final long PATIENCE_SECONDS = 20;

  /** One request as it came. */
  public record Request(String path, String id, String timestamp, String signature, String body) {}

  private final HttpServer server;
  private final List<Request> requests = new CopyOnWriteArrayList<>();
  private final BlockingQueue<Request> fresh = new LinkedBlockingQueue<>();
  private volatile Function<Request, Integer> answer = _ -> 204;
  private volatile @Nullable Hold hold;
  private volatile @Nullable String location;

  private FakeEndpoint() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", this::answer);
    server.start();
  }

  /** Listening. */
  public static FakeEndpoint start() {
    return new FakeEndpoint();
  }

  /** Where it takes events. */
  public URI address() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/events");
  }

  /** Which status each request gets from now on. */
  public void answer(Function<Request, Integer> statusOf) {
    answer = statusOf;
  }

  /** Sends everybody elsewhere from now on. */
  public void redirect(URI elsewhere) {
    location = elsewhere.toString();
    answer = _ -> 307;
  }

  /** Lets requests wait before they are answered. */
  public Hold hold() {
    var made = new Hold();
    hold = made;
    return made;
  }

  /** Those that come later are answered at once. */
  public void holdNoMore() {
    hold = null;
  }

  /** All that came, in the order of their coming. */
  public List<Request> requests() {
    return requests;
  }

  /** The next one that no test has asked for yet; waits for it. */
  public Request next() throws InterruptedException {
    var request = fresh.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
    if (request == null) {
      throw new AssertionError("no further request came");
    }
    return request;
  }

  @Override
  public void close() {
    server.stop(0);
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      var headers = exchange.getRequestHeaders();
      var request =
          new Request(
              exchange.getRequestURI().getPath(),
              String.valueOf(headers.getFirst("webhook-id")),
              String.valueOf(headers.getFirst("webhook-timestamp")),
              String.valueOf(headers.getFirst("webhook-signature")),
              new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
      requests.add(request);
      fresh.add(request);
      var gate = hold;
      if (gate != null) {
        gate.pass();
      }
      if (location != null) {
        exchange.getResponseHeaders().set("Location", location);
      }
      int status = answer.apply(request);
      exchange.sendResponseHeaders(status, -1);
    }
  }
}
