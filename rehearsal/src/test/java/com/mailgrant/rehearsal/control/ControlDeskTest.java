package com.mailgrant.rehearsal.control;

import static org.assertj.core.api.Assertions.assertThat;

import com.mailgrant.rehearsal.Application;
import com.mailgrant.rehearsal.Browser.Page;
import com.mailgrant.rehearsal.RehearsalTest;
import com.mailgrant.rehearsal.fault.Fault;
import com.mailgrant.rehearsal.fault.Faults;
import com.mailgrant.rehearsal.fault.Mishap;
import com.mailgrant.rehearsal.fault.ScriptedFaults;
import com.mailgrant.rehearsal.registration.Registration.Authority;
import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

class ControlDeskTest extends RehearsalTest {
  @Autowired private ScriptedFaults scripted;

  private List<Mishap> everything() {
    return Stream.concat(Arrays.stream(Fault.values()), scripted.all().stream()).toList();
  }

  @Test
  void the_page_shows_people_with_their_password_and_every_fault_once() {
    var html = browser().open("/").html();

    assertThat(html).contains("No real password belongs here", ANNA, "rehearsal", "mailgrant.yaml");
    for (var fault : everything()) {
      assertThat(html.split("id=\"" + fault.kebab() + "\"", -1)).as(fault.kebab()).hasSize(2);
    }
  }

  @Test
  void buttons_switch_a_fault_on_and_off_and_everything_off() {
    var browser = browser();
    browser.post("/desk/faults/on", Map.of("fault", "wrong-audience", "person", ANNA));
    browser.post("/desk/faults/on", Map.of("fault", "authority-down", "person", "*"));
    assertThat(faults.strikes(Fault.WRONG_AUDIENCE, ANNA)).isTrue();
    assertThat(faults.strikes(Fault.WRONG_AUDIENCE, ADMIN)).isFalse();
    assertThat(browser.open("/").html())
        .contains("2 switched on", "On for everybody: switch off", "On for " + ANNA);

    var back = browser.post("/desk/faults/off", Map.of("fault", "wrong-audience", "person", ANNA));
    assertThat(back.status()).isEqualTo(302);
    assertThat(faults.strikes(Fault.WRONG_AUDIENCE, ANNA)).isFalse();

    browser.post("/desk/faults/all-off", Map.of());
    assertThat(faults.all()).isEmpty();
  }

  @Test
  void programs_switch_faults_for_one_person_or_for_everybody() {
    assertThat(call("PUT", "/api/faults/wrong-audience?person=anna@contoso.example").status())
        .isEqualTo(200);
    call("PUT", "/api/faults/wrong-audience?person=*");
    call("PUT", "/api/faults/grant-ended");

    var listed = Application.json(call("GET", "/api/faults"));
    assertThat(listed).hasSize(everything().size());
    listed.forEach(one -> {
      var people = one.path("people").toString();
      switch (one.path("name").asString()) {
        case "wrong-audience" -> assertThat(people).isEqualTo("[\"*\",\"" + ANNA + "\"]");
        case "grant-ended" -> assertThat(people).isEqualTo("[\"*\"]");
        default -> assertThat(people).isEqualTo("[]");
      }
    });

    call("DELETE", "/api/faults/wrong-audience?person=*");
    assertThat(faults.strikes(Fault.WRONG_AUDIENCE, ADMIN)).isFalse();
    assertThat(faults.strikes(Fault.WRONG_AUDIENCE, ANNA)).isTrue();
    call("DELETE", "/api/faults/wrong-audience");
    assertThat(faults.strikes(Fault.WRONG_AUDIENCE, ANNA)).isFalse();
    assertThat(call("DELETE", "/api/faults").status()).isEqualTo(204);
    assertThat(faults.all()).isEmpty();
  }

  @Test
  void a_diagnosis_code_switches_on_its_first_fault_and_all_its_names_are_told() {
    var on = Application.json(call("PUT", "/api/faults/d74?person=" + ANNA));

    assertThat(on.path("name").asString()).isEqualTo("conditional-access-blocks");
    assertThat(on.path("diagnosis").asString()).isEqualTo("D74");
    assertThat(faults.strikes(Fault.CONDITIONAL_ACCESS_BLOCKS, ANNA)).isTrue();
    browser().post("/desk/faults/on", Map.of("fault", "D67", "person", "*"));
    assertThat(browser().open("/").html()).contains("2 switched on", "user-disabled");

    call("DELETE", "/api/faults/D74");
    call("DELETE", "/api/faults/D67?person=*");
    assertThat(faults.all()).isEmpty();
  }

  @Test
  void switching_off_what_was_never_on_changes_nothing() {
    assertThat(call("DELETE", "/api/faults/grant-ended?person=" + ANNA).status()).isEqualTo(200);
    assertThat(call("DELETE", "/api/faults/grant-ended").status()).isEqualTo(200);
    assertThat(faults.all()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "PUT, /api/faults/no-such-fault, '', 404",
    "PUT, /api/faults/wrong-audience?person=nobody@contoso.example, '', 404",
    "POST, /api/revocations, '{\"person\":\"nobody@contoso.example\"}', 404",
    "POST, /api/revocations, '{}', 400",
    "POST, /api/time, '{}', 400",
    "POST, /api/time, '{\"advance\":\"-PT1H\"}', 400",
    "POST, /api/time, '{\"advance\":\"PT9999999H\"}', 400",
    "POST, /api/time, '{\"advance\":\"soon\"}', 400",
    "POST, /api/redirect-uris, '{}', 400",
    "POST, /api/redirect-uris, '{\"redirectUri\":\"http://mail.example.com/back\"}', 400",
    "POST, /api/redirect-uris, '{\"redirectUri\":\"not an address\"}', 400",
    "POST, /api/redirect-uris, '{\"redirectUri\":\"https://mail.example.com/#part\"}', 400",
    "POST, /api/certificates, '{\"certificate\":\"nonsense\"}', 400",
    "POST, /api/secrets, '{\"life\":\"P9999D\"}', 400",
  })
  void nonsense_is_answered_with_a_problem(String method, String path, String json, int status) {
    var page = browser().call(method, path, json);

    assertThat(page.status()).isEqualTo(status);
    assertThat(page.response().headers().firstValue("Content-Type"))
        .hasValueSatisfying(type -> assertThat(type).startsWith("application/problem+json"));
  }

  @Test
  void a_mistake_on_the_page_is_said_there() {
    var page =
        browser().post("/desk/redirect-uris", Map.of("redirectUri", "http://mail.example.com/"));

    assertThat(page.status()).isEqualTo(400);
    assertThat(page.html()).contains("role=\"alert\"", "http:// is for localhost alone");
  }

  @Test
  void an_address_that_leads_nowhere_is_a_page_for_people() {
    var request =
        HttpRequest.newBuilder(URI.create(address.base() + "/nowhere"))
            .header("Accept", "text/html")
            .GET();

    var page = browser().send(request);

    assertThat(page.status()).isEqualTo(404);
    assertThat(page.html()).contains("No real password belongs here", "404 Not Found");
  }

  @Test
  void the_clock_moves_forward_for_everything() {
    var before = clock.instant();

    var json = Application.json(browser().call("POST", "/api/time", "{\"advance\":\"PT2H\"}"));

    assertThat(Instant.parse(json.path("now").asString()))
        .isAfterOrEqualTo(before.plus(Duration.ofHours(2)));
    assertThat(clock.instant()).isAfterOrEqualTo(before.plus(Duration.ofHours(2)));
    assertThat(browser().open("/").html()).contains("ahead of this machine");
  }

  @Test
  void resetting_a_password_ends_the_persons_grants_and_sessions() {
    var browser = browser();
    var token = application().signedIn(browser, TENANT, ANNA).path("refresh_token").asString();
    var others = application().signedIn(browser(), TENANT, ADMIN).path("refresh_token").asString();

    browser().call("POST", "/api/revocations", "{\"person\":\"" + ANNA + "\"}");

    var refused = application().ask(TENANT, application().refreshRequest(token));
    assertThat(Application.json(refused).path("error_codes").path(0).asInt()).isEqualTo(50173);
    assertThat(application().ask(TENANT, application().refreshRequest(others)).status())
        .isEqualTo(200);
    assertThat(
            browser
                .open("/common/oauth2/v2.0/authorize", application().authorizeRequest(ANNA))
                .html())
        .contains("id=\"password\"");
  }

  @Test
  void a_redirect_uri_that_was_added_is_good_for_a_sign_in() {
    var uri = "https://mail.contoso.example/oauth2/callback";
    var added = browser().call("POST", "/api/redirect-uris", "{\"redirectUri\":\"" + uri + "\"}");

    assertThat(added.status()).isEqualTo(201);
    for (var authority : Authority.values()) {
      assertThat(registrations.at(authority).redirectUris()).contains(CALLBACK, uri);
    }
  }

  @Test
  void consents_can_be_forgotten_for_one_person_or_for_all() {
    application().code(browser(), TENANT, ANNA);
    application().code(browser(), TENANT, ADMIN);
    var clientId = registration().clientId();

    browser().call("DELETE", "/api/consents?person=" + ANNA, "");
    assertThat(consents.of(ANNA, clientId)).isEmpty();
    assertThat(consents.of(ADMIN, clientId)).isNotEmpty();

    browser().call("DELETE", "/api/consents", "");
    assertThat(consents.of(ADMIN, clientId)).isEmpty();
  }

  @Test
  void the_log_shows_what_was_asked_and_no_secret() {
    var tokens = application().signedIn(browser(), TENANT, ANNA);
    var refresh = tokens.path("refresh_token").asString();
    application().ask(TENANT, application().refreshRequest(refresh));

    var log = browser().open("/api/requests").html();
    var page = browser().open("/").html();

    assertThat(log).contains("grant_type=refresh_token", "username=" + ANNA, "tokens issued");
    for (var shown : Arrays.asList(log, page)) {
      assertThat(shown)
          .doesNotContain(refresh, tokens.path("access_token").asString(), Application.VERIFIER);
    }
    assertThat(log).doesNotContain(registration().secrets().getFirst().value(), "password=");
    assertThat(Application.json(browser().open("/api/requests"))).hasSizeLessThanOrEqualTo(50);
  }

  @ParameterizedTest
  @ValueSource(strings = {"cross-site", "same-site"})
  void pages_of_other_sites_cannot_press_the_buttons(String site) {
    var answer =
        browser()
            .post(
                "/desk/faults/on",
                Map.of("fault", "authority-down", "person", "*"),
                Map.of("Sec-Fetch-Site", site));

    assertThat(answer.status()).isEqualTo(403);
    assertThat(faults.strikes(Fault.AUTHORITY_DOWN, Faults.EVERYBODY)).isFalse();
  }

  private Page call(String method, String path) {
    return browser().call(method, path, "");
  }
}
