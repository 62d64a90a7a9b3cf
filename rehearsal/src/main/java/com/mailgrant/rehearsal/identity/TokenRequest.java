package com.mailgrant.rehearsal.identity;

import com.mailgrant.rehearsal.web.Parameters;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A form at the token endpoint (facts/microsoft365 1.4).
 *
 * @param authorization the header of that name, for client_secret_basic
 * @param person whom it is about; {@code *} where nobody can be told
 */
record TokenRequest(
    Tenant tenant, Parameters parameters, @Nullable String authorization, String person) {
  private static final String BASIC = "Basic ";

  /** Empty if it was not sent. */
  String clientId() {
    return basic(0).orElse(parameters.text("client_id"));
  }

  Optional<String> clientSecret() {
    return basic(1).or(() -> parameters.find("client_secret"));
  }

  /**
   * @throws Refusal if it was not sent
   */
  String required(String name) {
    return parameters.find(name).orElseThrow(() -> refuse(EntraErrors.fieldMissing(name)));
  }

  Refusal refuse(EntraError error) {
    return new Refusal(error, person);
  }

  /** RFC 6749 2.3.1: both parts are form-encoded before they are joined. */
  private Optional<String> basic(int part) {
    if (authorization == null || !authorization.startsWith(BASIC)) {
      return Optional.empty();
    }
    try {
      var text =
          new String(
              Base64.getDecoder().decode(authorization.substring(BASIC.length()).strip()),
              StandardCharsets.UTF_8);
      var parts = text.split(":", 2);
      return part < parts.length
          ? Optional.of(URLDecoder.decode(parts[part], StandardCharsets.UTF_8))
          : Optional.empty();
    } catch (IllegalArgumentException e) {
      throw refuse(EntraErrors.malformed("the Authorization header cannot be read"));
    }
  }
}
