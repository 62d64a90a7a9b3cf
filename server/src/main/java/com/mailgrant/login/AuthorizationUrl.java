package com.mailgrant.login;

import com.mailgrant.appregistration.AppRegistration;
import com.mailgrant.platform.Secret;
import com.mailgrant.provider.Cloud;
import com.mailgrant.provider.MailProvider;
import com.mailgrant.provider.Permission;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.stream.Collectors;

/** The authorize request (RFC 6749 4.1.1, RFC 7636 4.3, OpenID Connect Core 3.1.2.1). */
final class AuthorizationUrl {
  private AuthorizationUrl() {}

  static URI of(
      MailProvider provider,
      Cloud cloud,
      AppRegistration registration,
      LoginAttempt attempt,
      Secret state,
      String redirectUri,
      String loginHint) {
    var parameters = new LinkedHashMap<String, String>();
    parameters.put("client_id", registration.clientId());
    parameters.put("response_type", "code");
    parameters.put("redirect_uri", redirectUri);
    parameters.put("response_mode", "query");
    parameters.put(
        "scope",
        provider.permissions(cloud).stream()
            .map(Permission::scope)
            .collect(Collectors.joining(" ")));
    parameters.put("state", state.reveal());
    parameters.put("nonce", attempt.nonce().reveal());
    parameters.put("code_challenge", challenge(attempt.codeVerifier()));
    parameters.put("code_challenge_method", "S256");
    parameters.putAll(provider.authorizeParameters(loginHint));
    return URI.create(
        provider.endpoints(cloud, registration.tenant()).authorize()
            + "?"
            + parameters.entrySet().stream()
                .map(parameter -> parameter.getKey() + "=" + encoded(parameter.getValue()))
                .collect(Collectors.joining("&")));
  }

  /** RFC 7636 4.2. */
  static String challenge(Secret verifier) {
    try {
      var digest =
          MessageDigest.getInstance("SHA-256")
              .digest(verifier.reveal().getBytes(StandardCharsets.US_ASCII));
      return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  private static String encoded(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
