package com.mailgrant.login;

import com.mailgrant.platform.HttpResult;
import com.mailgrant.platform.Https;
import com.mailgrant.provider.AuthorityFailures;
import com.mailgrant.provider.Failure.Trouble;
import com.nimbusds.jose.jwk.JWKSet;
import java.net.URI;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;

/** The keys that authorities sign identity tokens with. A node may forget them at any time. */
@Component
class SigningKeys {
  /**
   * Keys rotate without notice, so an unknown key is a reason to look again, but not at every
   * forged token.
   */
  private static final Duration BETWEEN_LOOKS = Duration.ofMinutes(1);

  /** A key that the authority has withdrawn is believed no longer than this. */
  private static final Duration LONGEST = Duration.ofDays(1);

  private final Https https;
  private final Clock clock;
  private final ConcurrentHashMap<URI, Kept> kept = new ConcurrentHashMap<>();

  SigningKeys(Https https, Clock clock) {
    this.https = https;
    this.clock = clock;
  }

  /** The key set at this address, which holds the key if the authority has it. */
  Found find(URI address, String keyId) {
    var known = kept.get(address);
    if (known != null) {
      boolean holdsIt = known.keys().getKeyByKeyId(keyId) != null;
      if (known.at().plus(holdsIt ? LONGEST : BETWEEN_LOOKS).isAfter(clock.instant())) {
        return new Found.Keys(known.keys());
      }
    }
    return switch (https.get(address)) {
      case HttpResult.NoAnswer nothing -> new Found.Unreachable(nothing);
      case HttpResult.Answer(int status, String _) when status == 404 -> new Found.NoSuchDocument();
      case HttpResult.Answer(int status, String body) when status == 200 ->
          parsed(body)
              .<Found>map(keys -> {
                kept.put(address, new Kept(keys, clock.instant()));
                return new Found.Keys(keys);
              })
              .orElseGet(
                  () -> new Found.Unusable(Trouble.GARBLED, "a key set that cannot be read"));
      case HttpResult.Answer(int status, String _) ->
          new Found.Unusable(
              AuthorityFailures.disturbance(status).orElse(Trouble.GARBLED), "HTTP " + status);
    };
  }

  private static Optional<JWKSet> parsed(String body) {
    try {
      return Optional.of(JWKSet.parse(body));
    } catch (ParseException e) {
      return Optional.empty();
    }
  }

  private record Kept(JWKSet keys, Instant at) {}

  /** What became of the search. */
  sealed interface Found {
    record Keys(JWKSet keys) implements Found {}

    /** The authority publishes no keys at this address. */
    record NoSuchDocument() implements Found {}

    record Unreachable(HttpResult.NoAnswer why) implements Found {}

    record Unusable(Trouble trouble, String why) implements Found {}
  }
}
