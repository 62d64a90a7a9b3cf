package com.mailgrant.rehearsal.identity;

import static org.assertj.core.api.Assertions.assertThat;

import com.mailgrant.rehearsal.Application;
import com.mailgrant.rehearsal.RehearsalTest;
import com.mailgrant.rehearsal.mail.AccessTokens;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;

class SignInTest extends RehearsalTest {
  private static final String AUTHORIZE = "/" + TENANT + "/oauth2/v2.0/authorize";

  @Autowired private AccessTokens accessTokens;

  @Test
  void a_person_signs_in_accepts_stays_and_the_application_gets_its_tokens() throws Exception {
    var browser = browser();
    var signIn = browser.open(AUTHORIZE, application().authorizeRequest(ANNA));
    assertThat(signIn.html())
        .contains("value=\"anna@contoso.example\"", "Mailgrant", "No real password belongs here");

    var consent = browser.signIn(signIn, ANNA, "rehearsal");
    assertThat(consent.html())
        .contains("Permissions requested", "Read and write your mail", "Send mail as you");

    var stay = browser.answer(consent, "/common/consent", Map.of("answer", "accept"));
    assertThat(stay.html()).contains("Stay signed in?");

    var back = browser.answer(stay, "/common/stay-signed-in", Map.of("answer", "yes"));
    assertThat(back.location()).startsWith(CALLBACK + "?code=");
    assertThat(back.answer()).containsEntry("state", "a state & more");

    var tokens =
        Application.json(
            application()
                .ask(TENANT, application().codeRequest(back.answer().getOrDefault("code", ""))));
    assertThat(tokens.path("token_type").asString()).isEqualTo("Bearer");
    assertThat(tokens.path("expires_in").asInt()).isBetween(3600, 5400);
    assertThat(tokens.path("scope").asString())
        .isEqualTo(
            "https://outlook.office.com/IMAP.AccessAsUser.All https://outlook.office.com/SMTP.Send");
    assertThat(tokens.path("refresh_token").asString()).isNotEmpty();

    var id = verified(tokens.path("id_token").asString());
    assertThat(id.getIssuer()).isEqualTo(address.base() + "/" + TENANT + "/v2.0");
    assertThat(id.getAudience()).containsExactly(registration().clientId());
    assertThat(id.getStringClaim("tid")).isEqualTo(TENANT);
    assertThat(id.getStringClaim("oid")).isEqualTo("0b7ec700-0000-4000-8000-000000000001");
    assertThat(id.getStringClaim("preferred_username")).isEqualTo(ANNA);
    assertThat(id.getStringClaim("nonce")).isEqualTo("a-nonce");
    assertThat(id.getStringClaim("ver")).isEqualTo("2.0");

    var accessToken = tokens.path("access_token").asString();
    assertThat(accessToken.length()).isBetween(1600, 2500);
    var access = verified(accessToken);
    assertThat(access.getAudience()).containsExactly("https://outlook.office.com");
    assertThat(access.getStringClaim("scp")).isEqualTo("IMAP.AccessAsUser.All SMTP.Send");
    assertThat(accessTokens.read(accessToken))
        .hasValueSatisfying(presented -> {
          assertThat(presented.userPrincipalName()).isEqualTo(ANNA);
          assertThat(presented.scopes()).isEqualTo(Set.of("IMAP.AccessAsUser.All", "SMTP.Send"));
        });
    assertThat(accessTokens.read(tokens.path("id_token").asString())).isEmpty();
    assertThat(accessTokens.read(accessToken.substring(0, accessToken.length() - 9) + "AAAAAAAAA"))
        .isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "anna@contoso.example, guess, AADSTS50126",
    "nobody@contoso.example, rehearsal, AADSTS50034",
    "gina@gmail.example, rehearsal, AADSTS50034",
    "olivia@outlook.example, rehearsal, AADSTS50020",
    "info@contoso.example, '', AADSTS50057",
  })
  void whoever_may_not_sign_in_is_told_at_the_field(
      String username, String password, String number) {
    var browser = browser();

    var page =
        browser.signIn(
            browser.open(AUTHORIZE, application().authorizeRequest(ANNA)), username, password);

    assertThat(page.html()).contains("role=\"alert\"", number, "value=\"" + username + "\"");
    assertThat(page.location()).isEmpty();
  }

  @Test
  void a_browser_that_knows_somebody_lets_the_person_choose() {
    var browser = browser();
    application().code(browser, TENANT, ANNA);
    var request = new HashMap<>(application().authorizeRequest(ANNA));
    request.put("prompt", "select_account");

    var picker = browser.open(AUTHORIZE, request);
    assertThat(picker.html()).contains("Pick an account", ANNA, "Use another account");

    var other = browser.answer(picker, "/common/account", Map.of("account", ""));
    assertThat(other.html()).contains("id=\"password\"");

    var picked = browser.answer(picker, "/common/account", Map.of("account", ANNA));
    assertThat(picked.location()).startsWith(CALLBACK + "?code=");
  }

  @Test
  void nobody_can_pick_an_account_that_is_not_signed_in() {
    var browser = browser();
    var page = browser.open(AUTHORIZE, application().authorizeRequest(ANNA));

    var picked = browser.answer(page, "/common/account", Map.of("account", ANNA));

    assertThat(picked.location()).isEmpty();
    assertThat(picked.html()).contains("id=\"password\"");
  }

  @Test
  void no_page_can_be_jumped() {
    var browser = browser();
    var page = browser.open(AUTHORIZE, application().authorizeRequest(ANNA));

    assertThat(browser.answer(page, "/common/consent", Map.of("answer", "accept")).html())
        .contains("id=\"password\"");
    assertThat(browser.answer(page, "/common/stay-signed-in", Map.of("answer", "yes")).html())
        .contains("id=\"password\"");
  }

  @Test
  void consent_is_asked_once_unless_the_application_insists() {
    application().code(browser(), TENANT, ANNA);
    var browser = browser();
    var request = new HashMap<>(application().authorizeRequest(ANNA));

    var again = browser.signIn(browser.open(AUTHORIZE, request), ANNA, "rehearsal");
    assertThat(again.html()).contains("Stay signed in?");

    request.put("prompt", "consent");
    assertThat(browser.signIn(browser().open(AUTHORIZE, request), ANNA, "rehearsal").html())
        .contains("Permissions requested");
  }

  @Test
  void cancel_brings_the_browser_back_with_access_denied() {
    var browser = browser();
    var consent =
        browser.signIn(
            browser.open(AUTHORIZE, application().authorizeRequest(ANNA)), ANNA, "rehearsal");

    var back = browser.answer(consent, "/common/consent", Map.of("answer", "cancel"));

    assertThat(back.answer())
        .containsEntry("error", "access_denied")
        .containsEntry("error_subcode", "cancel")
        .containsEntry("state", "a state & more");
    assertThat(back.answer().get("error_description"))
        .matches(
            "(?s)AADSTS65004: .*\\r\\nTrace ID: .*\\r\\nCorrelation ID: .*\\r\\nTimestamp: .*Z");
  }

  @ParameterizedTest
  @CsvSource({
    "prompt, none, login_required, AADSTS50058",
    "prompt, dance, invalid_request, AADSTS90023",
    "response_type, id_token, unsupported_response_type, AADSTS700054",
    "response_type, cod, unsupported_response_type, AADSTS70005",
    "scope, https://outlook.office.com/Imap.Everything, invalid_client, AADSTS650053",
    "scope, https://mail.fabrikam.example/IMAP.AccessAsUser.All, invalid_resource, AADSTS500011",
    "code_challenge, short, invalid_request, AADSTS50147",
  })
  void a_wrong_request_brings_the_browser_back_with_an_error(
      String parameter, String value, String error, String number) {
    var request = new HashMap<>(application().authorizeRequest(ANNA));
    request.put(parameter, value);

    var back = browser().open(AUTHORIZE, request);

    assertThat(back.answer())
        .containsEntry("error", error)
        .containsEntry("state", "a state & more");
    assertThat(back.answer().get("error_description")).startsWith(number + ": ");
  }

  @ParameterizedTest
  @CsvSource({
    "redirect_uri, http://localhost:8080/other, AADSTS50011",
    "client_id, 11111111-0000-4000-8000-000000000000, AADSTS700016",
    "client_id, '', AADSTS900144",
    "response_mode, pigeon, AADSTS90023",
  })
  void a_request_that_cannot_be_trusted_ends_on_a_page(
      String parameter, String value, String number) {
    var request = new HashMap<>(application().authorizeRequest(ANNA));
    request.put(parameter, value);

    var page = browser().open(AUTHORIZE, request);

    assertThat(page.status()).isEqualTo(400);
    assertThat(page.location()).isEmpty();
    assertThat(page.html()).contains(number, "Trace ID", "Correlation ID", "Timestamp");
  }

  @Test
  void an_unknown_tenant_ends_on_a_page() {
    var page =
        browser()
            .open("/fabrikam.example/oauth2/v2.0/authorize", application().authorizeRequest(ANNA));

    assertThat(page.html()).contains("AADSTS90002");
  }

  @Test
  void answers_can_travel_in_the_fragment_or_in_a_form() {
    var request = new HashMap<>(application().authorizeRequest(ANNA));
    request.put("prompt", "none");
    request.put("response_mode", "fragment");
    assertThat(browser().open(AUTHORIZE, request).location()).startsWith(CALLBACK + "#error=");

    request.put("response_mode", "form_post");
    assertThat(browser().open(AUTHORIZE, request).html())
        .contains(
            "action=\"" + CALLBACK + "\"", "name=\"error\" value=\"login_required\"", "Continue");
  }

  @Test
  void signing_out_forgets_the_browser_but_not_the_grant() {
    var browser = browser();
    var tokens = application().signedIn(browser, TENANT, ANNA);

    var out =
        browser.open("/common/oauth2/v2.0/logout", Map.of("post_logout_redirect_uri", CALLBACK));
    assertThat(out.location()).isEqualTo(CALLBACK);
    assertThat(browser.open(AUTHORIZE, application().authorizeRequest(ANNA)).html())
        .contains("id=\"password\"");
    assertThat(
            application()
                .ask(TENANT, application().refreshRequest(tokens.path("refresh_token").asString()))
                .status())
        .isEqualTo(200);
    assertThat(
            browser
                .open(
                    "/common/oauth2/v2.0/logout",
                    Map.of("post_logout_redirect_uri", "https://fabrikam.example/"))
                .location())
        .isEmpty();
  }

  @Test
  void a_personal_account_gets_an_opaque_token_for_the_tenant_of_all_consumers() throws Exception {
    var tokens = application().signedIn(browser(), "consumers", "olivia@outlook.example");

    var accessToken = tokens.path("access_token").asString();
    assertThat(accessToken).startsWith("EwB").doesNotContain(".");
    assertThat(accessTokens.read(accessToken))
        .hasValueSatisfying(presented ->
            assertThat(presented.userPrincipalName()).isEqualTo("olivia@outlook.example"));
    var id = verified(tokens.path("id_token").asString());
    assertThat(id.getStringClaim("tid")).isEqualTo("9188040d-6c67-4c5b-b112-36a304b66dad");
    assertThat(id.getIssuer())
        .isEqualTo(address.base() + "/9188040d-6c67-4c5b-b112-36a304b66dad/v2.0");
  }

  @ParameterizedTest
  @CsvSource({
    "common, '{tenantid}'",
    "organizations, '{tenantid}'",
    "consumers, 9188040d-6c67-4c5b-b112-36a304b66dad",
    "contoso.example, c0a0c0a0-1111-4222-8333-c0a0c0a0c0a0",
  })
  void discovery_names_the_issuer_and_only_its_own_addresses(String tenant, String issuer) {
    var document =
        Application.json(browser().open("/" + tenant + "/v2.0/.well-known/openid-configuration"));

    assertThat(document.path("issuer").asString())
        .isEqualTo(address.base() + "/" + issuer + "/v2.0");
    assertThat(document.path("token_endpoint").asString())
        .isEqualTo(address.base() + "/" + tenant + "/oauth2/v2.0/token");
    assertThat(browser().open(document.path("jwks_uri").asString()).html())
        .contains("\"keys\"", "\"kid\"")
        .doesNotContain("\"d\":");
  }

  private JWTClaimsSet verified(String token) throws Exception {
    var jwt = SignedJWT.parse(token);
    var keys = JWKSet.parse(browser().open("/common/discovery/v2.0/keys").html());
    var key = keys.getKeyByKeyId(jwt.getHeader().getKeyID()).toRSAKey();
    assertThat(jwt.verify(new RSASSAVerifier(key))).isTrue();
    return jwt.getJWTClaimsSet();
  }
}
