package com.mailgrant.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mailgrant.mail.TestCertificates;
import com.mailgrant.platform.MailgrantProperties.Bootstrap;
import com.mailgrant.platform.MailgrantProperties.CloudProperties;
import com.mailgrant.platform.MailgrantProperties.Encryption;
import com.mailgrant.platform.MailgrantProperties.Network;
import com.mailgrant.platform.MailgrantProperties.Support;
import com.mailgrant.platform.MailgrantProperties.Trusted;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLException;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GuardedClientTest {
  private static final byte[] JSON = "{}".getBytes(StandardCharsets.UTF_8);
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  @TempDir private Path home;
  private final List<HttpServer> servers = new CopyOnWriteArrayList<>();
  private final List<String> asked = new CopyOnWriteArrayList<>();
  private final CountDownLatch never = new CountDownLatch(1);

  @AfterEach
  void stop() {
    never.countDown();
    servers.forEach(server -> server.stop(0));
  }

  /** No name server knows the host: the connection can only go where the guard said. */
  @Test
  void the_client_connects_where_the_guard_says() throws Exception {
    int port = plain(exchangeOf(200)).getAddress().getPort();
    try (var client = GuardedClient.of(trust(), this::loopback)) {
      assertThat(status(client, "http://erp.invalid:" + port + "/")).isEqualTo(200);
      assertThat(asked).containsExactly("erp.invalid");
    }
  }

  @Test
  void the_certificate_has_to_be_that_of_the_host_that_was_asked_for() throws Exception {
    int port = secure().getAddress().getPort();
    try (var client = GuardedClient.of(trust(), this::loopback)) {
      assertThat(status(client, "https://localhost:" + port + "/")).isEqualTo(200);
      assertThatThrownBy(() -> status(client, "https://erp.invalid:" + port + "/"))
          .isInstanceOf(SSLException.class)
          .hasMessageContaining("erp.invalid");
      assertThat(asked).containsExactly("localhost", "erp.invalid");
    }
  }

  @Test
  void literal_addresses_are_asked_for_too() throws Exception {
    int port = plain(exchangeOf(200)).getAddress().getPort();
    for (var host : List.of("127.0.0.1", "[::1]", "[::ffff:127.0.0.1]", "2130706433")) {
      var uri = URI.create("http://" + host + ":" + port + "/");
      assertThat(https(false).postForeign(uri, Map.of(), JSON, PATIENCE))
          .as(host)
          .isInstanceOfSatisfying(
              HttpResult.NoAnswer.class,
              nothing -> assertThat(nothing.why()).isEqualTo(HttpResult.Why.FORBIDDEN_ADDRESS));
    }
  }

  @Test
  void a_host_declared_for_mail_is_forbidden_to_addresses_that_people_type() throws Exception {
    int port = plain(exchangeOf(200)).getAddress().getPort();
    var uri = URI.create("http://localhost:" + port + "/");
    assertThat(https(false).get(uri)).isEqualTo(new HttpResult.Answer(200, "answer"));
    assertThat(https(false).postForeign(uri, Map.of(), JSON, PATIENCE))
        .isInstanceOf(HttpResult.NoAnswer.class);
  }

  @Test
  void of_a_strangers_answer_only_the_status_is_kept() throws Exception {
    int port = plain(exchangeOf(418)).getAddress().getPort();
    var uri = URI.create("http://127.0.0.1:" + port + "/");
    assertThat(https(true).postForeign(uri, Map.of("webhook-id", "1"), JSON, PATIENCE))
        .isEqualTo(new HttpResult.Answer(418, ""));
  }

  @Test
  void an_endless_answer_does_no_harm() throws Exception {
    var server =
        plain(exchange -> {
          exchange.sendResponseHeaders(200, 0);
          var octets = new byte[64 * 1024];
          for (int i = 0; i < 1_000; i++) {
            exchange.getResponseBody().write(octets);
          }
        });
    var uri = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
    assertThat(https(true).postForeign(uri, Map.of(), JSON, PATIENCE))
        .isEqualTo(new HttpResult.Answer(200, ""));
  }

  @Test
  void whoever_does_not_answer_in_time_is_left_alone() throws Exception {
    var server = plain(_ -> awaitNever());
    var uri = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
    assertThat(https(true).postForeign(uri, Map.of(), JSON, Duration.ofMillis(300)))
        .isInstanceOfSatisfying(
            HttpResult.NoAnswer.class,
            nothing -> assertThat(nothing.why()).isEqualTo(HttpResult.Why.TIMED_OUT));
  }

  @Test
  void whoever_sends_one_octet_now_and_then_is_left_alone_too() throws Exception {
    var server =
        plain(exchange -> {
          exchange.sendResponseHeaders(200, 0);
          exchange.getResponseBody().write(1);
          exchange.getResponseBody().flush();
          awaitNever();
        });
    var uri = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
    assertThat(https(true).postForeign(uri, Map.of(), JSON, Duration.ofMillis(300)))
        .isInstanceOf(HttpResult.NoAnswer.class);
  }

  private InetAddress[] loopback(String host) {
    asked.add(host);
    return new InetAddress[] {InetAddress.getLoopbackAddress()};
  }

  private void awaitNever() {
    try {
      never.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static Answering exchangeOf(int status) {
    return exchange -> {
      var body = "answer".getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(status, body.length);
      exchange.getResponseBody().write(body);
    };
  }

  private HttpServer plain(Answering answering) throws IOException {
    return serve(HttpServer.create(here(), 0), answering);
  }

  private HttpServer secure() throws IOException {
    var server = HttpsServer.create(here(), 0);
    server.setHttpsConfigurator(new HttpsConfigurator(TestCertificates.localhost()));
    return serve(server, exchangeOf(200));
  }

  private HttpServer serve(HttpServer server, Answering answering) {
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext(
        "/",
        exchange -> {
          try (exchange) {
            exchange.getRequestBody().readAllBytes();
            answering.answer(exchange);
          }
        });
    server.start();
    servers.add(server);
    return server;
  }

  private static InetSocketAddress here() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
  }

  private static int status(CloseableHttpClient client, String address) throws IOException {
    return client.execute(new HttpGet(URI.create(address)), response -> response.getCode());
  }

  private Trust trust() throws GeneralSecurityException, IOException {
    return new Trust(properties(false, TestCertificates.authorityPem(home.resolve("ca.pem"))));
  }

  private static Https https(boolean privateHostsAllowed) {
    var properties = properties(privateHostsAllowed, null);
    return new Https(new Trust(properties), new AddressGuard(properties));
  }

  /** "localhost" is declared for mail. */
  private static MailgrantProperties properties(
      boolean privateHostsAllowed, @Nullable Path caFile) {
    var authority = URI.create("http://localhost:9/");
    var cloud = new CloudProperties("microsoft", null, authority, null, null, null, null, null);
    return new MailgrantProperties(
        "http://localhost:8080",
        Path.of("unused"),
        new Bootstrap(null, null),
        new Trusted(caFile),
        Map.of("lab", cloud),
        List.of(),
        new Network(privateHostsAllowed),
        new Encryption(null),
        new Support(null),
        new MailgrantProperties.Api(0),
        new MailgrantProperties.Health(
            Duration.ofHours(1), Duration.ofMinutes(10), List.of(), true),
        new MailgrantProperties.Outbox(Duration.ofDays(7), 5),
        new MailgrantProperties.Watch(true, Duration.ofMinutes(5), Duration.ofMinutes(1), 50),
        MailgrantProperties.Migration.USUAL,
        "en");
  }

  @FunctionalInterface
  private interface Answering {
    void answer(HttpExchange exchange) throws IOException;
  }
}
