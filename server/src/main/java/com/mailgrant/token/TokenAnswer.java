package com.mailgrant.token;

import com.mailgrant.platform.Secret;
import com.mailgrant.provider.Failure;
import com.mailgrant.provider.TokenError;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a token endpoint answered (RFC 6749 5). */
public sealed interface TokenAnswer {
  /**
   * @param refreshToken null where none came; then the old one stays
   * @param idToken null where none was asked for
   * @param expiresIn life of the access token
   * @param scopes as granted; empty where the answer does not say, which means: as requested
   */
  record Granted(
      Secret accessToken,
      @Nullable Secret refreshToken,
      @Nullable Secret idToken,
      Duration expiresIn,
      Set<String> scopes)
      implements TokenAnswer {
    public Granted {
      scopes = Set.copyOf(scopes);
    }
  }

  /** The authority understood and said no. */
  record Refused(TokenError error) implements TokenAnswer {}

  /** Nothing usable came; it says nothing about the grant. */
  record Unavailable(Failure.NoAnswer why) implements TokenAnswer {}
}
