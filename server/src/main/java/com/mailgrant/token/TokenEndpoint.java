package com.mailgrant.token;

import com.mailgrant.appregistration.AppRegistration;
import com.mailgrant.appregistration.AppRegistrations;
import com.mailgrant.appregistration.ClientProof;
import com.mailgrant.platform.HttpResult;
import com.mailgrant.platform.Https;
import com.mailgrant.platform.Secret;
import com.mailgrant.provider.Failure;
import com.mailgrant.provider.Failure.Trouble;
import java.net.URI;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.stereotype.Component;

/** Asks an authority for tokens (RFC 6749 4.1.3 and 6, RFC 7636 4.5, RFC 7523 2.2). */
@Component
public class TokenEndpoint {
  /** Fields of a request that nobody may read again in an answer. */
  private static final Set<String> SECRETS =
      Set.of("code", "code_verifier", "refresh_token", "client_secret", "client_assertion");

  private final Https https;
  private final AppRegistrations registrations;
  private final Clock clock;

  TokenEndpoint(Https https, AppRegistrations registrations, Clock clock) {
    this.https = https;
    this.registrations = registrations;
    this.clock = clock;
  }

  /** Turns the code of a sign-in into tokens; a code is good for one such try. */
  public TokenAnswer redeem(
      AppRegistration registration,
      URI endpoint,
      Secret code,
      Secret codeVerifier,
      String redirectUri,
      List<String> scopes) {
    var form = new LinkedHashMap<String, String>();
    form.put("grant_type", "authorization_code");
    form.put("code", code.reveal());
    form.put("code_verifier", codeVerifier.reveal());
    form.put("redirect_uri", redirectUri);
    form.put("scope", String.join(" ", scopes));
    return ask(registration, registrations.proof(registration), endpoint, form);
  }

  /**
   * @param scopes those of the sign-in, fully qualified; short names as the answer echoes them
   *     would mean another resource (facts/diagnosis D06)
   */
  TokenAnswer refresh(
      AppRegistration registration, URI endpoint, Secret refreshToken, List<String> scopes) {
    return refresh(registration, registrations.proof(registration), endpoint, refreshToken, scopes);
  }

  /** The same with another proof than the stored one. */
  TokenAnswer refresh(
      AppRegistration registration,
      ClientProof proof,
      URI endpoint,
      Secret refreshToken,
      List<String> scopes) {
    var form = new LinkedHashMap<String, String>();
    form.put("grant_type", "refresh_token");
    form.put("refresh_token", refreshToken.reveal());
    form.put("scope", String.join(" ", scopes));
    return ask(registration, proof, endpoint, form);
  }

  /** A token for the application itself (RFC 6749 4.4). */
  TokenAnswer asApplication(AppRegistration registration, URI endpoint, String scope) {
    return asApplication(registration, registrations.proof(registration), endpoint, scope);
  }

  /** The same with another proof than the stored one. */
  TokenAnswer asApplication(
      AppRegistration registration, ClientProof proof, URI endpoint, String scope) {
    var form = new LinkedHashMap<String, String>();
    form.put("grant_type", "client_credentials");
    form.put("scope", scope);
    return ask(registration, proof, endpoint, form);
  }

  private TokenAnswer ask(
      AppRegistration registration, ClientProof proof, URI endpoint, Map<String, String> form) {
    form.put("client_id", registration.clientId());
    switch (proof) {
      case ClientProof.SharedSecret(var secret) -> form.put("client_secret", secret.reveal());
      case ClientProof.SigningKey key -> {
        form.put("client_assertion_type", "urn:ietf:params:oauth:client-assertion-type:jwt-bearer");
        form.put(
            "client_assertion",
            ClientAssertion.sign(key, registration.clientId(), endpoint, clock.instant()));
      }
    }
    return switch (https.postForm(endpoint, form)) {
      case HttpResult.Answer answer ->
          TokenJson.read(answer.status(), answer.body(), endpoint.getHost(), secrets(form));
      case HttpResult.NoAnswer nothing ->
          new TokenAnswer.Unavailable(
              new Failure.NoAnswer(trouble(nothing.why()), endpoint.getHost(), nothing.detail()));
    };
  }

  private static List<String> secrets(Map<String, String> form) {
    return form.entrySet().stream()
        .filter(field -> SECRETS.contains(field.getKey()))
        .map(Map.Entry::getValue)
        .filter(secret -> !secret.isBlank())
        .toList();
  }

  /** How the HTTP client's troubles read in the language of failures. */
  public static Trouble trouble(HttpResult.Why why) {
    return switch (why) {
      case NAME_UNKNOWN, REFUSED, CLOSED, FORBIDDEN_ADDRESS -> Trouble.UNREACHABLE;
      case TIMED_OUT -> Trouble.TIMED_OUT;
      case TLS -> Trouble.TLS;
      case TOO_BIG -> Trouble.GARBLED;
    };
  }
}
