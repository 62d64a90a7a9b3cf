package com.mailgrant.e2e.harness;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.function.IntPredicate;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The endpoint of a business application: checks signatures as Standard Webhooks describes them,
 * from the specification alone, and remembers what it answered with 204.
 */
public final class WebhookReceiver implements AutoCloseable {
  private final HttpServer server;
  private final IntPredicate refuse;
  private final List<JsonNode> taken = new ArrayList<>();
  private final List<String> complaints = new ArrayList<>();
  private byte[] key = {};
  private int requests;
  private boolean behaves;

  private WebhookReceiver(HttpServer server, IntPredicate refuse) {
    this.server = server;
    this.refuse = refuse;
  }

  /**
   * Starts one.
   *
   * @param refuse whether to answer the request of this number, from 1 on, with 503
   */
  public static WebhookReceiver start(IntPredicate refuse) throws IOException {
    var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    var receiver = new WebhookReceiver(server, refuse);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/events", receiver::receive);
    server.start();
    return receiver;
  }

  /** Where to post to. */
  public String url() {
    return "http://localhost:" + server.getAddress().getPort() + "/events";
  }

  /** The secret as the API gives it out. */
  public synchronized void secret(String secret) {
    key = Base64.getDecoder().decode(secret.substring("whsec_".length()));
  }

  /** Refuses nothing from now on. */
  public synchronized void behave() {
    behaves = true;
  }

  /** Events in the order in which they were taken, repetitions included. */
  public synchronized List<JsonNode> taken() {
    return List.copyOf(taken);
  }

  /** What was wrong with requests. */
  public synchronized List<String> complaints() {
    return List.copyOf(complaints);
  }

  private void receive(HttpExchange exchange) throws IOException {
    try (exchange) {
      exchange.sendResponseHeaders(judge(exchange, exchange.getRequestBody().readAllBytes()), -1);
    }
  }

  private synchronized int judge(HttpExchange exchange, byte[] body) {
    requests++;
    if (!behaves && refuse.test(requests)) {
      return 503;
    }
    var headers = exchange.getRequestHeaders();
    var id = headers.getFirst("webhook-id");
    var signed = id + "." + headers.getFirst("webhook-timestamp") + ".";
    if (!List.of(String.valueOf(headers.getFirst("webhook-signature")).split(" ", -1))
        .contains("v1," + signature(signed, body))) {
      complaints.add("wrong signature of " + id);
      return 400;
    }
    var event = JsonMapper.shared().readTree(body);
    if (!event.path("id").asString().equals(id)) {
      complaints.add("webhook-id " + id + " with event " + event.path("id"));
      return 400;
    }
    taken.add(event);
    return 204;
  }

  private String signature(String signed, byte[] body) {
    try {
      var mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      mac.update(signed.getBytes(StandardCharsets.UTF_8));
      return Base64.getEncoder().encodeToString(mac.doFinal(body));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has HMAC-SHA256", e);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
