package com.mailgrant.rehearsal.identity;

import com.mailgrant.rehearsal.grant.Challenge;
import com.mailgrant.rehearsal.registration.Registration;
import com.mailgrant.rehearsal.registration.Registration.Authority;
import com.mailgrant.rehearsal.registration.Registrations;
import com.mailgrant.rehearsal.web.Parameters;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Checks what browsers bring (facts/microsoft365 1.3), in the order in which Entra complains. */
@Component
class AuthorizeRequests {
  /** RFC 7636 4.2: 43 to 128 unreserved characters. */
  private static final Pattern CHALLENGE = Pattern.compile("[A-Za-z0-9._~-]{43,128}");

  private final Registrations registrations;

  AuthorizeRequests(Registrations registrations) {
    this.registrations = registrations;
  }

  /**
   * @throws Refusal while it is not sure that the browser may be sent back
   * @throws SentBack afterwards
   */
  Purpose.Code authorize(String segment, Parameters parameters) {
    var tenant = Tenant.named(segment);
    var registration = registration(parameters);
    var returnAddress =
        new ReturnAddress(
            redirectUri(parameters, registration),
            mode(parameters.text("response_mode")),
            parameters.values().get("state"));
    try {
      var responseType = required(parameters, "response_type");
      if (!responseType.equals("code")) {
        throw new Refusal(EntraErrors.responseType(responseType), "*");
      }
      return new Purpose.Code(
          tenant,
          registration,
          Scopes.parse(required(parameters, "scope")),
          returnAddress,
          parameters.values().get("nonce"),
          challenge(parameters),
          Prompt.of(parameters.values().get("prompt")),
          parameters.values().get("login_hint"));
    } catch (Refusal refusal) {
      throw new SentBack(refusal.error(), returnAddress);
    }
  }

  /**
   * @throws Refusal if anything is wrong; nobody is sent back then
   */
  Purpose.AdminConsent adminConsent(String segment, Parameters parameters) {
    var tenant = Tenant.named(segment);
    if (tenant.kind() == Tenant.Kind.COMMON || tenant.kind() == Tenant.Kind.CONSUMERS) {
      throw new Refusal(EntraErrors.tenantMustBeNamed(), "*");
    }
    var registration = registration(parameters);
    var returnAddress =
        parameters.find("redirect_uri").isEmpty()
            ? null
            : new ReturnAddress(
                redirectUri(parameters, registration),
                ReturnAddress.Mode.QUERY,
                parameters.values().get("state"));
    return new Purpose.AdminConsent(
        tenant, registration, Scopes.parse(required(parameters, "scope")), returnAddress);
  }

  private Registration registration(Parameters parameters) {
    var clientId = required(parameters, "client_id");
    return registrations
        .find(Authority.MICROSOFT, clientId)
        .orElseThrow(() -> new Refusal(EntraErrors.unknownApplication(clientId), "*"));
  }

  private static String redirectUri(Parameters parameters, Registration registration) {
    var uri = required(parameters, "redirect_uri");
    if (!registration.redirectUris().contains(uri)) {
      throw new Refusal(EntraErrors.redirectUri(uri, registration.clientId()), "*");
    }
    return uri;
  }

  static String required(Parameters parameters, String name) {
    return parameters
        .find(name)
        .orElseThrow(() -> new Refusal(EntraErrors.fieldMissing(name), "*"));
  }

  private static ReturnAddress.Mode mode(String value) {
    return switch (value.toLowerCase(Locale.ROOT)) {
      case "", "query" -> ReturnAddress.Mode.QUERY;
      case "fragment" -> ReturnAddress.Mode.FRAGMENT;
      case "form_post" -> ReturnAddress.Mode.FORM_POST;
      default -> throw new Refusal(EntraErrors.unsupportedValue("response_mode", value), "*");
    };
  }

  private static @Nullable Challenge challenge(Parameters parameters) {
    var value = parameters.values().get("code_challenge");
    if (value == null) {
      return null;
    }
    if (!CHALLENGE.matcher(value).matches()) {
      throw new Refusal(EntraErrors.challengeSize(), "*");
    }
    var method = parameters.text("code_challenge_method");
    return switch (method) {
      case "S256" -> new Challenge(value, Challenge.Method.S256);
      case "", "plain" -> new Challenge(value, Challenge.Method.PLAIN);
      default ->
          throw new Refusal(EntraErrors.unsupportedValue("code_challenge_method", method), "*");
    };
  }
}
