package com.mailgrant.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.mailgrant.mail.Dovecot;
import com.mailgrant.mail.FolderName;
import com.mailgrant.mail.ImapSession;
import com.mailgrant.mail.ServerAddress;
import com.mailgrant.testing.FakeImap;
import com.mailgrant.testing.RunningServer;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A mailbox of a real Dovecot, and one of a server that searches for ASCII only, by API and page.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MailboxTest {
  private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");
  private static final FolderName SENT = FolderName.of("Gesendete Übersicht");
  private static final FolderName DELETED = FolderName.of("Gelöscht");

  private final RunningServer server =
      RunningServer.start("--mailgrant.network.allow-private-hosts=true");
  private final FakeImap ascii = FakeImap.start();
  private Dovecot dovecot;
  private String account;
  private String asciiAccount;

  @BeforeAll
  void fill() throws Exception {
    dovecot = Dovecot.start();
    try (var session = session()) {
      session.create(SENT);
      session.create(DELETED);
      append(session, FolderName.INBOX, 1, "bernd", "anna", "Order 1", "<o1@a>", "");
      append(session, SENT, 2, "anna", "bernd", "Re: Order 1", "<o2@a>", "<o1@a>");
      append(session, FolderName.INBOX, 3, "chloe", "anna", "Lunch", "<l1@a>", "");
      append(
          session,
          FolderName.INBOX,
          4,
          "bernd",
          "anna",
          "Re: Re: Order 1",
          "<o3@a>",
          "<o1@a> <o2@a>");
      append(session, SENT, 5, "anna", "bernd", "Größe", "<g1@a>", "");
      append(session, DELETED, 6, "bernd", "anna", "Thrown away", "<t1@a>", "");
    }
    // Only now: two who enter a new mailbox at once get in each other's way in Dovecot.
    account = account("Dovecot", dovecot.imap(), Dovecot.USER, Dovecot.PASSWORD);
    asciiAccount = account("Plain letters", ascii.address(), "anna", "x");
    var mapping =
        "{\"inbox\":\"INBOX\",\"sent\":\""
            + SENT.decoded()
            + "\",\"deleted\":\""
            + DELETED.decoded()
            + "\"}";
    assertThat(call("PUT", "/folder-mapping", mapping).statusCode()).isEqualTo(200);
  }

  @AfterAll
  void stop() throws Exception {
    server.close();
    ascii.close();
    dovecot.close();
  }

  @Test
  void a_correspondent_is_found_in_all_mapped_folders_newest_first_page_by_page() throws Exception {
    var seen = new ArrayList<String>();
    String cursor = "";
    do {
      var page = get("/messages?correspondent=bernd@contoso.example&limit=2" + cursor);
      page.path("items").forEach(item -> seen.add(item.path("subject").asString()));
      assertThat(page.path("items").size()).isLessThanOrEqualTo(2);
      cursor = page.has("next") ? "&cursor=" + page.path("next").asString() : "";
      try (var session = session()) {
        append(session, FolderName.INBOX, 9, "bernd", "chloe", "Later", "<later@a>", "");
      }
    } while (!cursor.isEmpty());
    assertThat(seen.stream().filter(subject -> !subject.equals("Later")))
        .containsExactly("Thrown away", "Größe", "Re: Re: Order 1", "Re: Order 1", "Order 1");
  }

  @Test
  void a_folder_is_named_by_its_readable_name_or_its_role() {
    assertThat(subjects(get("/messages?folder=" + encoded(SENT.decoded()))))
        .contains("Re: Order 1");
    assertThat(subjects(get("/messages?folder=sent"))).contains("Re: Order 1", "Größe");
    assertThat(call("GET", "/messages?folder=Nowhere", "").statusCode()).isEqualTo(422);
  }

  @Test
  void a_folder_that_is_made_is_listed_and_can_be_mapped() {
    var made = call("POST", "/folders", "{\"name\":\"Größen/2026\"}");
    assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
    assertThat(json(made).path("name").asString()).isEqualTo("Größen/2026");
    assertThat(get("/folders").path("items").findValuesAsString("name")).contains("Größen/2026");
    assertThat(call("POST", "/folders", "{\"name\":\"Größen/2026\"}").statusCode()).isEqualTo(422);
    assertThat(call("POST", "/folders", "{}").statusCode()).isEqualTo(422);
  }

  @Test
  void a_mapped_folder_that_is_gone_is_named_and_one_that_is_refused_is_not_left_out() {
    ascii.folder("Old", "\\HasNoChildren");
    ascii.deliver("Old", mail("bernd", "anna", "Old times", "<old@a>", "", "x"));
    ascii.deliver("INBOX", mail("bernd", "anna", "New times", "<new@a>", "", "x"));
    var path = "/api/v1/accounts/" + asciiAccount;
    var mapping = "{\"inbox\":\"INBOX\",\"archive\":\"Old\"}";
    assertThat(server.api("PUT", path + "/folder-mapping", mapping).statusCode()).isEqualTo(200);
    var all = path + "/messages?folder=all";
    var page = json(server.api("GET", all, ""));
    assertThat(subjects(page)).contains("Old times", "New times");
    assertThat(page.has("absent")).isFalse();
    var old = id(page, "Old times");

    ascii.refuse("EXAMINE", "BAD Request is throttled. Suggested Backoff Time: 2000 milliseconds");
    assertThat(server.api("GET", all, "").statusCode()).isGreaterThanOrEqualTo(500);
    ascii.allow("EXAMINE");

    ascii.forget("Old");
    page = json(server.api("GET", all, ""));
    assertThat(subjects(page)).contains("New times").doesNotContain("Old times");
    assertThat(page.path("absent").path(0).asString()).isEqualTo("Old");
    assertThat(server.api("GET", path + "/messages/" + old, "").statusCode()).isEqualTo(404);
    var gone = server.api("PATCH", path + "/messages/" + old, "{\"seen\":true}");
    assertThat(gone.statusCode()).as(gone.body()).isEqualTo(404);
  }

  @Test
  void dovecot_searches_for_umlauts_by_itself() {
    var page = get("/messages?folder=all&q=" + encoded("größe"));
    assertThat(subjects(page)).containsExactly("Größe");
    assertThat(page.has("search")).isFalse();
  }

  @Test
  void a_server_that_takes_ascii_only_gets_a_part_and_the_rest_is_done_here() {
    ascii.deliver("INBOX", mail("bernd", "anna", "yes", "<y@a>", "", "Die =C3=9Cbung beginnt"));
    ascii.deliver("INBOX", mail("bernd", "anna", "no", "<n@a>", "", "Die Dubung beginnt"));
    var page =
        json(
            server.api(
                "GET", "/api/v1/accounts/" + asciiAccount + "/messages?q=" + encoded("übung"), ""));
    assertThat(subjects(page)).containsExactly("yes");
    assertThat(page.at("/search/filteredHere").asBoolean()).isTrue();
  }

  @Test
  void a_conversation_has_question_and_answers_of_both_sides() {
    var thread = get("/threads/" + id("Re: Order 1"));
    assertThat(subjects(thread)).containsExactly("Order 1", "Re: Order 1", "Re: Re: Order 1");
  }

  @Test
  void marks_are_set_and_taken_away() {
    var lunch = "/messages/" + id("Lunch");
    assertThat(
            json(call("PATCH", lunch, "{\"seen\":true,\"flagged\":true}")).path("flags").toString())
        .contains("Seen", "Flagged");
    assertThat(json(call("PATCH", lunch, "{\"flagged\":false}")).path("flags").toString())
        .contains("Seen")
        .doesNotContain("Flagged");
    assertThat(call("PATCH", lunch, "{}").statusCode()).isEqualTo(422);
  }

  @Test
  void a_message_moves_is_thrown_away_and_goes_for_good_under_new_ids() throws Exception {
    try (var session = session()) {
      append(session, FolderName.INBOX, 7, "dora", "anna", "Wanderer", "<w@a>", "");
    }
    var first = id("Wanderer");
    var moved = json(call("POST", "/messages/" + first + "/move", "{\"folder\":\"sent\"}"));
    assertThat(moved.path("folder").asString()).isEqualTo(SENT.decoded());
    assertThat(call("GET", "/messages/" + first, "").statusCode()).isEqualTo(404);
    var second = moved.path("id").asString();
    assertThat(get("/messages/" + second).path("subject").asString()).isEqualTo("Wanderer");
    var thrown = json(call("DELETE", "/messages/" + second, ""));
    var third = thrown.path("id").asString();
    assertThat(thrown.path("folder").asString()).isEqualTo(DELETED.decoded());
    assertThat(call("DELETE", "/messages/" + third, "").statusCode()).isEqualTo(409);
    assertThat(call("DELETE", "/messages/" + third + "?permanent=true", "").statusCode())
        .isEqualTo(204);
    assertThat(call("GET", "/messages/" + third, "").statusCode()).isEqualTo(404);
    var nowhere = call("POST", "/messages/" + id("Lunch") + "/move", "{\"folder\":\"Nowhere\"}");
    assertThat(nowhere.statusCode()).isEqualTo(422);
    assertThat(nowhere.body()).contains("Nowhere");
  }

  @Test
  void a_cursor_that_is_none_is_refused() {
    assertThat(call("GET", "/messages?cursor=x", "").statusCode()).isEqualTo(422);
    assertThat(call("GET", "/messages?limit=0", "").statusCode()).isEqualTo(422);
  }

  @Test
  void the_page_shows_a_message_in_a_frame_where_nothing_runs() throws Exception {
    try (var session = session()) {
      var html =
          mail("eve", "anna", "Evil <b>", "<e@a>", "", "<script>alert(1)</script><p>Hello</p>")
              .replace("text/plain", "text/html");
      session.append(FolderName.INBOX, html.getBytes(StandardCharsets.UTF_8), List.of(), NOON);
    }
    var path = "/setup/configuration/email/mail-accounts/" + account + "/inbox";
    var browser = server.browser();
    browser.signIn("admin", RunningServer.PASSWORD);
    assertThat(browser.open(path).body())
        .contains("Evil &lt;b&gt;", "Order 1")
        .doesNotContain("<b>");
    var message = path + "/" + id("Evil <b>");
    assertThat(browser.open(message).body())
        .contains("<iframe", "sandbox=\"allow-popups allow-popups-to-escape-sandbox\"")
        .doesNotContain("alert(1)");
    var body = browser.open(message + "/body");
    assertThat(body.body()).contains("<p>Hello</p>").doesNotContain("alert");
    assertThat(body.headers().allValues("Content-Security-Policy")).hasSize(1);
    assertThat(body.headers().firstValue("Content-Security-Policy").orElseThrow())
        .contains("sandbox allow-popups", "default-src 'none'", "frame-ancestors 'self'");
    assertThat(body.headers().allValues("X-Frame-Options")).containsExactly("SAMEORIGIN");
    assertThat(browser.open(path).headers().allValues("X-Frame-Options")).containsExactly("DENY");
    var marked = browser.press(message, message + "/flags", "flag", "flagged", "set", "true");
    assertThat(marked.body()).contains("Marked.");
    var deleted = browser.press(message, message + "/delete");
    assertThat(deleted.body()).contains("Moved to");
    assertThat(browser.open(path + "?q=" + encoded("no such words")).body())
        .contains("No message fits");
    assertThat(browser.open(path + "?folder=all&correspondent=chloe").body()).contains("Lunch");
  }

  /** Whatever stands there: with and without a name, an at sign, a space, or anything at all. */
  @Test
  void senders_of_every_form_are_shown() throws Exception {
    var names = FolderName.of("Names");
    var senders =
        List.of(
            "Dora Lovelace <dora@contoso.example>",
            "\"at@home  <b>\" <dora@contoso.example>",
            "dora@contoso.example",
            "nobody",
            "<>",
            "@");
    try (var session = session()) {
      session.create(names);
      for (var sender : senders) {
        var mail = "From: " + sender + "\r\nSubject: From " + sender + "\r\n\r\nx\r\n";
        session.append(names, mail.getBytes(StandardCharsets.UTF_8), List.of(), NOON);
      }
    }
    var browser = server.browser();
    browser.signIn("admin", RunningServer.PASSWORD);
    var page =
        browser.open("/setup/configuration/email/mail-accounts/" + account + "/inbox?folder=Names");
    assertThat(page.statusCode()).isEqualTo(200);
    var text = page.body().replaceAll("<[^>]*>", "");
    assertThat(text)
        .contains("Dora Lovelace &lt;dora@contoso.example&gt;", "at@home", "&lt;b&gt;")
        .contains("From nobody", "From &lt;&gt;", "From @");
  }

  @Test
  void an_attachment_comes_decoded_as_a_download_with_a_safe_name() throws Exception {
    var mail =
        """
        From: f@contoso.example
        Subject: File
        Content-Type: multipart/mixed; boundary=z

        --z

        hi
        --z
        Content-Type: text/html
        Content-Disposition: attachment; filename="../a\\"b.html"
        Content-Transfer-Encoding: base64

        PGI+aGk8L2I+
        --z--
        """
            .replace("\n", "\r\n");
    try (var session = session()) {
      session.append(FolderName.INBOX, mail.getBytes(StandardCharsets.UTF_8), List.of(), NOON);
    }
    var message = "/messages/" + id("File");
    var answer = call("GET", message + "/attachments/0", "");
    assertThat(answer.body()).isEqualTo("<b>hi</b>");
    assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/octet-stream");
    assertThat(answer.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
    assertThat(answer.headers().firstValue("Content-Disposition").orElseThrow())
        .startsWith("attachment")
        .doesNotContain("..", "/");
    assertThat(call("GET", message + "/attachments/9", "").statusCode()).isEqualTo(404);
    assertThat(call("GET", message + "/source", "").body()).isEqualTo(mail);
  }

  private ImapSession session() throws Exception {
    return dovecot.session();
  }

  private static void append(
      ImapSession session,
      FolderName folder,
      int hour,
      String from,
      String to,
      String subject,
      String id,
      String references)
      throws Exception {
    var mail = mail(from, to, subject, id, references, "Text of " + id);
    session.append(
        folder, mail.getBytes(StandardCharsets.UTF_8), List.of(), NOON.plusSeconds(hour * 3600L));
  }

  private static String mail(
      String from, String to, String subject, String id, String references, String text) {
    return "From: %s@contoso.example\r\nTo: %s@contoso.example\r\nSubject: %s\r\nMessage-ID: %s\r\n%sMIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n%s\r\n"
        .formatted(
            from,
            to,
            subject.chars().allMatch(c -> c < 128) ? subject : "=?utf-8?Q?Gr=C3=B6=C3=9Fe?=",
            id,
            references.isEmpty() ? "" : "References: " + references + "\r\n",
            text);
  }

  private String account(String name, ServerAddress imap, String user, String password) {
    var made =
        json(
            server.api(
                "POST",
                "/api/v1/accounts",
                """
                {"type":"generic","accountName":"%s","senderEmail":"%s@x.example","useOAuth":false,
                 "username":"%s","password":"%s","imap":{"host":"%s","port":%d,"security":"none"}}\
                """
                    .formatted(
                        name, name.replace(" ", ""), user, password, imap.host(), imap.port())));
    assertThat(made.has("id")).as("%s", made).isTrue();
    return made.path("id").asString();
  }

  private String id(String subject) {
    return id(get("/messages?folder=all&limit=200"), subject);
  }

  private static String id(JsonNode page, String subject) {
    for (var item : page.path("items")) {
      if (item.path("subject").asString().equals(subject)) {
        return item.path("id").asString();
      }
    }
    throw new AssertionError("no message " + subject);
  }

  private static List<String> subjects(JsonNode page) {
    return page.path("items").findValuesAsString("subject");
  }

  private JsonNode get(String path) {
    var answer = call("GET", path, "");
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return json(answer);
  }

  private HttpResponse<String> call(String method, String path, String json) {
    return server.api(method, "/api/v1/accounts/" + account + path, json);
  }

  private static JsonNode json(HttpResponse<String> answer) {
    return JsonMapper.shared().readTree(answer.body());
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
