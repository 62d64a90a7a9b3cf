package com.mailgrant.rehearsal.identity;

import static org.assertj.core.api.Assertions.assertThat;

import com.mailgrant.rehearsal.Application;
import com.mailgrant.rehearsal.Browser;
import com.mailgrant.rehearsal.Browser.Page;
import com.mailgrant.rehearsal.RehearsalTest;
import com.mailgrant.rehearsal.fault.Fault;
import com.mailgrant.rehearsal.fault.Faults;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FaultsOnThePagesTest extends RehearsalTest {
  private static final String AUTHORIZE = "/" + TENANT + "/oauth2/v2.0/authorize";

  @ParameterizedTest
  @CsvSource({
    "APPLICATION_UNKNOWN, AADSTS700016",
    "APPLICATION_DISABLED, AADSTS7000112",
    "SINGLE_TENANT_APPLICATION, AADSTS50194",
    "REDIRECT_URI_NOT_REGISTERED, AADSTS50011",
  })
  void a_dead_end_says_its_number_before_or_after_the_sign_in(Fault fault, String number) {
    faults.switchOn(fault, ANNA);
    assertThat(browser().open(AUTHORIZE, application().authorizeRequest(ANNA)).html())
        .contains(number, "Trace ID");

    var browser = browser();
    var hinted = browser.open(AUTHORIZE, application().authorizeRequest(ADMIN));
    var page = browser.signIn(hinted, ANNA, "rehearsal");
    assertThat(page.html()).contains(number);
    assertThat(page.location()).isEmpty();
  }

  @Test
  void a_scope_that_does_not_exist_is_told_to_the_application() {
    faults.switchOn(Fault.SCOPE_UNKNOWN, Faults.EVERYBODY);

    var back = browser().open(AUTHORIZE, application().authorizeRequest(ANNA));

    assertThat(back.answer().get("error_description")).startsWith("AADSTS650053");
  }

  @Test
  void where_an_administrator_has_to_approve_the_sign_in_ends_on_a_page_until_one_did() {
    application().code(browser(), TENANT, ANNA);
    faults.switchOn(Fault.CONSENT_NEEDS_ADMINISTRATOR, Faults.EVERYBODY);
    var browser = browser();

    var page = signedIn(browser, ANNA);
    assertThat(page.html()).contains("Need admin approval", "AADSTS90094");
    assertThat(page.location()).isEmpty();
    assertThat(browser.answer(page, "/common/consent", Map.of("answer", "accept")).html())
        .as("a hand-made answer changes nothing")
        .contains("Need admin approval");

    var other = browser.answer(page, "/common/account", Map.of("account", ""));
    var consent = browser.signIn(other, ADMIN, "rehearsal");
    assertThat(consent.html()).contains("Consent on behalf of your organization");
    browser.answer(consent, "/common/consent", Map.of("answer", "accept", "forAll", "true"));

    assertThat(signedIn(browser(), ANNA).html()).contains("Stay signed in?");
  }

  @Test
  void the_refusal_can_be_told_to_the_application_instead() {
    faults.switchOn(Fault.CONSENT_REFUSED_TO_USERS, ANNA);

    var back = signedIn(browser(), ANNA);

    assertThat(back.answer()).containsEntry("error", "access_denied");
    assertThat(back.answer().get("error_description")).startsWith("AADSTS90094");
  }

  @Test
  void insisting_on_consent_undoes_an_administrators_approval() {
    consents.allow(TENANT, registration().clientId(), Scopes.parse(Application.SCOPES).usual());
    faults.switchOn(Fault.CONSENT_NEEDS_ADMINISTRATOR, ANNA);
    assertThat(signedIn(browser(), ANNA).html()).contains("Stay signed in?");

    var request = new HashMap<>(application().authorizeRequest(ANNA));
    request.put("prompt", "consent");
    var browser = browser();
    assertThat(browser.signIn(browser.open(AUTHORIZE, request), ANNA, "rehearsal").html())
        .contains("Need admin approval");
  }

  @Test
  void a_withdrawn_consent_is_asked_again() {
    application().code(browser(), TENANT, ANNA);
    faults.switchOn(Fault.CONSENT_WITHDRAWN, ANNA);

    assertThat(signedIn(browser(), ANNA).html()).contains("Permissions requested");
  }

  private Page signedIn(Browser browser, String person) {
    return browser.signIn(
        browser.open(AUTHORIZE, application().authorizeRequest(person)), person, "rehearsal");
  }
}
