package com.mailgrant.e2e.harness;

import static org.assertj.core.api.Assertions.assertThat;

import com.mailgrant.e2e.lab.Commands;
import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The tools of the whole-process tests, proved on their own. */
class HarnessTest {
  @TempDir Path home;

  @Test
  void two_nodes_start_on_one_postgresql_and_come_back_after_a_kill() throws Exception {
    try (var database = ExternalPostgres.start();
        var first = MailgrantProcess.startOn(database, home, "first", "");
        var second = MailgrantProcess.startOn(database, home, "second", "")) {
      assertThat(first.address()).isNotEqualTo(second.address());
      second.kill();
      second.startAgain();
      assertThat(second.log().split("Started Mailgrant in", -1)).hasSize(3);
    }
  }

  @Test
  void the_rehearsal_tenant_starts_from_its_jar() throws Exception {
    var settings = new StringBuilder("rehearsal:\n  ports:\n");
    for (var port : List.of("authority", "imap", "pop3", "smtp", "google-imap", "google-smtp")) {
      settings.append("    %s: %d\n".formatted(port, Commands.freePort()));
    }
    try (var rehearsal = RehearsalProcess.start(home, settings.toString())) {
      assertThat(rehearsal.log()).contains("Started Rehearsal in");
    }
  }

  @Test
  void the_browser_sees_a_page_and_its_barriers() throws Exception {
    var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          var html =
              "<!doctype html><html lang=en><title>t</title><main><h1>Hello</h1><img src=x></main>";
          exchange.getResponseHeaders().set("Content-Type", "text/html");
          exchange.sendResponseHeaders(200, html.length());
          exchange.getResponseBody().write(html.getBytes(StandardCharsets.US_ASCII));
          exchange.close();
        });
    server.start();
    try (var browser = Browser.start()) {
      var page = browser.newPage();
      page.navigate("http://localhost:" + server.getAddress().getPort() + "/");
      assertThat(page.locator("h1").textContent()).isEqualTo("Hello");
      assertThat(Browser.barriers(page)).singleElement().asString().startsWith("image-alt: ");
      assertThat(Browser.screenshot(page, "harness")).isNotEmptyFile();
    } finally {
      server.stop(0);
    }
  }
}
