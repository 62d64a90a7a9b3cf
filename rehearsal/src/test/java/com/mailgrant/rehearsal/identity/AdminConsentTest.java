package com.mailgrant.rehearsal.identity;

import static org.assertj.core.api.Assertions.assertThat;

import com.mailgrant.rehearsal.Application;
import com.mailgrant.rehearsal.Browser;
import com.mailgrant.rehearsal.Browser.Page;
import com.mailgrant.rehearsal.RehearsalTest;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** facts/microsoft365 8. */
class AdminConsentTest extends RehearsalTest {
  @Test
  void an_administrator_accepts_for_everybody() {
    var browser = browser();
    var page = browser.signIn(open(browser, TENANT), ADMIN, "rehearsal");
    assertThat(page.html()).contains("Review for your organization");

    var back = browser.answer(page, "/common/consent", Map.of("answer", "accept"));

    assertThat(back.answer())
        .containsEntry("admin_consent", "True")
        .containsEntry("tenant", TENANT)
        .containsEntry("scope", Application.SCOPES)
        .containsEntry("state", "once")
        .doesNotContainKey("error");
    var anna = browser();
    assertThat(
            anna.signIn(
                    anna.open(
                        "/common/oauth2/v2.0/authorize", application().authorizeRequest(ANNA)),
                    ANNA,
                    "rehearsal")
                .html())
        .contains("Stay signed in?");
  }

  @Test
  void nobody_else_can() {
    var browser = browser();
    var page = browser.signIn(open(browser, TENANT), ANNA, "rehearsal");
    assertThat(page.html()).contains("Need admin approval");

    browser.answer(page, "/common/consent", Map.of("answer", "accept", "forAll", "true"));

    assertThat(consents.of(TENANT, registration().clientId())).isEmpty();
    assertThat(consents.of(ANNA, registration().clientId())).isEmpty();
  }

  @Test
  void a_refusal_says_that_it_was_about_admin_consent() {
    var browser = browser();
    var page = browser.signIn(open(browser, TENANT), ADMIN, "rehearsal");

    var back = browser.answer(page, "/common/consent", Map.of("answer", "cancel"));

    assertThat(back.answer())
        .containsEntry("admin_consent", "True")
        .containsEntry("error", "access_denied");
    assertThat(consents.of(TENANT, registration().clientId())).isEmpty();
  }

  @Test
  void the_tenant_has_to_be_named_and_the_way_back_may_be_missing() {
    assertThat(open(browser(), "common").html()).contains("AADSTS90124");

    var request = new HashMap<>(request());
    request.remove("redirect_uri");
    var browser = browser();
    var page =
        browser.signIn(
            browser.open("/organizations/v2.0/adminconsent", request), ADMIN, "rehearsal");
    assertThat(browser.answer(page, "/common/consent", Map.of("answer", "accept")).html())
        .contains("Permissions granted");
  }

  private Page open(Browser browser, String tenant) {
    return browser.open("/" + tenant + "/v2.0/adminconsent", request());
  }

  private Map<String, String> request() {
    return Map.of(
        "client_id",
        registration().clientId(),
        "redirect_uri",
        CALLBACK,
        "scope",
        Application.SCOPES,
        "state",
        "once");
  }
}
