package com.mailgrant.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mailgrant.e2e.harness.ExternalPostgres;
import com.mailgrant.e2e.harness.MailgrantProcess;
import com.mailgrant.e2e.lab.MailUser;
import com.mailgrant.e2e.lab.OldRefreshToken;
import com.mailgrant.e2e.lab.Postfix;
import com.mailgrant.e2e.lab.TokenTrouble;
import com.mailgrant.e2e.lab.Visitor;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Crashes, several nodes, and what is left on the disk, against the foreign lab. */
class LabCrashTest {
  @TempDir Path home;

  @Test
  void a_crash_while_the_person_is_at_the_sign_in_page_loses_nothing() throws Exception {
    try (var stage = LabStage.start(home, Postfix.SentCopy.FILED_BY_SERVER);
        var api = stage.mailgrant().api();
        var visitor = new Visitor(stage.lab().ca().clientContext())) {
      var account = stage.createAccount(api, MailUser.ANNA);
      var back =
          visitor.answer(stage.authorizationUrl(api, account), MailUser.ANNA.address(), "accept");
      stage.mailgrant().killWithDatabase();
      stage.mailgrant().startAgain();
      assertThat(visitor.open(back).status()).isEqualTo(200);
      assertThat(stage.test(api, account).path("status").asString()).isEqualTo("passed");
    }
  }

  @Test
  void a_crash_while_a_token_is_refreshed_loses_no_grant() throws Exception {
    try (var stage = LabStage.start(home, Postfix.SentCopy.FILED_BY_SERVER);
        var api = stage.mailgrant().api();
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var provider = stage.lab().identityProvider();
      provider.oldRefreshTokens(OldRefreshToken.GOOD_UNTIL_SUCCESSOR_IS_USED);
      var account = stage.signedInAccount(api, MailUser.ANNA);
      int before = provider.tokenRequests().size();
      var release = new CountDownLatch(1);
      var arrived = new CountDownLatch(1);
      provider.tokenTrouble(new TokenTrouble.Slow(arrived, release));
      var interrupted = threads.submit(() -> stage.test(api, account));
      assertThat(arrived.await(30, TimeUnit.SECONDS)).isTrue();
      stage.mailgrant().kill();
      release.countDown();
      await().until(() -> provider.tokenRequests().size() > before);
      provider.tokenTrouble(new TokenTrouble.None());
      assertThat(interrupted).failsWithin(Duration.ofSeconds(30));
      stage.mailgrant().startAgain();
      assertThat(stage.test(api, account).path("status").asString()).isEqualTo("passed");
      stage.mailgrant().kill();
      stage.mailgrant().startAgain();
      assertThat(stage.test(api, account).path("status").asString()).isEqualTo("passed");
    }
  }

  @Test
  void a_crash_while_a_second_login_is_finished_keeps_the_first() throws Exception {
    try (var stage = LabStage.start(home, Postfix.SentCopy.FILED_BY_SERVER);
        var api = stage.mailgrant().api();
        var visitor = new Visitor(stage.lab().ca().clientContext());
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var provider = stage.lab().identityProvider();
      var account = stage.signedInAccount(api, MailUser.ANNA);
      var back =
          visitor.answer(stage.authorizationUrl(api, account), MailUser.ANNA.address(), "accept");
      var release = new CountDownLatch(1);
      var arrived = new CountDownLatch(1);
      provider.tokenTrouble(new TokenTrouble.Slow(arrived, release));
      var interrupted = threads.submit(() -> visitor.open(back));
      assertThat(arrived.await(30, TimeUnit.SECONDS)).isTrue();
      stage.mailgrant().killWithDatabase();
      provider.tokenTrouble(new TokenTrouble.None());
      release.countDown();
      assertThat(interrupted).failsWithin(Duration.ofSeconds(30));
      stage.mailgrant().startAgain();
      assertThat(stage.test(api, account).path("status").asString()).isEqualTo("passed");
    }
  }

  @Test
  void two_nodes_that_need_the_same_token_at_once_make_one_request() throws Exception {
    try (var database = ExternalPostgres.start();
        var stage = LabStage.startTwo(home, database);
        var api = stage.mailgrant().api();
        var other = stage.secondNode().api();
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var provider = stage.lab().identityProvider();
      provider.accessTokenLife(Duration.ofSeconds(1));
      var account = stage.signedInAccount(api, MailUser.ANNA);
      provider.accessTokenLife(Duration.ofHours(1));
      int before = provider.tokenRequests().size();
      var folders = "/accounts/" + account + "/folders";
      List<Callable<Integer>> calls =
          List.of(
              () -> api.get(folders).status(),
              () -> other.get(folders).status(),
              () -> api.get(folders).status(),
              () -> other.get(folders).status());
      for (var answer : threads.invokeAll(calls)) {
        assertThat(answer.get()).isEqualTo(200);
      }
      assertThat(provider.tokenRequests()).hasSize(before + 1);
    }
  }

  @Test
  void no_secret_stands_in_a_log_or_in_a_file_of_the_database() throws Exception {
    try (var stage = LabStage.start(home, Postfix.SentCopy.FILED_BY_SERVER);
        var api = stage.mailgrant().api()) {
      var account = stage.signedInAccount(api, MailUser.ANNA);
      stage.test(api, account);
      stage.lab().identityProvider().revokeAccessTokens(MailUser.ANNA);
      stage.test(api, account);
      stage.mailgrant().stop();
      var secrets =
          Stream.concat(
                  stage.lab().identityProvider().secretsGivenOut().stream(),
                  Stream.of(
                      LabStage.clientSecret(),
                      MailgrantProcess.ADMIN_PASSWORD,
                      MailgrantProcess.API_KEY))
              // The middle of it: a file format may cut a long value, but not there.
              .map(s -> s.substring(s.length() / 2 - 12, s.length() / 2 + 12))
              .toList();
      assertThat(secrets).hasSizeGreaterThan(4);
      assertThat(stage.mailgrant().log()).doesNotContain(secrets);
      for (var file : filesBelow(stage.mailgrant().dataDir())) {
        var content = Files.readString(file, StandardCharsets.ISO_8859_1);
        assertThat(secrets.stream().filter(content::contains)).as(file.toString()).isEmpty();
      }
    }
  }

  private static List<Path> filesBelow(Path dir) throws IOException {
    try (Stream<Path> files = Files.walk(dir)) {
      return files.filter(Files::isRegularFile).toList();
    }
  }
}
