package com.mailgrant.rehearsal.google;

import com.mailgrant.rehearsal.fault.Faults;
import com.mailgrant.rehearsal.platform.RandomText;
import com.mailgrant.rehearsal.registration.Registration;
import com.mailgrant.rehearsal.registration.Registration.Authority;
import com.mailgrant.rehearsal.registration.Registrations;
import com.mailgrant.rehearsal.token.GoogleTokens;
import com.mailgrant.rehearsal.token.TenantKeys;
import com.mailgrant.rehearsal.web.AuthorityAddress;
import com.mailgrant.rehearsal.web.Parameters;
import com.mailgrant.rehearsal.web.PersonBehind;
import com.mailgrant.rehearsal.web.RequestLog;
import jakarta.servlet.http.HttpServletRequest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** What programs ask Google (facts/microsoft365 12.1). */
@RestController
class GoogleTokenController {
  private final GoogleGrants grants;
  private final GoogleFaults faults;
  private final Registrations registrations;
  private final PersonBehind personBehind;
  private final TenantKeys keys;
  private final AuthorityAddress address;
  private final GoogleTokens tokens;

  GoogleTokenController(
      GoogleGrants grants,
      GoogleFaults faults,
      Registrations registrations,
      PersonBehind personBehind,
      TenantKeys keys,
      AuthorityAddress address,
      GoogleTokens tokens) {
    this.grants = grants;
    this.faults = faults;
    this.registrations = registrations;
    this.personBehind = personBehind;
    this.keys = keys;
    this.address = address;
    this.tokens = tokens;
  }

  /** RFC 6749 3.2. */
  @PostMapping("/google/token")
  ResponseEntity<Map<String, Object>> token(HttpServletRequest request) {
    var parameters = Parameters.of(request);
    var grantType =
        parameters
            .find("grant_type")
            .orElseThrow(() -> new GoogleRefusal(GoogleError.missing("grant_type")));
    var registration = authenticated(parameters);
    var answer =
        switch (grantType) {
          case "authorization_code" -> grants.redeem(parameters, registration);
          case "refresh_token" -> grants.refresh(parameters, registration);
          default -> throw new GoogleRefusal(GoogleError.unsupportedGrantType(grantType));
        };
    RequestLog.note(request, "tokens issued");
    return ResponseEntity.ok().header(HttpHeaders.CACHE_CONTROL, "no-store").body(answer);
  }

  /** RFC 7009, as Google has it: no client authentication, and access tokens die as well. */
  @PostMapping("/google/revoke")
  Map<String, Object> revoke(HttpServletRequest request) {
    grants.revoke(Parameters.of(request).text("token"));
    return Map.of();
  }

  @GetMapping("/google/.well-known/openid-configuration")
  Map<String, Object> discovery() {
    var base = address.base() + "/google";
    var document = new LinkedHashMap<String, Object>();
    document.put("issuer", tokens.issuer());
    document.put("authorization_endpoint", base + "/o/oauth2/v2/auth");
    document.put("token_endpoint", base + "/token");
    document.put("revocation_endpoint", base + "/revoke");
    document.put("jwks_uri", base + "/oauth2/v3/certs");
    document.put("response_types_supported", List.of("code"));
    document.put("subject_types_supported", List.of("public"));
    document.put("id_token_signing_alg_values_supported", List.of("RS256"));
    document.put("scopes_supported", List.of("openid", "email", "profile"));
    document.put(
        "token_endpoint_auth_methods_supported",
        List.of("client_secret_post", "client_secret_basic"));
    document.put("code_challenge_methods_supported", List.of("plain", "S256"));
    return document;
  }

  @GetMapping(path = "/google/oauth2/v3/certs", produces = MediaType.APPLICATION_JSON_VALUE)
  String keys() {
    return keys.published();
  }

  @ExceptionHandler
  ResponseEntity<Map<String, Object>> refused(GoogleRefusal refusal, HttpServletRequest request) {
    RequestLog.note(request, refusal.error().error() + ": " + refusal.error().description());
    return ResponseEntity.status(refusal.error().status())
        .header(HttpHeaders.CACHE_CONTROL, "no-store")
        .body(refusal.error().json());
  }

  private Registration authenticated(Parameters parameters) {
    var person = personBehind.of(parameters);
    faults.strikeClient(person.isEmpty() ? Faults.EVERYBODY : person);
    var registration =
        registrations
            .find(Authority.GOOGLE, parameters.text("client_id"))
            .orElseThrow(() -> new GoogleRefusal(GoogleError.unknownClient()));
    boolean proved =
        registration.secrets().stream()
            .anyMatch(secret -> RandomText.same(secret.value(), parameters.text("client_secret")));
    if (!proved) {
      throw new GoogleRefusal(GoogleError.wrongSecret());
    }
    return registration;
  }
}
