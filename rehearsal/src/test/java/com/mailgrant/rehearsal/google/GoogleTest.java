package com.mailgrant.rehearsal.google;

import static org.assertj.core.api.Assertions.assertThat;

import com.mailgrant.rehearsal.Application;
import com.mailgrant.rehearsal.Browser;
import com.mailgrant.rehearsal.Browser.Page;
import com.mailgrant.rehearsal.RehearsalTest;
import com.mailgrant.rehearsal.fault.Fault;
import com.mailgrant.rehearsal.mail.AccessTokens;
import com.mailgrant.rehearsal.registration.Registration.Authority;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.SignedJWT;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

/** facts/microsoft365 12.1 to 12.5. */
class GoogleTest extends RehearsalTest {
  private static final String GINA = "gina@gmail.example";
  private static final String AUTHORIZE = "/google/o/oauth2/v2/auth";
  private static final String SCOPES = "openid email https://mail.google.com/";

  @Autowired private AccessTokens accessTokens;

  @Test
  void a_person_signs_in_allows_and_the_application_gets_opaque_tokens() throws Exception {
    var browser = browser();
    var signIn = browser.open(AUTHORIZE, authorizeRequest());
    assertThat(signIn.html()).contains("nothing here is Google", "value=\"" + GINA + "\"");
    assertThat(signIn(browser, signIn, "guess").html()).contains("Wrong password");

    var consent = signIn(browser, signIn, "rehearsal");
    assertThat(consent.html()).contains("wants access to your account", "all your email");
    var back = browser.answer(consent, "/google/consent", Map.of("answer", "allow"));
    assertThat(back.answer()).containsEntry("state", "a state & {more}");

    var tokens = redeemed(back);
    assertThat(tokens.path("access_token").asString()).startsWith("ya29.");
    assertThat(tokens.path("expires_in").asInt()).isEqualTo(3599);
    assertThat(tokens.path("refresh_token").asString()).startsWith("1//0");
    assertThat(accessTokens.read(tokens.path("access_token").asString()))
        .hasValueSatisfying(presented -> {
          assertThat(presented.userPrincipalName()).isEqualTo(GINA);
          assertThat(presented.scopes()).contains("https://mail.google.com/");
        });

    var document = Application.json(browser.open("/google/.well-known/openid-configuration"));
    var id = SignedJWT.parse(tokens.path("id_token").asString());
    var key =
        JWKSet.parse(browser.open(document.path("jwks_uri").asString()).html())
            .getKeyByKeyId(id.getHeader().getKeyID());
    assertThat(id.verify(new RSASSAVerifier(key.toRSAKey()))).isTrue();
    var claims = id.getJWTClaimsSet();
    assertThat(claims.getIssuer())
        .isEqualTo(document.path("issuer").asString())
        .isEqualTo(address.base() + "/google");
    assertThat(claims.getSubject()).matches("\\d{21}");
    assertThat(claims.getStringClaim("email")).isEqualTo(GINA);
    assertThat(claims.getStringClaim("nonce")).isEqualTo("a-nonce");
    assertThat(claims.getClaim("preferred_username")).isNull();
  }

  @Test
  void refresh_tokens_are_not_rotated() {
    var token = signedIn(authorizeRequest()).path("refresh_token").asString();

    var page = refresh(token);

    assertThat(page.status()).isEqualTo(200);
    assertThat(Application.json(page).propertyNames())
        .contains("access_token", "id_token")
        .doesNotContain("refresh_token");
    assertThat(refresh(token).status()).isEqualTo(200);
  }

  @Test
  void a_refresh_token_comes_only_offline_and_with_consent() {
    var online = new HashMap<>(authorizeRequest());
    online.remove("access_type");
    assertThat(signedIn(online).propertyNames()).doesNotContain("refresh_token");

    var again = new HashMap<>(authorizeRequest());
    again.remove("prompt");
    var browser = browser();
    var back = signIn(browser, browser.open(AUTHORIZE, again), "rehearsal");
    assertThat(redeemed(back).propertyNames()).doesNotContain("refresh_token");

    assertThat(signedIn(authorizeRequest()).propertyNames()).contains("refresh_token");
  }

  @Test
  void cancel_means_access_denied() {
    var browser = browser();
    var consent = signIn(browser, browser.open(AUTHORIZE, authorizeRequest()), "rehearsal");

    var back = browser.answer(consent, "/google/consent", Map.of("answer", "cancel"));

    assertThat(back.answer()).containsEntry("error", "access_denied").doesNotContainKey("code");
  }

  @Test
  void revoking_either_token_ends_both() {
    for (String kind : new String[] {"access_token", "refresh_token"}) {
      var tokens = signedIn(authorizeRequest());

      var revoked = browser().post("/google/revoke", Map.of("token", tokens.path(kind).asString()));

      assertThat(revoked.status()).isEqualTo(200);
      assertThat(accessTokens.read(tokens.path("access_token").asString())).isEmpty();
      assertRefused(
          refresh(tokens.path("refresh_token").asString()),
          400,
          "invalid_grant",
          "Token has been expired or revoked.");
    }
    assertThat(browser().post("/google/revoke", Map.of("token", "made-up")).status())
        .isEqualTo(400);
  }

  @Test
  void a_refresh_token_dies_after_half_a_year_without_use() {
    var token = signedIn(authorizeRequest()).path("refresh_token").asString();
    clock.advance(Duration.ofDays(100));
    assertThat(refresh(token).status()).isEqualTo(200);
    clock.advance(Duration.ofDays(100));
    assertThat(refresh(token).status()).isEqualTo(200);
    clock.advance(Duration.ofDays(190));

    assertThat(refresh(token).status()).isEqualTo(400);
  }

  @ParameterizedTest
  @CsvSource({
    "redirect_uri, http://localhost:8080/other, 400, redirect_uri_mismatch",
    "client_id, nobody, 401, invalid_client",
    "scope, openid nonsense, 400, invalid_scope",
    "response_type, token, 400, unsupported_response_type",
  })
  void a_wrong_request_ends_on_a_page(String parameter, String value, int status, String error) {
    var request = new HashMap<>(authorizeRequest());
    request.put(parameter, value);

    var page = browser().open(AUTHORIZE, request);

    assertThat(page.status()).isEqualTo(status);
    assertThat(page.html()).contains("Error " + status + ": " + error);
    assertThat(page.location()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "client_secret, wrong, 401, invalid_client",
    "code, made-up, 400, invalid_grant",
    "code_verifier, another-verifier-of-at-least-43-characters-0123, 400, invalid_grant",
    "redirect_uri, http://localhost:8080/other, 400, redirect_uri_mismatch",
    "grant_type, password, 400, unsupported_grant_type",
  })
  void a_wrong_token_request_is_refused(String field, String value, int status, String error) {
    var form = new HashMap<>(codeRequest(code(authorizeRequest())));
    form.put(field, value);

    var page = browser().post("/google/token", form);

    assertThat(page.status()).isEqualTo(status);
    assertThat(Application.json(page).path("error").asString()).isEqualTo(error);
  }

  @ParameterizedTest
  @CsvSource({
    "REFRESH_TOKEN_REVOKED, 400, invalid_grant",
    "REFRESH_TOKEN_UNUSED_90_DAYS, 400, invalid_grant",
    "CONSENT_WITHDRAWN, 400, invalid_grant",
    "GRANT_ENDED, 400, invalid_grant",
    "MULTI_FACTOR_REQUIRED, 400, invalid_grant",
    "CONDITIONAL_ACCESS_BLOCKS, 400, invalid_grant",
    "WRONG_CLIENT_SECRET, 401, invalid_client",
    "EXPIRED_CLIENT_SECRET, 401, invalid_client",
    "APPLICATION_UNKNOWN, 401, deleted_client",
    "APPLICATION_DISABLED, 401, unauthorized_client",
    "SINGLE_TENANT_APPLICATION, 403, org_internal",
    "SCOPE_UNKNOWN, 400, invalid_scope",
  })
  void faults_refuse_the_refresh_in_googles_words(Fault fault, int status, String error) {
    var token = signedIn(authorizeRequest()).path("refresh_token").asString();
    faults.switchOn(fault, ANNA);
    assertThat(refresh(token).status()).isEqualTo(200);

    faults.switchOn(fault, GINA);

    var page = refresh(token);
    assertThat(page.status()).isEqualTo(status);
    assertThat(Application.json(page).path("error").asString()).isEqualTo(error);
    assertThat(page.html()).doesNotContain("AADSTS");
  }

  @Test
  void an_administrators_policy_ends_on_a_page_or_is_told_to_the_application() {
    faults.switchOn(Fault.CONSENT_NEEDS_ADMINISTRATOR, GINA);
    assertThat(browser().open(AUTHORIZE, authorizeRequest()).html())
        .contains("admin_policy_enforced");
    faults.clear();

    faults.switchOn(Fault.CONSENT_REFUSED_TO_USERS, GINA);
    var browser = browser();
    assertThat(signIn(browser, browser.open(AUTHORIZE, authorizeRequest()), "rehearsal").answer())
        .containsEntry("error", "admin_policy_enforced");
  }

  @Test
  void answers_can_lack_what_an_application_needs() {
    faults.switchOn(Fault.NO_REFRESH_TOKEN, GINA);
    faults.switchOn(Fault.NO_IDENTITY_TOKEN, GINA);
    faults.switchOn(Fault.SMTP_SCOPE_NOT_GRANTED, GINA);

    var tokens = signedIn(authorizeRequest());

    assertThat(tokens.propertyNames()).doesNotContain("refresh_token", "id_token");
    assertThat(tokens.path("scope").asString()).doesNotContain("mail.google.com");
  }

  private Map<String, String> authorizeRequest() {
    return Map.ofEntries(
        Map.entry("client_id", registrations.at(Authority.GOOGLE).clientId()),
        Map.entry("response_type", "code"),
        Map.entry("redirect_uri", CALLBACK),
        Map.entry("scope", SCOPES),
        Map.entry("state", "a state & {more}"),
        Map.entry("nonce", "a-nonce"),
        Map.entry("access_type", "offline"),
        Map.entry("prompt", "consent"),
        Map.entry("login_hint", GINA),
        Map.entry("code_challenge_method", "S256"),
        Map.entry("code_challenge", Application.challenge(Application.VERIFIER)));
  }

  private Map<String, String> codeRequest(String code) {
    var registration = registrations.at(Authority.GOOGLE);
    return Map.of(
        "grant_type",
        "authorization_code",
        "client_id",
        registration.clientId(),
        "client_secret",
        registration.secrets().getFirst().value(),
        "code",
        code,
        "code_verifier",
        Application.VERIFIER,
        "redirect_uri",
        CALLBACK);
  }

  private static Page signIn(Browser browser, Page page, String password) {
    return browser.answer(page, "/google/signin", Map.of("username", GINA, "password", password));
  }

  private String code(Map<String, String> request) {
    var browser = browser();
    var page = signIn(browser, browser.open(AUTHORIZE, request), "rehearsal");
    var back = browser.answer(page, "/google/consent", Map.of("answer", "allow"));
    return back.answer().getOrDefault("code", "");
  }

  private JsonNode signedIn(Map<String, String> request) {
    return Application.json(browser().post("/google/token", codeRequest(code(request))));
  }

  private JsonNode redeemed(Page back) {
    return Application.json(
        browser().post("/google/token", codeRequest(back.answer().getOrDefault("code", ""))));
  }

  private Page refresh(String token) {
    var registration = registrations.at(Authority.GOOGLE);
    return browser()
        .post(
            "/google/token",
            Map.of(
                "grant_type",
                "refresh_token",
                "client_id",
                registration.clientId(),
                "client_secret",
                registration.secrets().getFirst().value(),
                "refresh_token",
                token));
  }

  private static void assertRefused(Page page, int status, String error, String description) {
    var json = Application.json(page);
    assertThat(page.status()).isEqualTo(status);
    assertThat(json.path("error").asString()).isEqualTo(error);
    assertThat(json.path("error_description").asString()).isEqualTo(description);
  }
}
