package com.mailgrant.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mailgrant.mail.AddressPolicy;
import com.mailgrant.mail.Connector;
import com.mailgrant.mail.Dovecot;
import com.mailgrant.mail.FolderName;
import com.mailgrant.mail.ImapSession;
import com.mailgrant.mail.MailFailureException;
import com.mailgrant.mail.SearchCriteria;
import com.mailgrant.mail.ServerAddress;
import com.mailgrant.mail.Timeouts;
import com.mailgrant.testing.WholeServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Receiving as programs and people meet it, with everything running and a real mail server. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WatchingTest {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final Duration SOON = Duration.ofSeconds(30);
  private static final String PAGES = "/setup/configuration/email/mail-accounts/";

  private final Dovecot dovecot = Dovecot.start();
  private final WholeServer server = WholeServer.start();
  private final ImapSession person = session();

  WatchingTest() throws Exception {}

  @AfterAll
  void stop() throws IOException {
    person.close();
    server.close();
    dovecot.close();
  }

  @Test
  void what_comes_is_told_at_once() throws Exception {
    deliver("before", "INBOX");
    var account = account("Told at once", "imap", dovecot.imap());
    awaitState(account, "watching");
    var view = view(account);
    assertThat(view.path("way").asString()).isEqualTo("idle");
    assertThat(view.path("done").asLong()).isEqualTo(view.path("total").asLong());
    assertThat(events(account)).isEmpty();

    deliver("hello", "INBOX");
    await()
        .atMost(SOON)
        .untilAsserted(() ->
            assertThat(events(account)).containsExactly("mail.received <hello@fabrikam.example>"));
    var event = received(account);
    var read =
        server.api(
            "GET", "/accounts/" + account + "/messages/" + event.path("message").asString(), "");
    assertThat(read.statusCode()).isEqualTo(200);
    assertThat(read.body()).contains("<hello@fabrikam.example>");

    person.select(FolderName.INBOX);
    person.expunge(person.searchMessageId(FolderName.INBOX, "<hello@fabrikam.example>"));
    await()
        .atMost(SOON)
        .untilAsserted(() ->
            assertThat(events(account))
                .startsWith("mail.received <hello@fabrikam.example>")
                .endsWith("mail.deleted <hello@fabrikam.example>"));
    assertThat(person.search(SearchCriteria.all().unseen()).uids().isEmpty())
        .as("nothing was marked as read")
        .isFalse();
    server.api("DELETE", "/accounts/" + account, "");
  }

  @Test
  void a_mailbox_by_pop3_announces_what_is_new() throws Exception {
    deliver("pop-before", "INBOX");
    var account = account("By POP3", "pop3", dovecot.pop());
    awaitState(account, "watching");
    assertThat(events(account)).isEmpty();
    deliver("pop-new", "INBOX");
    lookAgain(account);
    await()
        .atMost(SOON)
        .untilAsserted(() ->
            assertThat(events(account))
                .containsExactly("mail.received <pop-new@fabrikam.example>"));
    lookAgain(account);
    await().atMost(SOON).until(() -> view(account).path("state").asString().equals("watching"));
    assertThat(events(account)).hasSize(1);
    server.api("DELETE", "/accounts/" + account, "");
  }

  @Test
  void trouble_pauses_and_says_so_and_what_was_changed_begins_at_once() throws Exception {
    var account =
        account(
            "Nobody there", "imap", new ServerAddress("localhost", 9, dovecot.imap().security()));
    awaitState(account, "paused");
    assertThat(view(account).path("trouble").path("message").asString()).contains("unreachable");
    server.signIn();
    assertThat(server.open(PAGES + account + "/synchronisation").body())
        .contains("goes on by itself");
    var imap = "{\"imap\":" + address(dovecot.imap()) + "}";
    assertThat(server.api("PATCH", "/accounts/" + account, imap).statusCode()).isEqualTo(200);
    awaitState(account, "watching");
    assertThat(view(account).has("trouble")).isFalse();
    server.api("DELETE", "/accounts/" + account, "");
  }

  @Test
  void all_folders_can_be_chosen_and_a_wrong_day_is_refused() throws Exception {
    var account = account("All folders", "imap", dovecot.imap());
    awaitState(account, "watching");
    person.create(FolderName.of("Projects"));
    var path = "/accounts/" + account + "/synchronisation";
    var wrong = server.api("PATCH", path, "{\"announceSince\":\"tomorrow\"}");
    assertThat(wrong.statusCode()).isEqualTo(422);
    assertThat(wrong.body()).contains("announceSince");
    var chosen =
        server.api("PATCH", path, "{\"allFolders\":true,\"announceSince\":\"2026-11-01\"}");
    assertThat(JSON.readTree(chosen.body()).path("announceSince").asString())
        .isEqualTo("2026-11-01T00:00:00Z");
    await()
        .atMost(SOON)
        .untilAsserted(
            () -> assertThat(view(account).path("folders").toString()).contains("Projects"));
    server.api("DELETE", "/accounts/" + account, "");
  }

  private void awaitState(String account, String state) {
    await()
        .atMost(SOON)
        .untilAsserted(() -> assertThat(view(account).path("state").asString()).isEqualTo(state));
  }

  private JsonNode view(String account) throws IOException, InterruptedException {
    return JSON.readTree(server.api("GET", "/accounts/" + account + "/synchronisation", "").body());
  }

  private JsonNode received(String account) throws IOException, InterruptedException {
    return JSON.readTree(server.api("GET", "/events?type=mail.*&account=" + account, "").body())
        .path("items")
        .path(0);
  }

  private List<String> events(String account) throws IOException, InterruptedException {
    var told = new ArrayList<String>();
    var page =
        JSON.readTree(server.api("GET", "/events?type=mail.*&account=" + account, "").body());
    for (var event : page.path("items")) {
      told.add(
          event.path("type").asString() + " " + event.path("data").path("messageId").asString());
    }
    return told;
  }

  /** As when its pause is over. */
  private void lookAgain(String account) {
    server
        .database()
        .jdbc()
        .sql("update watched_account set next_try_at = null where account_id = ?::uuid")
        .param(account)
        .update();
  }

  private String account(String name, String protocol, ServerAddress server)
      throws IOException, InterruptedException {
    var made =
        this.server.api(
            "POST",
            "/accounts",
            """
            {"type":"generic","accountName":"%s","senderName":"Anna","useOAuth":false,
             "senderEmail":"anna@contoso.example","username":"anna@contoso.example","password":"right horse",
             "%s":%s}\
            """
                .formatted(name, protocol, address(server)));
    assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
    return JSON.readTree(made.body()).path("id").asString();
  }

  private static String address(ServerAddress server) {
    return "{\"host\":\"localhost\",\"port\":%d,\"security\":\"none\"}".formatted(server.port());
  }

  private void deliver(String id, String folder) throws MailFailureException {
    person.append(
        FolderName.of(folder),
        ("From: bob@fabrikam.example\r\nMessage-ID: <" + id + "@fabrikam.example>\r\n\r\nHello\r\n")
            .getBytes(StandardCharsets.UTF_8),
        List.of(),
        Instant.parse("2026-01-01T10:00:00Z"));
  }

  private ImapSession session() throws Exception {
    var timeouts = Timeouts.all(Duration.ofSeconds(20));
    var connector = new Connector(AddressPolicy.ANYWHERE, SSLContext.getDefault(), timeouts);
    var session = ImapSession.open(connector, dovecot.imap());
    session.authenticate(Dovecot.ANNA);
    return session;
  }
}
