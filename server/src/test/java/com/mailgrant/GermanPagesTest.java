package com.mailgrant;

import static org.assertj.core.api.Assertions.assertThat;

import com.mailgrant.testing.EnglishLeft;
import com.mailgrant.testing.RunningServer;
import com.mailgrant.testing.TestBrowser;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;

/** What is wrong with what somebody entered is said in the language of the page. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GermanPagesTest {
  private static final String SETUP = "/setup/configuration/";
  private static final String EMAIL = SETUP + "email/";
  private static final String ACCOUNTS = EMAIL + "mail-accounts";

  private final RunningServer server = RunningServer.start();
  private final TestBrowser german = server.browser().speaking("de");

  @BeforeAll
  void signIn() {
    german.signIn("admin", RunningServer.PASSWORD);
  }

  @AfterAll
  void stop() {
    server.close();
  }

  @TestFactory
  Stream<DynamicTest> a_form_says_in_german_what_is_wrong() {
    return Stream.of(
        form("generic", ACCOUNTS + "/new/generic", "imap.host", "10.0.0.1", "imap.port", "70000"),
        form("nothing", ACCOUNTS + "/new/microsoft365", "accountName", "a".repeat(300)),
        form("secret", EMAIL + "app-registrations/new", "cloud", "nowhere", "tenant", "§"),
        form("webhook", EMAIL + "webhooks/new", "url", "http://nowhere.example.com"),
        form("organization", SETUP + "organization", "name", " ", "language", "tlh"),
        form("key", SETUP + "api-keys", "name", ""),
        form("password", "/change-password", "current", "wrong", "chosen", "short"));
  }

  private DynamicTest form(String name, String path, String... fields) {
    return DynamicTest.dynamicTest(
        name,
        () -> {
          var seen = german.press(path, path, fields);
          assertThat(seen.body()).contains("<html lang=\"de\"").contains("error");
          assertThat(EnglishLeft.on(seen)).isEmpty();
        });
  }

  @Test
  void whoever_may_not_in_is_told_so_in_german() {
    var stranger = server.browser().speaking("de");
    var seen = stranger.signIn("nobody", "a wrong password");
    assertThat(TestBrowser.lines(seen)).contains("Der Benutzername oder das Kennwort ist falsch.");
    assertThat(EnglishLeft.on(seen)).isEmpty();
    for (int i = 0; i < 20 && !seen.body().contains("Zu viele"); i++) {
      seen = stranger.signIn("nobody", "a wrong password");
    }
    assertThat(seen.body()).contains("Zu viele Fehlversuche. Versuchen Sie es in ");
  }

  @Test
  void the_language_of_the_organization_is_chosen_and_kept() {
    var organization = SETUP + "organization";
    german.press(organization, organization, "name", "Contoso", "language", "de");
    var kept = server.api("GET", "/api/v1/organization", "");
    assertThat(kept.body()).contains("\"name\":\"Contoso\"", "\"language\":\"de\"");
    var refused = server.api("PUT", "/api/v1/organization", "{\"name\":\"\",\"language\":\"x\"}");
    assertThat(refused.statusCode()).isEqualTo(422);
    assertThat(refused.body()).contains("Enter a name of 1 to 200", "Choose one of en, de");
    var usual = server.api("PUT", "/api/v1/organization", "{\"name\":\"Contoso\"}");
    assertThat(usual.body()).contains("\"languageInUse\":\"en\"").doesNotContain("\"language\":");
  }

  @Test
  void what_is_not_there_is_said_in_german() {
    var seen = german.open(ACCOUNTS + "/00000000-0000-4000-8000-000000000000");
    assertThat(seen.statusCode()).isEqualTo(404);
    assertThat(TestBrowser.lines(seen)).contains("Dieses Mailkonto gibt es nicht.");
    assertThat(EnglishLeft.on(seen)).isEmpty();
  }
}
