package com.mailgrant.rehearsal.identity;

import static org.assertj.core.api.Assertions.assertThat;

import com.mailgrant.rehearsal.Application;
import com.mailgrant.rehearsal.Browser.Page;
import com.mailgrant.rehearsal.RehearsalTest;
import com.mailgrant.rehearsal.mail.AccessTokens;
import com.mailgrant.rehearsal.registration.Registration.Authority;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;

class TokenEndpointTest extends RehearsalTest {
  @Autowired private AccessTokens accessTokens;

  @Test
  void a_refusal_has_the_members_of_entras_in_its_order() {
    var correlation = "aaaa0000-bb11-2222-33cc-444444dddddd";
    var form = new HashMap<>(application().refreshRequest("nonsense"));

    var page =
        browser()
            .post(
                "/" + TENANT + "/oauth2/v2.0/token",
                form,
                Map.of("client-request-id", correlation));

    assertThat(page.status()).isEqualTo(400);
    assertThat(page.response().headers().firstValue("Cache-Control")).hasValue("no-store");
    var json = Application.json(page);
    assertThat(json.propertyNames())
        .containsExactly(
            "error",
            "error_description",
            "error_codes",
            "timestamp",
            "trace_id",
            "correlation_id",
            "error_uri");
    assertThat(json.path("error").asString()).isEqualTo("invalid_grant");
    assertThat(json.path("error_codes").get(0).asInt()).isEqualTo(70000);
    assertThat(json.path("correlation_id").asString()).isEqualTo(correlation);
    assertThat(json.path("timestamp").asString())
        .matches("\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\dZ");
    assertThat(json.path("error_description").asString())
        .startsWith("AADSTS70000: ")
        .endsWith(
            "\r\nTrace ID: %s\r\nCorrelation ID: %s\r\nTimestamp: %s"
                .formatted(
                    json.path("trace_id").asString(),
                    correlation,
                    json.path("timestamp").asString()));
    assertThat(json.path("error_uri").asString()).isEqualTo(address.base() + "/error?code=70000");
    assertThat(browser().open(json.path("error_uri").asString()).html()).contains("AADSTS70000");
  }

  @ParameterizedTest
  @CsvSource({
    "client_secret, not-the-secret, 401, invalid_client, 7000215",
    "client_secret, '', 401, invalid_client, 7000218",
    "client_id, '', 400, invalid_request, 900144",
    "client_id, 11111111-0000-4000-8000-000000000000, 400, unauthorized_client, 700016",
    "grant_type, '', 400, invalid_request, 900144",
    "grant_type, password, 400, unsupported_grant_type, 70003",
    "resource, https://outlook.office.com, 400, invalid_request, 901002",
    "code, '', 400, invalid_request, 900144",
    "code, made-up, 400, invalid_grant, 70000",
    "code_verifier, another-verifier-of-at-least-43-characters-0123, 400, invalid_grant, 501481",
    "code_verifier, '', 400, invalid_request, 900144",
    "redirect_uri, http://localhost:8080/other, 400, invalid_client, 500112",
    "scope, https://outlook.office.com/IMAP.AccessAsUser.All https://graph.microsoft.com/Mail.Read, 400, invalid_scope, 28000",
    "scope, IMAP.AccessAsUser.All SMTP.Send, 400, invalid_grant, 65001",
    "scope, https://outlook.office.com/POP.AccessAsUser.All, 400, invalid_grant, 65001",
    "scope, https://outlook.office.com/Nonsense, 400, invalid_client, 650053",
  })
  void a_wrong_token_request_is_refused_and_does_not_use_up_the_code(
      String field, String value, int status, String error, int number) {
    var code = application().code(browser(), TENANT, ANNA);
    var form = new HashMap<>(application().codeRequest(code));
    form.put(field, value);

    assertRefused(application().ask(TENANT, form), status, error, number);

    assertThat(application().ask(TENANT, application().codeRequest(code)).status()).isEqualTo(200);
  }

  @Test
  void a_code_is_good_once() {
    var code = application().code(browser(), TENANT, ANNA);
    assertThat(application().ask(TENANT, application().codeRequest(code)).status()).isEqualTo(200);

    assertRefused(
        application().ask(TENANT, application().codeRequest(code)), 400, "invalid_grant", 54005);
  }

  @Test
  void a_code_is_good_for_ten_minutes() {
    var code = application().code(browser(), TENANT, ANNA);
    clock.advance(Duration.ofSeconds(601));

    assertRefused(
        application().ask(TENANT, application().codeRequest(code)), 400, "invalid_grant", 70008);
  }

  @Test
  void a_code_is_redeemed_where_it_was_issued() {
    var code = application().code(browser(), TENANT, ANNA);

    assertRefused(
        application().ask("common", application().codeRequest(code)), 400, "invalid_grant", 700005);
  }

  @Test
  void refreshing_brings_a_new_refresh_token_and_the_old_one_keeps_working() {
    var first = application().signedIn(browser(), TENANT, ANNA).path("refresh_token").asString();

    var second = refreshed(first);
    var third = refreshed(first);

    assertThat(second).isNotEqualTo(first).isNotEqualTo(third);
    assertThat(refreshed(second)).isNotEmpty();
    assertThat(refreshed(third)).isNotEmpty();
  }

  @Test
  void a_refresh_token_dies_after_90_days_without_use() {
    var used = application().signedIn(browser(), TENANT, ANNA).path("refresh_token").asString();
    var unused = refreshed(used);
    clock.advance(Duration.ofDays(80));
    refreshed(used);
    clock.advance(Duration.ofDays(11));

    assertThat(refreshed(used)).isNotEmpty();
    var page = application().ask(TENANT, application().refreshRequest(unused));
    assertRefused(page, 400, "invalid_grant", 700082);
    assertThat(page.html()).contains("inactive for 90.00:00:00");
  }

  @Test
  void a_refresh_for_two_resources_is_for_the_first_and_short_names_mean_graph() throws Exception {
    var token = application().signedIn(browser(), TENANT, ANNA).path("refresh_token").asString();
    var form = new HashMap<>(application().refreshRequest(token));
    form.put(
        "scope",
        "https://outlook.office365.com/IMAP.AccessAsUser.All https://graph.microsoft.com/Mail.Read");

    var tokens = Application.json(application().ask(TENANT, form));
    assertThat(tokens.path("scope").asString())
        .isEqualTo("https://outlook.office365.com/IMAP.AccessAsUser.All");
    assertThat(accessTokens.read(tokens.path("access_token").asString()))
        .hasValueSatisfying(
            presented -> assertThat(presented.audience()).isEqualTo("https://outlook.office.com"));

    form.put("scope", "IMAP.AccessAsUser.All");
    assertRefused(application().ask(TENANT, form), 400, "invalid_grant", 65001);
  }

  @Test
  void without_offline_access_there_is_no_refresh_token_and_without_openid_no_identity() {
    var request = new HashMap<>(application().authorizeRequest(ANNA));
    request.put("scope", "https://outlook.office.com/IMAP.AccessAsUser.All");
    var form =
        new HashMap<>(application().codeRequest(application().code(browser(), TENANT, request)));
    form.remove("scope");

    var tokens = Application.json(application().ask(TENANT, form));

    assertThat(tokens.propertyNames()).contains("access_token");
    assertThat(tokens.propertyNames()).doesNotContain("refresh_token", "id_token");
  }

  @Test
  void access_tokens_end_at_their_time() {
    var token = application().signedIn(browser(), TENANT, ANNA).path("access_token").asString();
    assertThat(accessTokens.read(token)).isPresent();

    clock.advance(Duration.ofMinutes(91));

    assertThat(accessTokens.read(token)).isEmpty();
  }

  @Test
  void a_secret_counts_until_its_last_day_and_two_may_be_good_at_once() {
    var second = registrations.addSecret(Authority.MICROSOFT, Duration.ofHours(1));
    var token = application().signedIn(browser(), TENANT, ANNA).path("refresh_token").asString();
    var form = new HashMap<>(application().refreshRequest(token));
    form.put("client_secret", second.value());
    assertThat(application().ask(TENANT, form).status()).isEqualTo(200);

    clock.advance(Duration.ofHours(2));

    assertRefused(application().ask(TENANT, form), 401, "invalid_client", 7000222);
    form.put("client_secret", second.id());
    assertRefused(application().ask(TENANT, form), 401, "invalid_client", 7000215);
    assertThat(application().ask(TENANT, application().refreshRequest(token)).status())
        .isEqualTo(200);
  }

  @Test
  void the_secret_may_come_in_the_header() {
    var token = application().signedIn(browser(), TENANT, ANNA).path("refresh_token").asString();
    var form = new HashMap<>(application().refreshRequest(token));
    var secret = form.remove("client_secret");
    var basic =
        Base64.getEncoder()
            .encodeToString(
                (registration().clientId() + ":" + secret).getBytes(StandardCharsets.UTF_8));

    var page =
        browser()
            .post(
                "/" + TENANT + "/oauth2/v2.0/token",
                form,
                Map.of("Authorization", "Basic " + basic));

    assertThat(page.status()).isEqualTo(200);
    assertThat(
            browser()
                .post(
                    "/" + TENANT + "/oauth2/v2.0/token", form, Map.of("Authorization", "Basic %%%"))
                .status())
        .isEqualTo(400);
  }

  @Test
  void only_posts_and_known_tenants_are_served() {
    assertRefused(
        browser().open("/" + TENANT + "/oauth2/v2.0/token"), 400, "invalid_request", 900561);
    assertRefused(
        application().ask("fabrikam.example", application().refreshRequest("x")),
        400,
        "invalid_request",
        90002);
  }

  private String refreshed(String token) {
    var page = application().ask(TENANT, application().refreshRequest(token));
    assertThat(page.status()).as(page.html()).isEqualTo(200);
    return Application.json(page).path("refresh_token").asString();
  }

  static void assertRefused(Page page, int status, String error, int number) {
    var json = Application.json(page);
    assertThat(json.path("error_codes").path(0).asInt(0)).as(page.html()).isEqualTo(number);
    assertThat(json.path("error").asString()).isEqualTo(error);
    assertThat(page.status()).isEqualTo(status);
  }
}
