package com.mailgrant.rehearsal.identity;

import static com.mailgrant.rehearsal.identity.TokenEndpointTest.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import com.mailgrant.rehearsal.Application;
import com.mailgrant.rehearsal.Browser;
import com.mailgrant.rehearsal.Browser.Page;
import com.mailgrant.rehearsal.RehearsalTest;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** RFC 8628, facts/microsoft365 1.4 and 7.3. */
class DeviceCodeTest extends RehearsalTest {
  @Test
  void a_device_waits_until_the_person_has_typed_its_code() {
    var device = begin();
    assertThat(device.path("expires_in").asInt()).isEqualTo(900);
    assertThat(device.path("message").asString())
        .contains(device.path("user_code").asString(), "/devicelogin");
    assertRefused(poll(device), 400, "authorization_pending", 70016);

    var browser = browser();
    var page = signedIn(browser, device, ANNA);
    page = browser.answer(page, "/common/consent", Map.of("answer", "accept"));
    assertThat(page.html()).contains("Are you trying to sign in to");
    assertRefused(poll(device), 400, "authorization_pending", 70016);
    assertThat(browser.answer(page, "/common/device", Map.of("answer", "continue")).html())
        .contains("You have signed in");

    var tokens = poll(device);
    assertThat(tokens.status()).isEqualTo(200);
    assertThat(Application.json(tokens).propertyNames())
        .contains("access_token", "refresh_token", "id_token");
    assertRefused(poll(device), 400, "invalid_grant", 54005);
  }

  @Test
  void a_person_can_decline() {
    var device = begin();
    var browser = browser();
    var page = signedIn(browser, device, ANNA);

    browser.answer(page, "/common/consent", Map.of("answer", "cancel"));

    assertRefused(poll(device), 400, "authorization_declined", 65004);
  }

  @Test
  void a_code_lives_a_quarter_of_an_hour() {
    var device = begin();
    clock.advance(Duration.ofSeconds(901));

    assertRefused(poll(device), 400, "expired_token", 70019);
    assertThat(type(browser(), device.path("user_code").asString()).html())
        .contains("That code did not work");
  }

  @Test
  void made_up_codes_lead_nowhere() {
    var form = new HashMap<>(application().refreshRequest("x"));
    form.put("grant_type", "urn:ietf:params:oauth:grant-type:device_code");
    form.put("device_code", "made-up");

    assertRefused(application().ask("common", form), 400, "bad_verification_code", 70018);
    assertThat(type(browser(), "made-up").html()).contains("role=\"alert\"");
  }

  private JsonNode begin() {
    var page =
        browser()
            .post(
                "/" + TENANT + "/oauth2/v2.0/devicecode",
                Map.of("client_id", registration().clientId(), "scope", Application.SCOPES));
    assertThat(page.status()).as(page.html()).isEqualTo(200);
    return Application.json(page);
  }

  private Page poll(JsonNode device) {
    var form = new HashMap<>(application().refreshRequest(""));
    form.put("grant_type", "urn:ietf:params:oauth:grant-type:device_code");
    form.put("device_code", device.path("device_code").asString());
    return application().ask(TENANT, form);
  }

  private static Page signedIn(Browser browser, JsonNode device, String person) {
    var page = type(browser, device.path("user_code").asString().toLowerCase(Locale.ROOT));
    return browser.signIn(page, person, "rehearsal");
  }

  private static Page type(Browser browser, String code) {
    return browser.post("/devicelogin", Map.of("code", code));
  }
}
