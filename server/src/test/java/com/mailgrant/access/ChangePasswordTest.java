package com.mailgrant.access;

import static com.mailgrant.testing.TestBrowser.path;
import static org.assertj.core.api.Assertions.assertThat;

import com.mailgrant.testing.RunningServer;
import com.mailgrant.testing.TestBrowser;
import com.mailgrant.testing.TestDatabase;
import java.net.http.HttpResponse;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.security.crypto.password.PasswordEncoder;

/** The password of a person: generated, configured, and chosen. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ChangePasswordTest {
  private static final String PAGES = "/setup/configuration/email/mail-accounts";
  private static final String CHANGE = "/change-password";
  private static final String CHOSEN = "a sentence of my own";

  private final TestDatabase database = TestDatabase.fresh();
  private final RunningServer server = RunningServer.bare(database);
  private final String oneTime = oneTimePassword();

  @BeforeEach
  void asAfterTheFirstStart() {
    database
        .jdbc()
        .sql("update person set password_hash = ?, must_change_password = true")
        .param(server.get(PasswordEncoder.class).encode(oneTime))
        .update();
    database.jdbc().sql("delete from sign_in_failure").update();
    database.jdbc().sql("delete from spring_session").update();
  }

  @AfterAll
  void stop() {
    server.close();
  }

  @Test
  void the_generated_password_opens_nothing_but_the_page_where_a_new_one_is_chosen() {
    var browser = server.browser();
    assertThat(path(browser.signIn("admin", oneTime))).isEqualTo(CHANGE);
    assertThat(path(browser.open(PAGES))).isEqualTo(CHANGE);
    assertThat(path(browser.open("/setup/configuration/api-keys"))).isEqualTo(CHANGE);
    assertThat(path(browser.press(CHANGE, PAGES, "accountName", "x"))).isEqualTo(CHANGE);
    assertThat(path(browser.open("/actuator/prometheus"))).isEqualTo(CHANGE);
  }

  @Test
  void after_the_change_the_pages_are_open_and_the_new_password_holds() {
    var browser = server.browser();
    browser.signIn("admin", oneTime);
    assertThat(path(change(browser, oneTime, CHOSEN, CHOSEN))).isEqualTo(PAGES);
    assertThat(path(browser.open(PAGES))).isEqualTo(PAGES);

    assertThat(path(server.browser().signIn("admin", oneTime))).isEqualTo("/sign-in");
    assertThat(path(server.browser().signIn("admin", CHOSEN))).isEqualTo(PAGES);
  }

  @Test
  void what_is_refused_is_said_at_the_field_and_changes_nothing() {
    var browser = server.browser();
    browser.signIn("admin", oneTime);
    assertThat(change(browser, oneTime, "elevenchars", "elevenchars").body())
        .contains("at least 12 characters");
    assertThat(change(browser, oneTime, oneTime, oneTime).body()).contains("another one");
    assertThat(change(browser, oneTime, CHOSEN, CHOSEN + "x").body()).contains("not the same");
    assertThat(change(browser, "something else", CHOSEN, CHOSEN).body())
        .contains("This is not your current password");
    assertThat(change(browser, oneTime, "x".repeat(201), "x".repeat(201)).body())
        .contains("at most 200");
    assertThat(path(browser.open(PAGES))).isEqualTo(CHANGE);
    assertThat(path(server.browser().signIn("admin", oneTime))).isEqualTo(CHANGE);
  }

  @Test
  void twelve_characters_of_any_kind_are_enough() {
    var browser = server.browser();
    browser.signIn("admin", oneTime);
    assertThat(path(change(browser, oneTime, "ääää ääää 🙂🙂", "ääää ääää 🙂🙂"))).isEqualTo(PAGES);
  }

  @Test
  void the_change_ends_the_other_browsers_of_the_person_and_not_the_own_one() {
    chooseByHand();
    var here = server.browser();
    var elsewhere = server.browser();
    here.signIn("admin", CHOSEN);
    elsewhere.signIn("admin", CHOSEN);
    assertThat(path(elsewhere.open(PAGES))).isEqualTo(PAGES);

    change(here, CHOSEN, "quite another one", "quite another one");

    assertThat(path(elsewhere.open(PAGES))).isEqualTo("/sign-in");
    assertThat(path(here.open(PAGES))).isEqualTo(PAGES);
  }

  @Test
  void every_page_leads_to_the_change() {
    chooseByHand();
    var browser = server.browser();
    browser.signIn("admin", CHOSEN);
    assertThat(browser.open(PAGES).body()).contains("href=\"" + CHANGE + "\"");
    assertThat(path(server.browser().open(CHANGE))).isEqualTo("/sign-in");
  }

  @Test
  void guessing_the_current_password_is_slowed_down_as_at_the_sign_in() {
    chooseByHand();
    var browser = server.browser();
    browser.signIn("admin", CHOSEN);
    for (int i = 0; i < 5; i++) {
      change(browser, "guess " + i, "quite another one", "quite another one");
    }
    assertThat(change(browser, CHOSEN, "quite another one", "quite another one").body())
        .contains("Too many failed tries");
  }

  @Test
  void a_configured_password_leads_straight_to_the_pages_and_ends_what_an_older_one_began() {
    var before = server.browser();
    before.signIn("admin", oneTime);
    var configured = "--mailgrant.bootstrap.admin-password=from the configuration";
    var second = RunningServer.bare(database, configured);
    try {
      assertThat(path(second.browser().signIn("admin", "from the configuration"))).isEqualTo(PAGES);
      assertThat(path(before.open(PAGES))).isEqualTo("/sign-in");
      assertThat(second.said()).doesNotContain("One-time password");
      var browser = second.browser();
      browser.signIn("admin", "from the configuration");
      assertThat(browser.open(CHANGE).body()).contains("mailgrant.bootstrap.admin-password");
    } finally {
      second.stop();
    }
  }

  private HttpResponse<String> change(
      TestBrowser browser, String current, String chosen, String repeated) {
    return browser.press(
        CHANGE, CHANGE, "current", current, "chosen", chosen, "repeated", repeated);
  }

  private void chooseByHand() {
    database
        .jdbc()
        .sql("update person set password_hash = ?, must_change_password = false")
        .param(server.get(PasswordEncoder.class).encode(CHOSEN))
        .update();
  }

  private String oneTimePassword() {
    var said = Pattern.compile("One-time password: (\\S+)").matcher(server.said());
    assertThat(said.find()).isTrue();
    return said.group(1);
  }
}
