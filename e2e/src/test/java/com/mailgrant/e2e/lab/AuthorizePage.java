package com.mailgrant.e2e.lab;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * The page where a person says who she is and accepts: one form, no script, so that a browser and a
 * plain HTTP client can both pass. A request that cannot be trusted ends on a page of the
 * provider's and never comes back (facts/microsoft365 1.3).
 */
final class AuthorizePage {
  private final IdentityProvider provider;
  private final Map<String, Map<String, String>> waiting = new ConcurrentHashMap<>();
  private final List<Map<String, String>> seen = new CopyOnWriteArrayList<>();

  AuthorizePage(IdentityProvider provider) {
    this.provider = provider;
  }

  List<Map<String, String>> seen() {
    return List.copyOf(seen);
  }

  void show(HttpExchange exchange, String tenant) throws IOException {
    var asked = new LinkedHashMap<>(Web.query(exchange));
    asked.put("tenant", tenant);
    seen.add(Map.copyOf(asked));
    var registration = provider.registration(asked.getOrDefault("client_id", ""));
    if (registration.isEmpty()) {
      stuck(exchange, EntraError.UNKNOWN_APPLICATION);
    } else if (!registration
        .get()
        .redirectUris()
        .contains(asked.getOrDefault("redirect_uri", ""))) {
      stuck(exchange, EntraError.WRONG_REDIRECT);
    } else if (!asked.getOrDefault("code_challenge_method", "").equals("S256")
        || asked.getOrDefault("code_challenge", "").length() != 43) {
      answer(exchange, asked, refusal(EntraError.NO_CHALLENGE));
    } else {
      var request = UUID.randomUUID().toString();
      waiting.put(request, Map.copyOf(asked));
      Web.page(exchange, 200, page(request, asked));
    }
  }

  void submitted(HttpExchange exchange) throws IOException {
    var form = Web.body(exchange);
    var request = form.getOrDefault("request", "");
    var asked = waiting.get(request);
    if (asked == null) {
      Web.page(exchange, 400, "<p>This sign-in page is too old.</p>");
      return;
    }
    if (form.getOrDefault("answer", "").equals("cancel")) {
      waiting.remove(request);
      var refusal =
          new EntraError(0, "access_denied", 65004, "User declined to consent to access the app.");
      var declined = new LinkedHashMap<>(refusal(refusal));
      declined.put("error_subcode", "cancel");
      answer(exchange, asked, declined);
      return;
    }
    Optional<MailUser> user = provider.user(form.getOrDefault("username", ""));
    if (user.isEmpty()) {
      Web.page(exchange, 200, page(request, asked));
      return;
    }
    waiting.remove(request);
    var code = provider.secret(64);
    provider
        .grants()
        .keep(
            code,
            new Grants.Code(
                user.get(),
                asked.getOrDefault("client_id", ""),
                asked.getOrDefault("tenant", ""),
                asked.getOrDefault("redirect_uri", ""),
                asked.getOrDefault("code_challenge", ""),
                asked.getOrDefault("nonce", ""),
                Set.of(asked.getOrDefault("scope", "").split(" ", -1))));
    answer(exchange, asked, Map.of("code", code, "session_state", UUID.randomUUID().toString()));
  }

  private String page(String request, Map<String, String> asked) throws IOException {
    return Commands.template(
        "sign-in.html",
        Map.of(
            "app", Web.escape(asked.getOrDefault("client_id", "")),
            "scopes", Web.escape(asked.getOrDefault("scope", "")),
            "action", "/" + Web.escape(asked.getOrDefault("tenant", "")) + "/sign-in",
            "request", request,
            "hint", Web.escape(asked.getOrDefault("login_hint", ""))));
  }

  private static void answer(
      HttpExchange exchange, Map<String, String> asked, Map<String, String> answer)
      throws IOException {
    var complete = new LinkedHashMap<>(answer);
    if (asked.containsKey("state")) {
      complete.put("state", asked.getOrDefault("state", ""));
    }
    Web.redirect(exchange, asked.getOrDefault("redirect_uri", ""), complete);
  }

  private static Map<String, String> refusal(EntraError error) {
    return Map.of(
        "error", error.error(),
        "error_description", "AADSTS%d: %s".formatted(error.code(), error.text()));
  }

  private static void stuck(HttpExchange exchange, EntraError error) throws IOException {
    Web.page(
        exchange,
        400,
        "<!doctype html><title>Sorry</title><p>AADSTS%d: %s</p>"
            .formatted(error.code(), error.text()));
  }
}
