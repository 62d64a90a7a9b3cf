package com.mailgrant.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mailgrant.e2e.harness.Api;
import com.mailgrant.e2e.lab.MailUser;
import com.mailgrant.e2e.lab.Postfix;
import com.mailgrant.e2e.lab.TokenShape;
import com.mailgrant.e2e.lab.TokenTrouble;
import com.mailgrant.e2e.lab.Visitor;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Ways in which a sign-in goes, seen from the foreign lab. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LabSignInTest {
  private LabStage stage;
  private Api api;

  @BeforeAll
  void start(@TempDir Path home) throws Exception {
    stage = LabStage.start(home, Postfix.SentCopy.FILED_BY_SERVER);
    api = stage.mailgrant().api();
  }

  @AfterAll
  void stop() throws Exception {
    api.close();
    stage.close();
  }

  @BeforeEach
  void everythingWorks() {
    stage.lab().identityProvider().tokenTrouble(new TokenTrouble.None());
    stage.lab().identityProvider().tokenShape(TokenShape.LONG_JWT);
    stage.lab().identityProvider().accessTokenLife(Duration.ofHours(1));
  }

  @Test
  void tokens_that_nobody_can_read_work_as_well() throws Exception {
    stage.lab().identityProvider().tokenShape(TokenShape.LONG_OPAQUE);
    var report = stage.test(api, stage.signedInAccount(api, MailUser.ANNA));
    assertThat(report.path("status").asString()).as(report.toString()).isEqualTo("passed");
    assertThat(LabStage.verdicts(report)).doesNotContainValue("failed");
  }

  @Test
  void german_folder_names_are_shown_as_people_write_them() throws Exception {
    var account = stage.signedInAccount(api, MailUser.BERND);
    var folders = api.get("/accounts/" + account + "/folders").expect(200).json();
    assertThat(LabStage.texts(folders))
        .contains("Gesendete Elemente", "Gelöschte Elemente", "Entwürfe", "Junk-E-Mail")
        .anyMatch(text -> text.endsWith("Müller & Söhne"));
  }

  @Test
  void a_shared_mailbox_opens_with_the_token_of_a_person() throws Exception {
    var account = stage.createAccount(api, MailUser.ANNA, MailUser.SHARED);
    assertThat(stage.signIn(api, account, MailUser.ANNA).status()).isEqualTo(200);
    var report = stage.test(api, account);
    assertThat(report.path("status").asString()).as(report.toString()).isEqualTo("passed");
    var folders = api.get("/accounts/" + account + "/folders").expect(200).json();
    assertThat(LabStage.texts(folders)).contains("Sent Items", "Deleted Items");
  }

  @Test
  void a_shared_mailbox_without_the_right_is_diagnosed_at_imap() throws Exception {
    var account = stage.createAccount(api, MailUser.BERND, MailUser.SHARED);
    stage.signIn(api, account, MailUser.BERND);
    var report = stage.test(api, account);
    assertThat(LabStage.verdicts(report)).containsEntry("imap-authenticate", "failed");
    assertThat(report.path("errorId").asString()).isNotEmpty();
  }

  @Test
  void a_sender_whom_the_server_refuses_is_diagnosed() throws Exception {
    var account = stage.signedInAccount(api, MailUser.BERND);
    var version = api.get("/accounts/" + account).headers().firstValue("ETag").orElseThrow();
    api.patch("/accounts/" + account, Map.of("senderEmail", MailUser.SHARED), version).expect(200);
    var report = stage.test(api, account);
    assertThat(LabStage.verdicts(report)).containsEntry("smtp-envelope", "failed");
    assertThat(LabStage.texts(report)).contains("D14");
  }

  @Test
  void login_by_another_person_is_refused_and_nothing_is_kept() throws Exception {
    var account = stage.createAccount(api, MailUser.ANNA);
    var page = stage.signIn(api, account, MailUser.BERND);
    assertThat(page.html()).contains(MailUser.BERND.address(), MailUser.ANNA.address());
    assertThat(stage.test(api, account).path("status").asString()).isNotEqualTo("passed");
  }

  @Test
  void whoever_declines_may_try_again() throws Exception {
    var account = stage.createAccount(api, MailUser.ANNA);
    try (var visitor = new Visitor(stage.lab().ca().clientContext())) {
      var page = visitor.decline(stage.authorizationUrl(api, account));
      assertThat(page.status()).isLessThan(500);
      assertThat(page.html()).contains("Login");
    }
    assertThat(stage.signIn(api, account, MailUser.ANNA).status()).isEqualTo(200);
    assertThat(stage.test(api, account).path("status").asString()).isEqualTo("passed");
  }

  @Test
  void a_callback_is_good_once() throws Exception {
    var account = stage.createAccount(api, MailUser.ANNA);
    try (var visitor = new Visitor(stage.lab().ca().clientContext())) {
      var back =
          visitor.answer(stage.authorizationUrl(api, account), MailUser.ANNA.address(), "accept");
      assertThat(visitor.open(back).status()).isEqualTo(200);
      int requests = stage.lab().identityProvider().tokenRequests().size();
      assertThat(visitor.open(back).status()).isBetween(400, 499);
      assertThat(stage.lab().identityProvider().tokenRequests()).hasSize(requests);
    }
    assertThat(stage.test(api, account).path("status").asString()).isEqualTo("passed");
  }

  @Test
  void a_busy_token_endpoint_never_costs_the_grant() throws Exception {
    var account = stage.signedInAccount(api, MailUser.ANNA);
    for (var trouble :
        new TokenTrouble[] {
          new TokenTrouble.Unavailable(), new TokenTrouble.TooMany(1), new TokenTrouble.Html()
        }) {
      stage.lab().identityProvider().tokenTrouble(trouble);
      assertThat(stage.test(api, account).path("status").asString())
          .as(trouble.toString())
          .isNotEqualTo("passed");
    }
    stage.lab().identityProvider().tokenTrouble(new TokenTrouble.None());
    assertThat(stage.test(api, account).path("status").asString()).isEqualTo("passed");
  }

  @Test
  void a_watched_mailbox_changes_its_session_before_the_token_ends() throws Exception {
    var provider = stage.lab().identityProvider();
    provider.accessTokenLife(Duration.ofSeconds(10));
    var account = stage.signedInAccount(api, MailUser.ANNA);
    var path = "/accounts/" + account + "/synchronisation";
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> api.get(path).expect(200).json().path("state").asString().equals("watching"));
    int requests = provider.tokenRequests().size();
    long begin = System.nanoTime();
    await()
        .atMost(Duration.ofSeconds(45))
        .until(() -> provider.tokenRequests().size() >= requests + 3);
    assertThat(Duration.ofNanos(System.nanoTime() - begin))
        .as("each token is used for most of its life")
        .isGreaterThan(Duration.ofSeconds(7));
    assertThat(api.get(path).expect(200).json().has("trouble")).isFalse();
    assertThat(api.get("/accounts/" + account).json().path("state").asString())
        .isNotEqualTo("needs-login");
  }

  @Test
  void a_revoked_grant_asks_for_a_login_and_a_login_heals_it() throws Exception {
    var account = stage.signedInAccount(api, MailUser.BERND);
    stage.lab().identityProvider().revokeGrants(MailUser.BERND);
    var report = stage.test(api, account);
    assertThat(report.path("status").asString()).isNotEqualTo("passed");
    assertThat(report.path("errorId").asString()).isNotEmpty();
    stage.signIn(api, account, MailUser.BERND);
    assertThat(stage.test(api, account).path("status").asString()).isEqualTo("passed");
  }
}
