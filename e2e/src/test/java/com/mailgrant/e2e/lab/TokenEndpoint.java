package com.mailgrant.e2e.lab;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Code or refresh token in, tokens out: facts/microsoft365 1.4 and 1.5. */
final class TokenEndpoint {
  /** What a request led to. */
  private sealed interface Outcome {
    record Issued(Map<String, Object> json) implements Outcome {}

    record Denied(EntraError error) implements Outcome {}
  }

  private final IdentityProvider provider;
  private final List<TokenRequest> requests = new CopyOnWriteArrayList<>();

  TokenEndpoint(IdentityProvider provider) {
    this.provider = provider;
  }

  List<TokenRequest> requests() {
    return List.copyOf(requests);
  }

  void serve(HttpExchange exchange, String tenant) throws IOException {
    var form = Web.body(exchange);
    switch (provider.tokenTrouble()) {
      case TokenTrouble.None _ -> reply(exchange, form, decide(form, tenant));
      case TokenTrouble.Slow slow -> {
        awaitRelease(slow);
        reply(exchange, form, decide(form, tenant));
      }
      case TokenTrouble.Refused refused ->
          reply(exchange, form, new Outcome.Denied(refused.error()));
      case TokenTrouble.Unavailable _ -> {
        note(form, 503);
        Web.page(exchange, 503, "<html><body>Service Unavailable</body></html>");
      }
      case TokenTrouble.TooMany many -> {
        note(form, 429);
        exchange.getResponseHeaders().set("Retry-After", "" + many.retryAfterSeconds());
        Web.json(exchange, 429, Map.of("error", "temporarily_unavailable"));
      }
      case TokenTrouble.Html _ -> {
        note(form, 200);
        Web.page(exchange, 200, "<html><body>Welcome to the guest network</body></html>");
      }
      case TokenTrouble.AnswerLost _ -> {
        decide(form, tenant);
        note(form, 0);
      }
    }
  }

  private void reply(HttpExchange exchange, Map<String, String> form, Outcome outcome)
      throws IOException {
    switch (outcome) {
      case Outcome.Issued issued -> {
        note(form, 200);
        Web.json(exchange, 200, issued.json());
      }
      case Outcome.Denied denied -> {
        note(form, denied.error().status());
        Web.json(exchange, denied.error().status(), denied.error().toJson(provider.now()));
      }
    }
  }

  private Outcome decide(Map<String, String> form, String tenant) {
    var registration = provider.registration(form.getOrDefault("client_id", ""));
    if (registration.isEmpty()) {
      return new Outcome.Denied(EntraError.UNKNOWN_APPLICATION);
    }
    if (!registration.get().clientSecret().equals(form.getOrDefault("client_secret", ""))) {
      return new Outcome.Denied(EntraError.WRONG_SECRET);
    }
    return switch (form.getOrDefault("grant_type", "")) {
      case "authorization_code" -> byCode(form, tenant);
      case "refresh_token" -> byRefreshToken(form);
      default -> new Outcome.Denied(EntraError.UNKNOWN_GRANT_TYPE);
    };
  }

  private Outcome byCode(Map<String, String> form, String tenant) {
    var found = provider.grants().redeem(form.getOrDefault("code", ""));
    if (found.isEmpty()) {
      return new Outcome.Denied(EntraError.CODE_USED);
    }
    var code = found.get();
    if (!code.tenant().equals(tenant)) {
      return new Outcome.Denied(EntraError.OTHER_TENANT);
    }
    if (!code.clientId().equals(form.getOrDefault("client_id", ""))
        || !code.redirectUri().equals(form.getOrDefault("redirect_uri", ""))) {
      return new Outcome.Denied(EntraError.WRONG_REDIRECT);
    }
    if (!code.challenge().equals(s256(form.getOrDefault("code_verifier", "")))) {
      return new Outcome.Denied(EntraError.WRONG_VERIFIER);
    }
    return issue(
        new Grants.Grant(code.user(), code.clientId(), code.scopes()),
        asked(form),
        code.nonce(),
        "");
  }

  private Outcome byRefreshToken(Map<String, String> form) {
    var token = form.getOrDefault("refresh_token", "");
    var grant = provider.grants().use(token, provider.oldRefreshTokens());
    if (grant.isEmpty()) {
      return new Outcome.Denied(
          provider.grants().wasSpent(token) ? EntraError.TOKEN_SPENT : EntraError.GRANT_REVOKED);
    }
    return issue(grant.get(), asked(form), "", token);
  }

  private Outcome issue(
      Grants.Grant grant, Set<String> askedNow, String nonce, String predecessor) {
    var scopes = askedNow.isEmpty() ? grant.scopes() : askedNow;
    if (!grant.scopes().containsAll(scopes)) {
      return new Outcome.Denied(EntraError.WRONG_SCOPE);
    }
    var resources = scopes.stream().filter(s -> s.contains("://")).map(TokenEndpoint::resource);
    var distinct = resources.collect(Collectors.toUnmodifiableSet());
    if (distinct.size() > 1) {
      return new Outcome.Denied(EntraError.TWO_RESOURCES);
    }
    // A request without any resource is about the directory: such a token opens no mailbox.
    var audience = distinct.stream().findAny().orElse("00000003-0000-0000-c000-000000000000");
    return new Outcome.Issued(
        provider.tokens().answer(grant, audience, scopes, nonce, predecessor));
  }

  private void note(Map<String, String> form, int status) {
    requests.add(new TokenRequest(form.getOrDefault("grant_type", ""), asked(form), status));
  }

  private static Set<String> asked(Map<String, String> form) {
    return Stream.of(form.getOrDefault("scope", "").split(" ", -1))
        .filter(s -> !s.isBlank())
        .collect(Collectors.toUnmodifiableSet());
  }

  private static String resource(String scope) {
    return scope.substring(0, scope.lastIndexOf('/'));
  }

  private static String s256(String verifier) {
    try {
      var hash = MessageDigest.getInstance("SHA-256");
      return Jwt.base64(hash.digest(verifier.getBytes(StandardCharsets.US_ASCII)));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static void awaitRelease(TokenTrouble.Slow slow) {
    slow.arrived().countDown();
    try {
      slow.release().await();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
