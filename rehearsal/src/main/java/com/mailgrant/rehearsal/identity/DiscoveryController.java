package com.mailgrant.rehearsal.identity;

import com.mailgrant.rehearsal.token.AuthorityTime;
import com.mailgrant.rehearsal.token.TenantKeys;
import com.mailgrant.rehearsal.web.AuthorityAddress;
import jakarta.servlet.http.HttpServletRequest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** What the identity provider says about itself (OpenID Connect Discovery 3, RFC 7517). */
@RestController
class DiscoveryController {
  private final AuthorityAddress address;
  private final TenantKeys keys;
  private final AuthorityTime time;

  DiscoveryController(AuthorityAddress address, TenantKeys keys, AuthorityTime time) {
    this.address = address;
    this.keys = keys;
    this.time = time;
  }

  @GetMapping("/{tenant}/v2.0/.well-known/openid-configuration")
  Map<String, Object> discovery(@PathVariable("tenant") String segment) {
    var base = address.base() + "/" + segment;
    var document = new LinkedHashMap<String, Object>();
    document.put("issuer", Tenant.named(segment).issuer(address.base()));
    document.put("authorization_endpoint", base + "/oauth2/v2.0/authorize");
    document.put("token_endpoint", base + "/oauth2/v2.0/token");
    document.put("device_authorization_endpoint", base + "/oauth2/v2.0/devicecode");
    document.put("end_session_endpoint", base + "/oauth2/v2.0/logout");
    document.put("jwks_uri", base + "/discovery/v2.0/keys");
    document.put(
        "token_endpoint_auth_methods_supported",
        List.of("client_secret_post", "private_key_jwt", "client_secret_basic"));
    document.put("response_modes_supported", List.of("query", "fragment", "form_post"));
    document.put("response_types_supported", List.of("code"));
    document.put("subject_types_supported", List.of("pairwise"));
    document.put("id_token_signing_alg_values_supported", List.of("RS256"));
    document.put("scopes_supported", List.of("openid", "profile", "email", "offline_access"));
    document.put(
        "claims_supported",
        List.of(
            "sub",
            "iss",
            "aud",
            "exp",
            "iat",
            "nonce",
            "preferred_username",
            "name",
            "tid",
            "oid",
            "ver"));
    return document;
  }

  @GetMapping(path = "/{tenant}/discovery/v2.0/keys", produces = MediaType.APPLICATION_JSON_VALUE)
  String keys(@PathVariable("tenant") String segment) {
    Tenant.named(segment);
    return keys.published();
  }

  @ExceptionHandler
  ResponseEntity<Map<String, Object>> refused(Refusal refusal, HttpServletRequest request) {
    var trace = Trace.of(request, time, refusal.person());
    return ResponseEntity.badRequest().body(trace.json(refusal.error(), address.base()));
  }
}
