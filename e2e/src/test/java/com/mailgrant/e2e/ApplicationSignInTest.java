package com.mailgrant.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mailgrant.e2e.harness.Api;
import com.mailgrant.e2e.lab.TestCa;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Mailboxes that the application opens by its own sign-in: those it may, and no others (D12). */
class ApplicationSignInTest {
  private static final String INFO = "info@contoso.example";
  private static final String WORKER = "worker001@contoso.example";
  private static final String OTHER = "worker002@contoso.example";

  @TempDir Path home;

  @Test
  void the_application_opens_what_it_may_and_nothing_else() throws Exception {
    try (var stage = RehearsalStage.start(home, 3);
        var api = stage.mailgrant().api()) {
      var info = stage.createAccount(api, INFO, INFO);
      var servers = api.get("/accounts/" + info).expect(200).json();
      var worker = passwordAccount(api, servers, WORKER);
      var commands =
          api.get("/migration/application?objectId=11111111-2222-4333-8444-555555555555")
              .expect(200)
              .json();
      assertThat(commands.path("text").asString())
          .contains("New-ServicePrincipal", "'" + INFO + "'", "'" + WORKER + "'")
          .doesNotContain("New-ManagementScope")
          .contains("11111111-2222-4333-8444-555555555555");
      assertThat(commands.path("sendingAlone").asString())
          .contains("New-ManagementScope", "New-ManagementRoleAssignment", "'" + WORKER + "'")
          .doesNotContain("Add-MailboxPermission");
      api.get("/migration/application?objectId=" + commands.path("clientId").asString())
          .expect(422);

      // Before the administrator ran them, the password stays in use.
      var line = line(api, worker);
      var before = api.post("/migration/entries/" + line + "/application").expect(200).json();
      assertThat(before.path("trouble").path("errorId").asString("")).startsWith("MG-");
      api.post("/migration/entries/" + line + "/switch").expect(409);

      stage.desk().openForApplications(INFO);
      stage.desk().openForApplications(WORKER);
      api.post("/migration/application").expect(200);
      var after = api.post("/migration/entries/" + line + "/application").expect(200).json();
      assertThat(after.path("stage").asString()).as(after.toString()).isEqualTo("tested");
      api.post("/migration/entries/" + line + "/switch").expect(200);
      withCertificate(stage, api, servers);
      stage.desk().endPasswords();
      for (var account : List.of(info, worker)) {
        assertThat(api.post("/accounts/" + account + "/test").json().path("status").asString())
            .isEqualTo("passed");
      }

      var outside =
          api.post(
                  "/migration/entries/" + line + "/outside",
                  Map.of("mailbox", "bernd@contoso.example"))
              .expect(200)
              .json();
      assertThat(outside.path("refused").asBoolean()).isTrue();
      assertThat(outside.path("words").asString()).isNotEmpty();
      var within =
          api.post("/migration/entries/" + line + "/outside", Map.of("mailbox", INFO))
              .expect(200)
              .json();
      assertThat(within.path("refused").asBoolean())
          .as("it tells the one from the other")
          .isFalse();

      var message =
          api.post(
                  "/accounts/" + info + "/messages",
                  Map.of("to", List.of(WORKER), "subject", "Hello", "text", "Hello"))
              .expect(202)
              .json();
      await()
          .atMost(Duration.ofMinutes(1))
          .until(() ->
              api.get("/outbox/" + message.path("id").asString())
                  .json()
                  .path("state")
                  .asString()
                  .equals("sent"));
    }
  }

  /** The application proves itself by a certificate from now on, and opens one more mailbox. */
  private void withCertificate(RehearsalStage stage, Api api, JsonNode servers) throws Exception {
    var pair = TestCa.create(Files.createDirectory(home.resolve("certificate")));
    var registration =
        api.get("/app-registrations")
            .expect(200)
            .json()
            .path("items")
            .valueStream()
            .filter(each -> each.path("cloud").asString().equals("rehearsal"))
            .findFirst()
            .orElseThrow()
            .path("id")
            .asString();
    var next = "/app-registrations/" + registration + "/next-secret";
    api.put(
            next,
            Map.of(
                "certificate", Files.readString(pair.serverCertificateFile()),
                "privateKey", Files.readString(pair.serverKeyFile())))
        .expect(200);
    api.post(next + "/test").expect(200);
    api.post(next + "/switch").expect(409);
    stage.desk().addCertificate(Files.readString(pair.serverCertificateFile()));
    api.post(next + "/test").expect(200);
    api.post(next + "/switch").expect(200);

    var line = line(api, passwordAccount(api, servers, OTHER));
    var refused = api.post("/migration/entries/" + line + "/application").expect(200).json();
    assertThat(refused.path("trouble").path("errorId").asString(""))
        .as("the certificate opens no mailbox that the administrator did not open")
        .startsWith("MG-");
    stage.desk().openForApplications(OTHER);
    var after = api.post("/migration/entries/" + line + "/application").expect(200).json();
    assertThat(after.path("stage").asString()).as(after.toString()).isEqualTo("tested");
    api.post("/migration/entries/" + line + "/switch").expect(200);
    assertThat(stage.desk().requests())
        .anyMatch(said ->
            said.contains("grant_type=client_credentials")
                && said.contains(
                    "client_assertion_type=urn:ietf:params:oauth:client-assertion-type:jwt-bearer"));
    for (var mailbox : List.of("bernd@contoso.example", "worker003@contoso.example")) {
      assertThat(
              api.post("/migration/entries/" + line + "/outside", Map.of("mailbox", mailbox))
                  .expect(200)
                  .json()
                  .path("refused")
                  .asBoolean())
          .as(mailbox)
          .isTrue();
    }
  }

  private static String passwordAccount(Api api, JsonNode servers, String person)
      throws IOException, InterruptedException {
    var account = new LinkedHashMap<String, Object>();
    account.put("type", "generic");
    account.put("accountName", "Of " + person);
    account.put("senderEmail", person);
    account.put("username", person);
    account.put("password", RehearsalStage.PASSWORD);
    for (var protocol : List.of("imap", "smtp")) {
      var server = servers.path(protocol);
      account.put(
          protocol,
          Map.of(
              "host", server.path("host").asString(),
              "port", server.path("port").asInt(),
              "security", server.path("security").asString()));
    }
    var id = api.post("/accounts", account).expect(201).json().path("id").asString();
    api.post("/migration/entries/" + line(api, id) + "/conversion", Map.of("cloud", "rehearsal"))
        .expect(200);
    api.patch("/migration/entries/" + line(api, id), Map.of("decision", "change"), "*").expect(200);
    return id;
  }

  private static String line(Api api, String account) throws IOException, InterruptedException {
    return api.get("/migration")
        .expect(200)
        .json()
        .path("items")
        .valueStream()
        .filter(line -> line.path("account").asString("").equals(account))
        .findFirst()
        .orElseThrow()
        .path("id")
        .asString();
  }
}
