package com.mailgrant.rehearsal.google;

import com.mailgrant.rehearsal.RehearsalClock;
import com.mailgrant.rehearsal.grant.Challenge;
import com.mailgrant.rehearsal.platform.RandomText;
import com.mailgrant.rehearsal.registration.Registration.Authority;
import com.mailgrant.rehearsal.registration.Registrations;
import com.mailgrant.rehearsal.web.Parameters;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The sign-ins on their way through Google's pages. In memory. Thread-safe. */
@Component
class GoogleSignIns {
  private static final Duration LIFE = Duration.ofMinutes(30);
  private static final int MOST = 10_000;

  private final Registrations registrations;
  private final Clock clock;
  private final Map<String, GoogleSignIn> open = new LinkedHashMap<>();

  GoogleSignIns(Registrations registrations, RehearsalClock clock) {
    this.registrations = registrations;
    this.clock = clock;
  }

  /**
   * Google shows every mistake on a page of its own (facts/microsoft365 12.5).
   *
   * @throws GoogleRefusal for every mistake
   */
  synchronized GoogleSignIn begin(Parameters parameters) {
    var registration =
        registrations
            .find(Authority.GOOGLE, required(parameters, "client_id"))
            .orElseThrow(() -> new GoogleRefusal(GoogleError.unknownClient()));
    var redirectUri = required(parameters, "redirect_uri");
    if (!registration.redirectUris().contains(redirectUri)) {
      throw new GoogleRefusal(GoogleError.redirectUri(redirectUri));
    }
    var responseType = required(parameters, "response_type");
    if (!responseType.equals("code")) {
      throw new GoogleRefusal(GoogleError.unsupportedResponseType(responseType));
    }
    var now = clock.instant();
    open.values().removeIf(signIn -> signIn.startedAt().plus(LIFE).isBefore(now));
    if (open.size() >= MOST) {
      open.remove(open.keySet().iterator().next());
    }
    return keep(
        new GoogleSignIn(
            RandomText.ofBytes(24),
            registration,
            redirectUri,
            GoogleScope.parse(required(parameters, "scope")),
            parameters.text("prompt").contains("consent"),
            parameters.text("access_type").equals("offline"),
            parameters.values().get("state"),
            parameters.values().get("nonce"),
            challenge(parameters),
            parameters.values().get("login_hint"),
            null,
            now));
  }

  /**
   * @throws GoogleRefusal if it took too long or was finished
   */
  synchronized GoogleSignIn get(String id) {
    var signIn = open.get(id);
    if (signIn == null || signIn.startedAt().plus(LIFE).isBefore(clock.instant())) {
      throw new GoogleRefusal(
          GoogleError.malformed(
              "This sign-in is over or took too long. Go back to the application and start again."));
    }
    return signIn;
  }

  final synchronized GoogleSignIn keep(GoogleSignIn signIn) {
    open.put(signIn.id(), signIn);
    return signIn;
  }

  synchronized void finish(GoogleSignIn signIn) {
    open.remove(signIn.id());
  }

  private static String required(Parameters parameters, String name) {
    return parameters.find(name).orElseThrow(() -> new GoogleRefusal(GoogleError.missing(name)));
  }

  private static @Nullable Challenge challenge(Parameters parameters) {
    var value = parameters.values().get("code_challenge");
    if (value == null) {
      return null;
    }
    return switch (parameters.text("code_challenge_method")) {
      case "S256" -> new Challenge(value, Challenge.Method.S256);
      case "", "plain" -> new Challenge(value, Challenge.Method.PLAIN);
      default -> throw new GoogleRefusal(GoogleError.malformed("Invalid code_challenge_method"));
    };
  }
}
