package com.mailgrant.rehearsal.identity;

import com.mailgrant.rehearsal.token.AuthorityTime;
import com.mailgrant.rehearsal.web.AuthorityAddress;
import com.mailgrant.rehearsal.web.Parameters;
import com.mailgrant.rehearsal.web.PersonBehind;
import com.mailgrant.rehearsal.web.RequestLog;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** Where applications come for tokens. */
@RestController
class TokenController {
  private static final String DEVICE_GRANT = "urn:ietf:params:oauth:grant-type:device_code";

  private final ClientAuthentication clients;
  private final CodeGrant codeGrant;
  private final RefreshGrant refreshGrant;
  private final DeviceGrant deviceGrant;
  private final ApplicationGrant applicationGrant;
  private final PersonBehind personBehind;
  private final AuthorityTime time;
  private final AuthorityAddress address;

  TokenController(
      ClientAuthentication clients,
      CodeGrant codeGrant,
      RefreshGrant refreshGrant,
      DeviceGrant deviceGrant,
      ApplicationGrant applicationGrant,
      PersonBehind personBehind,
      AuthorityTime time,
      AuthorityAddress address) {
    this.clients = clients;
    this.codeGrant = codeGrant;
    this.refreshGrant = refreshGrant;
    this.deviceGrant = deviceGrant;
    this.applicationGrant = applicationGrant;
    this.personBehind = personBehind;
    this.time = time;
    this.address = address;
  }

  /** RFC 6749 3.2. */
  @PostMapping("/{tenant}/oauth2/v2.0/token")
  ResponseEntity<Map<String, Object>> token(
      @PathVariable("tenant") String tenant, HttpServletRequest http) {
    var request = read(tenant, http);
    if (request.parameters().find("resource").isPresent()) {
      throw request.refuse(EntraErrors.resourceParameter());
    }
    var grantType = request.required("grant_type");
    var registration = clients.authenticate(request);
    var answer =
        switch (grantType) {
          case "authorization_code" -> codeGrant.redeem(request, registration);
          case "refresh_token" -> refreshGrant.refresh(request, registration);
          case "client_credentials" -> applicationGrant.issue(request, registration);
          case DEVICE_GRANT -> deviceGrant.poll(request, registration);
          default -> throw request.refuse(EntraErrors.grantType(grantType));
        };
    RequestLog.note(http, "tokens issued");
    return unstored(200).body(answer);
  }

  /** RFC 8628 3.1. */
  @PostMapping("/{tenant}/oauth2/v2.0/devicecode")
  ResponseEntity<Map<String, Object>> deviceCode(
      @PathVariable("tenant") String tenant, HttpServletRequest http) {
    var request = read(tenant, http);
    return unstored(200).body(deviceGrant.begin(request, clients.known(request)));
  }

  @GetMapping({"/{tenant}/oauth2/v2.0/token", "/{tenant}/oauth2/v2.0/devicecode"})
  ResponseEntity<Map<String, Object>> wrongVerb() {
    throw new Refusal(EntraErrors.wrongVerb(), "*");
  }

  /** facts/microsoft365 1.5. */
  @ExceptionHandler
  ResponseEntity<Map<String, Object>> refused(Refusal refusal, HttpServletRequest http) {
    RequestLog.note(http, refusal.error().headline());
    var trace = Trace.of(http, time, refusal.person());
    return unstored(refusal.error().status())
        .header("x-ms-request-id", trace.traceId())
        .body(trace.json(refusal.error(), address.base()));
  }

  private TokenRequest read(String tenant, HttpServletRequest http) {
    var parameters = Parameters.of(http);
    return new TokenRequest(
        Tenant.named(tenant),
        parameters,
        http.getHeader(HttpHeaders.AUTHORIZATION),
        personBehind.of(parameters));
  }

  /** RFC 6749 5.1. */
  private static ResponseEntity.BodyBuilder unstored(int status) {
    return ResponseEntity.status(status)
        .header(HttpHeaders.CACHE_CONTROL, "no-store")
        .header(HttpHeaders.PRAGMA, "no-cache");
  }
}
