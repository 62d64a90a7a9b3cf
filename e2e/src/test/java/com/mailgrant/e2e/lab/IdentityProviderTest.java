package com.mailgrant.e2e.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.math.BigInteger;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.RSAPublicKeySpec;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The lab's identity provider as a client meets it. */
class IdentityProviderTest {
  // RFC 7636 appendix B.
  private static final String VERIFIER = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
  private static final String CHALLENGE = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";
  private static final String MAIL_SCOPES =
      "https://outlook.office.com/IMAP.AccessAsUser.All https://outlook.office.com/SMTP.Send";
  private static final String SCOPES = "openid profile offline_access " + MAIL_SCOPES;
  private static final String BACK = "http://localhost:9/oauth2/callback";
  private static final Registration APP =
      new Registration("c11e0000-0000-4000-8000-000000000001", "right-secret", Set.of(BACK));

  private static TestCa ca;
  private IdentityProvider provider;
  private SSLContext trust;

  @BeforeAll
  static void makeCertificates(@TempDir Path dir) throws Exception {
    ca = TestCa.create(dir);
  }

  @BeforeEach
  void start() throws Exception {
    provider = IdentityProvider.start(ca);
    provider.register(APP);
    trust = ca.clientContext();
  }

  @AfterEach
  void stop() {
    provider.close();
  }

  @Test
  void a_sign_in_gives_tokens_and_a_signed_identity() throws Exception {
    var tokens = redeem(code());
    assertThat(tokens.path("token_type").asString()).isEqualTo("Bearer");
    assertThat(tokens.path("access_token").asString()).hasSizeBetween(2460, 2540);
    assertThat(tokens.path("scope").asString()).contains(MAIL_SCOPES.split(" ", -1));
    var claims = verified(tokens.path("id_token").asString());
    assertThat(claims.path("iss").asString())
        .isEqualTo(metadata("lab.example").path("issuer").asString());
    assertThat(claims.path("aud").asString()).isEqualTo(APP.clientId());
    assertThat(claims.path("preferred_username").asString()).isEqualTo("anna@lab.example");
    assertThat(claims.path("nonce").asString()).isEqualTo("n1");
  }

  @Test
  void discovery_of_many_tenants_has_the_placeholder() throws Exception {
    assertThat(metadata("common").path("issuer").asString()).endsWith("/{tenantid}/v2.0");
  }

  @Test
  void a_code_is_good_once_and_only_with_its_verifier() throws Exception {
    var code = code();
    assertThat(errorCode(token(codeForm(code, "wrong".repeat(10))))).isEqualTo(501481);
    assertThat(errorCode(token(codeForm(code, VERIFIER)))).isEqualTo(54005);
  }

  @Test
  void a_refresh_token_is_dead_after_one_use() throws Exception {
    var first = redeem(code()).path("refresh_token").asString();
    var second = json(refresh(first)).path("refresh_token").asString();
    assertThat(second).isNotEqualTo(first).isNotEmpty();
    var again = refresh(first);
    assertThat(again.statusCode()).isEqualTo(400);
    assertThat(json(again).path("error").asString()).isEqualTo("invalid_grant");
    assertThat(refresh(second).statusCode()).isEqualTo(200);
  }

  @Test
  void with_grace_a_refresh_token_lives_until_its_successor_is_used() throws Exception {
    provider.oldRefreshTokens(OldRefreshToken.GOOD_UNTIL_SUCCESSOR_IS_USED);
    var first = redeem(code()).path("refresh_token").asString();
    provider.tokenTrouble(new TokenTrouble.AnswerLost());
    assertThatThrownBy(() -> refresh(first)).isInstanceOf(IOException.class);
    provider.tokenTrouble(new TokenTrouble.None());
    var second = json(refresh(first)).path("refresh_token").asString();
    assertThat(refresh(second).statusCode()).isEqualTo(200);
    assertThat(refresh(first).statusCode()).isEqualTo(400);
  }

  @Test
  void a_wrong_secret_is_told_in_entras_words() throws Exception {
    var form = codeForm(code(), VERIFIER);
    form.put("client_secret", "wrong");
    var answer = token(form);
    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(json(answer).path("error_description").asString())
        .startsWith("AADSTS7000215: ")
        .contains("\r\nTrace ID: ", "\r\nCorrelation ID: ", "\r\nTimestamp: ");
  }

  @Test
  void trouble_is_what_was_switched_on() throws Exception {
    var grant = redeem(code()).path("refresh_token").asString();
    provider.tokenTrouble(new TokenTrouble.TooMany(7));
    var busy = refresh(grant);
    assertThat(busy.statusCode()).isEqualTo(429);
    assertThat(busy.headers().firstValue("Retry-After")).contains("7");
    provider.tokenTrouble(new TokenTrouble.Unavailable());
    assertThat(refresh(grant).statusCode()).isEqualTo(503);
    provider.tokenTrouble(new TokenTrouble.Html());
    assertThat(refresh(grant).body()).startsWith("<html>");
    provider.tokenTrouble(new TokenTrouble.None());
    provider.revokeGrants(MailUser.ANNA);
    assertThat(errorCode(refresh(grant))).isEqualTo(50173);
    assertThat(provider.tokenRequests())
        .extracting(TokenRequest::status)
        .containsExactly(200, 429, 503, 200, 400);
  }

  @Test
  void a_refresh_for_two_resources_is_refused() throws Exception {
    var form = refreshForm(redeem(code()).path("refresh_token").asString());
    form.put("scope", MAIL_SCOPES + " https://graph.microsoft.com/User.Read");
    assertThat(json(token(form)).path("error").asString()).isEqualTo("invalid_scope");
  }

  @Test
  void an_unknown_redirect_never_comes_back() throws Exception {
    try (var visitor = new Visitor(trust)) {
      var page = visitor.open(authorize("http://localhost:9/elsewhere"));
      assertThat(page.status()).isEqualTo(400);
      assertThat(page.html()).contains("AADSTS50011");
    }
  }

  @Test
  void whoever_declines_comes_back_with_access_denied() throws Exception {
    try (var visitor = new Visitor(trust)) {
      var back = visitor.answer(authorize(BACK), "", "cancel");
      assertThat(Web.form(back.getRawQuery()))
          .containsEntry("error", "access_denied")
          .containsEntry("error_subcode", "cancel")
          .containsEntry("state", "s1");
    }
  }

  private String code() throws Exception {
    try (var visitor = new Visitor(trust)) {
      var back = visitor.answer(authorize(BACK), MailUser.ANNA.address(), "accept");
      var answer = Web.form(back.getRawQuery());
      assertThat(answer).containsEntry("state", "s1").containsKey("code");
      return answer.getOrDefault("code", "");
    }
  }

  private URI authorize(String redirectUri) {
    var asked = new LinkedHashMap<String, String>();
    asked.put("client_id", APP.clientId());
    asked.put("response_type", "code");
    asked.put("redirect_uri", redirectUri);
    asked.put("scope", SCOPES);
    asked.put("state", "s1");
    asked.put("nonce", "n1");
    asked.put("code_challenge", CHALLENGE);
    asked.put("code_challenge_method", "S256");
    return URI.create(
        provider.authority() + "/lab.example/oauth2/v2.0/authorize?" + Web.encode(asked));
  }

  private JsonNode redeem(String code) throws Exception {
    var answer = token(codeForm(code, VERIFIER));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return json(answer);
  }

  private HttpResponse<String> refresh(String token) throws Exception {
    return token(refreshForm(token));
  }

  private static Map<String, String> codeForm(String code, String verifier) {
    var form = client("authorization_code");
    form.put("code", code);
    form.put("redirect_uri", BACK);
    form.put("code_verifier", verifier);
    return form;
  }

  private static Map<String, String> refreshForm(String token) {
    var form = client("refresh_token");
    form.put("refresh_token", token);
    form.put("scope", SCOPES);
    return form;
  }

  private static Map<String, String> client(String grantType) {
    var form = new LinkedHashMap<String, String>();
    form.put("grant_type", grantType);
    form.put("client_id", APP.clientId());
    form.put("client_secret", APP.clientSecret());
    return form;
  }

  private HttpResponse<String> token(Map<String, String> form) throws Exception {
    return send(
        HttpRequest.newBuilder(at("/lab.example/oauth2/v2.0/token"))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString(Web.encode(form))));
  }

  private JsonNode metadata(String tenant) throws Exception {
    return json(
        send(HttpRequest.newBuilder(at("/" + tenant + "/v2.0/.well-known/openid-configuration"))));
  }

  private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    try (var client = HttpClient.newBuilder().sslContext(trust).build()) {
      return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }
  }

  private JsonNode verified(String jwt) throws Exception {
    var parts = jwt.split("\\.", -1);
    var key = json(send(HttpRequest.newBuilder(at("/common/discovery/v2.0/keys")))).at("/keys/0");
    var publicKey =
        KeyFactory.getInstance("RSA")
            .generatePublic(
                new RSAPublicKeySpec(
                    new BigInteger(1, decoded(key.path("n").asString())),
                    new BigInteger(1, decoded(key.path("e").asString()))));
    var signature = Signature.getInstance("SHA256withRSA");
    signature.initVerify(publicKey);
    signature.update((parts[0] + "." + parts[1]).getBytes(StandardCharsets.US_ASCII));
    assertThat(signature.verify(decoded(parts[2]))).isTrue();
    return JsonMapper.shared().readTree(decoded(parts[1]));
  }

  private static byte[] decoded(String text) {
    return Base64.getUrlDecoder().decode(text);
  }

  private static JsonNode json(HttpResponse<String> answer) {
    return JsonMapper.shared().readTree(answer.body());
  }

  private static int errorCode(HttpResponse<String> answer) {
    return json(answer).at("/error_codes/0").asInt();
  }

  private URI at(String path) {
    return provider.authority().resolve(path);
  }
}
