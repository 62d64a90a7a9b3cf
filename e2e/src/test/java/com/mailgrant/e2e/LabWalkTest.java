package com.mailgrant.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mailgrant.e2e.lab.MailUser;
import com.mailgrant.e2e.lab.Postfix;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The help page from start to finish (rows R17 to R36) with an identity provider, a Dovecot and a
 * Postfix that were not written here, by the HTTP API.
 */
class LabWalkTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  @TempDir Path home;

  @ParameterizedTest
  @EnumSource(Postfix.SentCopy.class)
  void an_account_signs_in_proves_itself_maps_folders_and_sends(Postfix.SentCopy sentCopy)
      throws Exception {
    try (var stage = LabStage.start(home, sentCopy);
        var api = stage.mailgrant().api()) {
      var account = stage.signedInAccount(api, MailUser.ANNA);
      assertThat(stage.lab().identityProvider().authorizeRequests())
          .singleElement()
          .satisfies(asked -> {
            assertThat(asked).containsEntry("code_challenge_method", "S256");
            assertThat(asked).containsKeys("state", "nonce");
            assertThat(asked.getOrDefault("prompt", "")).isNotEqualTo("consent");
            assertThat(asked.getOrDefault("scope", "")).contains("offline_access");
          });

      var report = stage.test(api, account);
      assertThat(report.path("status").asString()).as(report.toString()).isEqualTo("passed");
      assertThat(LabStage.verdicts(report))
          .containsEntry("imap-authenticate", "passed")
          .containsEntry("smtp-authenticate", "passed")
          .doesNotContainValue("failed");

      var folders = api.get("/accounts/" + account + "/folders").expect(200).json();
      assertThat(LabStage.texts(folders))
          .contains("Sent", "Unfinished", "Bin", "Nuisance", "Cabinet", "Cabinet/2026");

      var mapping =
          Map.of("inbox", "INBOX", "sent", "Sent", "draft", "Unfinished", "deleted", "Bin");
      api.put("/accounts/" + account + "/folder-mapping", mapping).expect(200);
      assertThat(
              LabStage.texts(
                  api.get("/accounts/" + account + "/folder-mapping").expect(200).json()))
          .contains("INBOX", "Sent", "Unfinished", "Bin");

      var subject = "Walk " + UUID.randomUUID();
      var message =
          Map.of(
              "to",
              List.of(MailUser.BERND.address()),
              "subject",
              subject,
              "text",
              "Good morning from the lab");
      var key = Map.of("Idempotency-Key", UUID.randomUUID().toString());
      var path = "/accounts/" + account + "/messages";
      var accepted = api.post(path, message, key).expect(202).json();
      var again = api.post(path, message, key).expect(202).json();
      var id = accepted.path("id").asString();
      assertThat(again.path("id").asString()).isEqualTo(id);

      try (var bernds = stage.lab().look(MailUser.BERND);
          var annas = stage.lab().look(MailUser.ANNA)) {
        assertThat(bernds.await("INBOX", subject, PATIENCE))
            .contains("Good morning from the lab", "Anna Amsel");
        annas.await("Sent", subject, PATIENCE);
        await()
            .atMost(PATIENCE)
            .until(() -> api.get("/outbox/" + id).json().path("state").asString().equals("sent"));
        assertThat(bernds.count("INBOX", subject)).isEqualTo(1);
        assertThat(annas.count("Sent", subject)).isEqualTo(1);
      }
      var sent = api.get("/accounts/" + account + "/messages?folder=Sent").expect(200).json();
      assertThat(LabStage.texts(sent)).contains(subject);
    }
  }
}
