package com.mailgrant.rehearsal.grant;

import com.mailgrant.rehearsal.registration.Registration.Authority;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an authorization code stands for (RFC 6749 4.1.2).
 *
 * @param tenant path segment under which it was issued; empty where there are no tenants
 * @param scopes as asked for
 * @param offline whether a refresh token was asked for and may be given
 * @param challenge null where the client sent none (RFC 7636)
 */
public record SignInCode(
    Authority authority,
    String tenant,
    String person,
    String clientId,
    String redirectUri,
    List<String> scopes,
    boolean offline,
    @Nullable String nonce,
    @Nullable Challenge challenge,
    Instant issuedAt) {
  public SignInCode {
    scopes = List.copyOf(scopes);
  }
}
