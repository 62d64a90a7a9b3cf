package com.mailgrant.rehearsal;

import com.mailgrant.rehearsal.Browser.Page;
import com.mailgrant.rehearsal.registration.Registration;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What an application does at the Microsoft-shaped identity provider. */
public final class Application {
  /** What Mailgrant asks for. */
  public static final String SCOPES =
      "openid profile offline_access https://outlook.office.com/IMAP.AccessAsUser.All https://outlook.office.com/SMTP.Send";

  public static final String VERIFIER = "a-verifier-of-at-least-43-characters-0123456789";

  private final Browser http;
  private final String clientId;
  private final String secret;

  private Application(Browser http, String clientId, String secret) {
    this.http = http;
    this.clientId = clientId;
    this.secret = secret;
  }

  /** An application that knows its first secret. */
  public static Application of(Browser http, Registration registration) {
    return new Application(
        http, registration.clientId(), registration.secrets().getFirst().value());
  }

  /** A good authorize request. */
  public Map<String, String> authorizeRequest(String loginHint) {
    var parameters = new LinkedHashMap<String, String>();
    parameters.put("client_id", clientId);
    parameters.put("response_type", "code");
    parameters.put("redirect_uri", RehearsalTest.CALLBACK);
    parameters.put("scope", SCOPES);
    parameters.put("state", "a state & more");
    parameters.put("nonce", "a-nonce");
    parameters.put("code_challenge", challenge(VERIFIER));
    parameters.put("code_challenge_method", "S256");
    parameters.put("login_hint", loginHint);
    return parameters;
  }

  /** A good token request for a code. */
  public Map<String, String> codeRequest(String code) {
    var form = credentials();
    form.put("grant_type", "authorization_code");
    form.put("code", code);
    form.put("code_verifier", VERIFIER);
    form.put("redirect_uri", RehearsalTest.CALLBACK);
    form.put("scope", SCOPES);
    return form;
  }

  /** A good token request for a refresh token. */
  public Map<String, String> refreshRequest(String refreshToken) {
    var form = credentials();
    form.put("grant_type", "refresh_token");
    form.put("refresh_token", refreshToken);
    form.put("scope", SCOPES);
    return form;
  }

  /** Sends a token request. */
  public Page ask(String tenant, Map<String, String> form) {
    return http.post("/" + tenant + "/oauth2/v2.0/token", form);
  }

  /** The way of a person through all pages, to a code. */
  public String code(Browser browser, String tenant, String person) {
    return code(browser, tenant, authorizeRequest(person));
  }

  /** The same for another request. */
  public String code(Browser browser, String tenant, Map<String, String> request) {
    var page =
        browser.signIn(
            browser.open("/" + tenant + "/oauth2/v2.0/authorize", request),
            request.getOrDefault("login_hint", ""),
            "rehearsal");
    if (page.html().contains("Permissions requested")) {
      page = browser.answer(page, "/common/consent", Map.of("answer", "accept"));
    }
    page = browser.answer(page, "/common/stay-signed-in", Map.of("answer", "no"));
    return page.answer().getOrDefault("code", "none: " + page.location());
  }

  /** Everything up to the tokens. */
  public JsonNode signedIn(Browser browser, String tenant, String person) {
    return json(ask(tenant, codeRequest(code(browser, tenant, person))));
  }

  /** A page's body as JSON. */
  public static JsonNode json(Page page) {
    return JsonMapper.shared().readTree(page.html());
  }

  /** RFC 7636 4.2. */
  public static String challenge(String verifier) {
    try {
      var digest =
          MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(StandardCharsets.US_ASCII));
      return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private Map<String, String> credentials() {
    var form = new LinkedHashMap<String, String>();
    form.put("client_id", clientId);
    form.put("client_secret", secret);
    return form;
  }
}
