package com.mailgrant.provider;

import com.mailgrant.provider.Evidence.Certainty;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What went before a failure.
 *
 * @param signedInAt when the person signed in last; null where nobody did
 * @param refreshedAt when the authority last took the refresh token; null where it never did
 * @param provedBefore whether reading and sending worked at some time
 * @param now of the failure, by our clock
 */
public record History(
    @Nullable Instant signedInAt,
    @Nullable Instant refreshedAt,
    Certainty provedBefore,
    Instant now) {
  /** How long ago the sign-in was. */
  public Optional<Duration> age() {
    return Optional.ofNullable(signedInAt).map(signedIn -> Duration.between(signedIn, now));
  }
}
