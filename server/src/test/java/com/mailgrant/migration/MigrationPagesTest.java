package com.mailgrant.migration;

import static com.mailgrant.testing.Visitor.ANNA;
import static org.assertj.core.api.Assertions.assertThat;

import com.mailgrant.testing.FakeAuthority;
import com.mailgrant.testing.FakeImap;
import com.mailgrant.testing.FakeSmtp;
import com.mailgrant.testing.RunningServer;
import com.mailgrant.testing.TestBrowser;
import com.mailgrant.testing.TokenDesk;
import com.mailgrant.testing.Visitor;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Pages of the plan at the door of a whole server, with an account that somebody signed in for. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MigrationPagesTest {
  private static final String PLAN = "/setup/configuration/email/migration";
  private static final String PAGE = PLAN + "/application";
  private static final String ID = "\"id\" *: *\"([0-9a-f-]{36})\"";

  private final FakeAuthority authority = FakeAuthority.http(Clock.systemUTC());
  private final FakeImap imap = FakeImap.start();
  private final FakeSmtp smtp = FakeSmtp.start();
  private final RunningServer server =
      RunningServer.start(
          "--mailgrant.network.allow-private-hosts=true",
          "--mailgrant.watch.enabled=false",
          "--mailgrant.clouds.lab.kind=microsoft",
          "--mailgrant.clouds.lab.display-name=Lab",
          "--mailgrant.clouds.lab.authority=" + authority.address(),
          "--mailgrant.clouds.lab.resource=https://outlook.office.com",
          "--mailgrant.clouds.lab.imap.host=" + imap.address().host(),
          "--mailgrant.clouds.lab.imap.port=" + imap.address().port(),
          "--mailgrant.clouds.lab.imap.security=none",
          "--mailgrant.clouds.lab.smtp.host=" + smtp.address().host(),
          "--mailgrant.clouds.lab.smtp.port=" + smtp.address().port(),
          "--mailgrant.clouds.lab.smtp.security=none",
          "--mailgrant.app-registrations[0].cloud=lab",
          "--mailgrant.app-registrations[0].tenant=" + Visitor.CONTOSO,
          "--mailgrant.app-registrations[0].client-id=11111111-2222-4333-8444-555555555555",
          "--mailgrant.app-registrations[0].client-secret=" + TokenDesk.CLIENT_SECRET);
  private final TestBrowser browser = server.browser();
  private String entry = "";

  @BeforeEach
  void anna_is_signed_in() {
    if (!entry.isEmpty()) {
      return;
    }
    browser.signIn("admin", RunningServer.PASSWORD);
    var account =
        found(
            server.api(
                "POST",
                "/api/v1/accounts",
                """
                {"type": "microsoft365", "cloud": "lab", "accountName": "Of Anna", "useOAuth": true,
                 "senderEmail": "anna@contoso.example", "username": "anna@contoso.example"}
                """),
            ID);
    var login =
        URI.create(
            found(
                server.api("POST", "/api/v1/accounts/" + account + "/login", ""),
                "\"authorizationUrl\" *: *\"([^\"]+)\""));
    var code = authority.desk().code(login, ANNA);
    var state = TokenDesk.query(login).getOrDefault("state", "");
    browser.open("/oauth2/callback?code=" + encoded(code) + "&state=" + encoded(state));
    entry = lineOf(account);
  }

  @AfterAll
  void stop() {
    server.close();
    authority.close();
    imap.close();
    smtp.close();
  }

  @Test
  void a_mailbox_that_opens_is_told_as_a_danger() {
    assertThat(tried("bernd@contoso.example").body())
        .containsPattern("role=\"alert\">bernd@contoso.example opened\\.");
    assertThat(strangers()).isPositive();
  }

  @Test
  void a_mailbox_that_stays_closed_is_told_with_the_words_of_its_server() {
    imap.refuse("EXAMINE", "NO You may not open it.");
    try {
      assertThat(tried("bernd@contoso.example").body())
          .containsPattern(
              "role=\"status\">bernd@contoso.example stayed closed, as it should: [^<]*You may not open it")
          .doesNotContain("role=\"alert\"");
    } finally {
      imap.allow("EXAMINE");
    }
  }

  @Test
  void nonsense_is_answered_on_the_page_and_tries_nothing() {
    long before = strangers();
    for (var nonsense : new String[] {"", "bernd", "anna@contoso.example"}) {
      assertThat(tried(nonsense).body()).as(nonsense).contains("role=\"alert\"");
    }
    assertThat(strangers()).isEqualTo(before);
  }

  /** Sign-ins that name another mailbox than her own, which is proved now and then. */
  private long strangers() {
    return imap.signIns().stream().filter(each -> !each.user().equals(ANNA.username())).count();
  }

  @Test
  void what_was_begun_says_so_in_place_of_the_button_that_begins() {
    var account =
        found(
            server.api(
                "POST",
                "/api/v1/accounts",
                """
                {"type": "generic", "accountName": "Of Bernd", "senderEmail": "bernd@contoso.example",
                 "username": "bernd@contoso.example", "password": "secret",
                 "imap": {"host": "localhost", "port": %d, "security": "none"},
                 "smtp": {"host": "localhost", "port": %d, "security": "none"}}
                """
                    .formatted(imap.address().port(), smtp.address().port())),
            ID);
    var line = PLAN + "/entries/" + lineOf(account);
    browser.press(line, line, "decision", "change");
    assertThat(browser.open(line).body()).contains("Begin to convert").doesNotContain("<details");
    var begun =
        browser.press(line, line + "/begin", "cloud", "lab", "mailboxAddress", "i@c.example");
    assertThat(begun.body())
        .contains(
            "</time>: bernd@contoso.example signs in at Lab.",
            "That opens the mailbox i@c.example.",
            "Change who signs in")
        .doesNotContain("Begin to convert");
  }

  @Test
  void deleted_accounts_fill_pages_and_come_back_from_each() {
    var oldest = "";
    for (int i = 0; i <= 100; i++) {
      var account =
          found(
              server.api(
                  "POST",
                  "/api/v1/accounts",
                  """
                  {"type": "microsoft365", "cloud": "lab", "accountName": "Gone %d", "useOAuth": true,
                   "senderEmail": "gone%1$d@contoso.example", "username": "gone%1$d@contoso.example"}
                  """
                      .formatted(i)),
              ID);
      assertThat(server.api("DELETE", "/api/v1/accounts/" + account, "").statusCode())
          .isEqualTo(204);
      oldest = oldest.isEmpty() ? account : oldest;
    }
    var deleted = PLAN + "/deleted";
    assertThat(browser.open(deleted).body())
        .contains("Page 1 of 2, 101 lines", "Gone 100<", "Gone 1<", deleted + "?page=2")
        .doesNotContain("Gone 0<");
    var last = browser.open(deleted + "?page=2");
    assertThat(last.body()).contains("Gone 0<", deleted + "?page=1").doesNotContain("Gone 1<");
    assertThat(TestBrowser.lines(browser.open(deleted + "?page=999")))
        .isEqualTo(TestBrowser.lines(last));
    assertThat(server.api("GET", "/api/v1/migration/deleted", "").body())
        .contains("\"Gone 0\"", "\"Gone 100\"");
    browser.press(deleted + "?page=2", deleted + "/restore", "account", oldest);
    assertThat(browser.open(deleted).body())
        .contains("Gone 1<")
        .doesNotContain("Page 1 of", "Gone 0<");
  }

  private HttpResponse<String> tried(String mailbox) {
    var seen = browser.press(PAGE, PAGE + "/outside", "entry", entry, "mailbox", mailbox);
    assertThat(seen.statusCode()).isEqualTo(200);
    assertThat(TestBrowser.path(seen)).isEqualTo(PAGE);
    return seen;
  }

  private String lineOf(String account) {
    return found(server.api("GET", "/api/v1/migration/accounts/" + account, ""), ID);
  }

  private static String found(HttpResponse<String> answer, String pattern) {
    var match = Pattern.compile(pattern).matcher(answer.body());
    assertThat(match.find()).as(answer.body()).isTrue();
    return match.group(1);
  }

  private static String encoded(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8);
  }
}
