package com.mailgrant;

import static org.assertj.core.api.Assertions.assertThat;

import com.mailgrant.testing.EnglishLeft;
import com.mailgrant.testing.RunningServer;
import com.mailgrant.testing.TestBrowser;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.http.HttpResponse;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Every page opens, whatever account it is opened for: what a template asks for is there. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EveryPageTest {
  private static final String EMAIL = "/setup/configuration/email/";
  private static final Pattern VARIABLE = Pattern.compile("\\{([^}]+)}");
  private static final Pattern TITLE = Pattern.compile("<title>([^<]*)</title>");
  private static final Pattern ID = Pattern.compile("\"id\" *: *\"([0-9a-f-]{36})\"");

  /** Words that stand alone on buttons, in headings and beside values. */
  private static final Set<String> ENGLISH =
      Set.of(
          "Save",
          "Cancel",
          "Delete",
          "Edit",
          "Copy",
          "Login",
          "Test Connection",
          "Mail Accounts",
          "Settings",
          "State",
          "Type",
          "Health",
          "Events",
          "Reading",
          "Sending",
          "never",
          "all",
          "Yes",
          "Continue",
          "Sign out",
          "Actions",
          "Account name",
          "Back to the account",
          "Active",
          "Saved - not signed in",
          "Needs login",
          "Not proved yet",
          "Send",
          "Search",
          "Reply",
          "Retry",
          "Next",
          "Older",
          "Newer",
          "Download",
          "Start",
          "Stop",
          "Subject:");

  /** What was seen of one sign-in, for one time. */
  private static final String ONE_TIME = "/oauth2/";

  private final RunningServer server =
      RunningServer.start("--mailgrant.network.allow-private-hosts=true");
  private final TestBrowser browser = server.browser();
  private int asked;
  private final Set<String> paths = new LinkedHashSet<>();

  @AfterAll
  void stop() {
    server.close();
  }

  @Test
  void every_page_opens() throws IOException {
    browser.signIn("admin", RunningServer.PASSWORD);
    var broken = new TreeMap<String, String>();
    for (var path : paths()) {
      var seen = browser.open(path);
      var title = title(seen);
      if (seen.statusCode() != 200 || title.contains("null")) {
        broken.put(path, seen.statusCode() + " " + title);
      }
    }
    assertThat(broken).isEmpty();
  }

  @Test
  void every_page_speaks_german_to_whoever_asks_for_it() throws IOException {
    var german = browser.speaking("de");
    german.signIn("admin", RunningServer.PASSWORD);
    browser.signIn("admin", RunningServer.PASSWORD);
    var english = new TreeMap<String, String>();
    for (var path : paths()) {
      var seen = german.open(path);
      var left =
          TestBrowser.lines(seen).stream().filter(ENGLISH::contains).collect(Collectors.toSet());
      if (seen.body().contains("<html")) {
        left.addAll(EnglishLeft.on(seen));
      }
      if (!left.isEmpty()) {
        english.put(path, left.toString());
      } else if (seen.body().contains("<html") && !seen.body().contains("<html lang=\"de\"")) {
        english.put(path, "another language is declared");
      }
    }
    assertThat(english).isEmpty();
  }

  private synchronized Set<String> paths() throws IOException {
    if (!paths.isEmpty()) {
      return paths;
    }
    for (var variables : subjects()) {
      for (var pattern : server.pages()) {
        if (!pattern.startsWith(ONE_TIME)) {
          paths.add(filled(pattern, variables));
        }
      }
    }
    return paths;
  }

  /** One account of each type, none signed in, and one that has met trouble. */
  private List<Map<String, String>> subjects() throws IOException {
    var webhook = made("/api/v1/webhooks", "{\"url\":\"https://127.0.0.1:9/hook\"}");
    var registration = registration();
    var troubled = troubled();
    return List.of("microsoft365", "outlook", "gmail", "generic").stream()
        .map(type -> {
          var account = type.equals("generic") ? troubled : withoutSignIn(type);
          var variables = new LinkedHashMap<String, String>();
          variables.put("mail-accounts/{id}", "mail-accounts/" + account);
          variables.put("webhooks/{id}", "webhooks/" + webhook);
          variables.put("app-registrations/{id}", "app-registrations/" + registration);
          variables.put("migration/entries/{id}", "migration/entries/" + line(account));
          variables.put("migration/accounts/{account}", "migration/accounts/" + account);
          variables.put("invitation/{token}", "invitation/" + invited(account));
          variables.put("approval/{state}", "approval/" + approval());
          variables.put("delegation/{token}", "delegation/" + delegated());
          variables.put("{type}", type);
          variables.put("{run}", tested(account));
          var message = sent(account);
          variables.put("{message}", message);
          variables.put("outbox/{id}", "outbox/" + message);
          variables.put("{mail}", "MS4xLklOQk9Y");
          return (Map<String, String>) variables;
        })
        .toList();
  }

  private String withoutSignIn(String type) {
    return made(
        "/api/v1/accounts",
        """
        {"type":"%s","accountName":"A %s account","senderName":"Anna","useOAuth":true,
         "senderEmail":"anna@%s.example","username":"anna@%s.example"}\
        """
            .formatted(type, type, type, type));
  }

  /** Nobody listens at its servers. */
  private String troubled() throws IOException {
    int port;
    try (var closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = closed.getLocalPort();
    }
    return made(
        "/api/v1/accounts",
        """
        {"type":"generic","accountName":"Old server","senderName":"Anna","useOAuth":false,
         "senderEmail":"anna@generic.example","username":"anna","password":"a password",
         "imap":{"host":"127.0.0.1","port":%d,"security":"tls"},
         "smtp":{"host":"127.0.0.1","port":%d,"security":"starttls"}}\
        """
            .formatted(port, port));
  }

  private String line(String account) {
    var seen = browser.open(EMAIL + "migration/accounts/" + account);
    var path = TestBrowser.path(seen);
    return path.substring(path.lastIndexOf('/') + 1);
  }

  private String invited(String account) {
    var answer =
        server.api(
            "POST",
            "/api/v1/migration/entries/" + line(account) + "/conversion",
            "{\"type\":\"gmail\",\"username\":\"anna@gmail.example\"}");
    assertThat(answer.statusCode()).isIn(200, 409);
    var made =
        server.api("POST", "/api/v1/migration/entries/" + line(account) + "/invitation", "{}");
    var link = Pattern.compile("/invitation/([\\w-]+)").matcher(made.body());
    assertThat(link.find()).as("%s", made.body()).isTrue();
    return link.group(1);
  }

  private String delegated() {
    var made = server.api("POST", "/api/v1/migration/delegations", "{\"name\":\"Implementer\"}");
    var link = Pattern.compile("/delegation/([\\w-]+)").matcher(made.body());
    assertThat(link.find()).as("%s", made.body()).isTrue();
    return link.group(1);
  }

  /** Of an account whose provider has a page for administrators. */
  private String approval() {
    var account =
        made(
            "/api/v1/accounts",
            """
            {"type":"microsoft365","accountName":"Waiting %s","senderName":"Anna","useOAuth":true,
             "senderEmail":"waiting%s@contoso.example","username":"waiting%s@contoso.example"}\
            """
                .replace("%s", String.valueOf(++asked)));
    var answer = server.api("GET", "/api/v1/accounts/" + account + "/administrator", "");
    var link = Pattern.compile("/approval/([\\w-]+)").matcher(answer.body());
    assertThat(link.find()).as("%s", answer.body()).isTrue();
    return link.group(1);
  }

  private String registration() {
    var list = EMAIL + "app-registrations";
    browser.press(
        list + "/new",
        list + "/new",
        "cloud",
        "global",
        "tenant",
        "contoso.example",
        "clientId",
        "11111111-2222-4333-8444-555555555555",
        "clientSecret",
        "a~secret.of-the-tests");
    var found =
        Pattern.compile("app-registrations/([0-9a-f-]{36})").matcher(browser.open(list).body());
    assertThat(found.find()).as("the app registration was stored").isTrue();
    return found.group(1);
  }

  private String tested(String account) {
    var page = EMAIL + "mail-accounts/" + account;
    var seen = browser.press(page, page + "/test");
    var path = TestBrowser.path(seen);
    assertThat(path).startsWith(page + "/test/");
    return path.substring(path.lastIndexOf('/') + 1);
  }

  private String sent(String account) {
    return made(
        "/api/v1/accounts/" + account + "/messages",
        "{\"to\":[\"bob@fabrikam.example\"],\"subject\":\"Hello\",\"text\":\"Hello\"}");
  }

  private String made(String path, String json) {
    var answer = server.api("POST", path, json);
    var id = ID.matcher(answer.body());
    assertThat(id.find()).as("%s", answer.body()).isTrue();
    return id.group(1);
  }

  private static String filled(String pattern, Map<String, String> variables) {
    var path = pattern;
    for (var variable : variables.entrySet()) {
      path = path.replace(variable.getKey(), variable.getValue());
    }
    assertThat(VARIABLE.matcher(path).find()).as("unknown: %s", path).isFalse();
    return path;
  }

  private static String title(HttpResponse<String> seen) {
    var title = TITLE.matcher(seen.body());
    return title.find() ? title.group(1) : "";
  }
}
