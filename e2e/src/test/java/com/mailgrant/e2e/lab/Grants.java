package com.mailgrant.e2e.lab;

import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** Everything that the identity provider has given out and what it is still good for. */
final class Grants {
  /** A code on its way through the browser; redeemed once. */
  record Code(
      MailUser user,
      String clientId,
      String tenant,
      String redirectUri,
      String challenge,
      String nonce,
      Set<String> scopes) {}

  /** What stands behind a refresh token and survives its rotation. */
  record Grant(MailUser user, String clientId, Set<String> scopes) {}

  /** What an access token is good for. */
  record Access(MailUser user, String clientId, String audience, String scope, Instant expires) {}

  private record Refresh(Grant grant, String predecessor) {}

  private final Map<String, Code> codes = new HashMap<>();
  private final Map<String, Refresh> refreshTokens = new HashMap<>();
  private final Set<String> spent = new HashSet<>();
  private final Map<String, Access> accessTokens = new HashMap<>();

  synchronized void keep(String code, Code value) {
    codes.put(code, value);
  }

  synchronized Optional<Code> redeem(String code) {
    return Optional.ofNullable(codes.remove(code));
  }

  synchronized void keepRefresh(String token, Grant grant, String predecessor) {
    refreshTokens.put(token, new Refresh(grant, predecessor));
  }

  /** Uses a refresh token up; what that means for it is the provider's policy. */
  synchronized Optional<Grant> use(String token, OldRefreshToken policy) {
    var refresh = refreshTokens.get(token);
    if (refresh == null) {
      return Optional.empty();
    }
    switch (policy) {
      case REVOKED -> spend(token);
      case GOOD_UNTIL_SUCCESSOR_IS_USED -> spend(refresh.predecessor());
      case KEPT -> {}
    }
    return Optional.of(refresh.grant());
  }

  synchronized boolean wasSpent(String token) {
    return spent.contains(token);
  }

  synchronized void keepAccess(String token, Access access) {
    accessTokens.put(token, access);
  }

  synchronized Optional<Access> access(String token, Instant now) {
    return Optional.ofNullable(accessTokens.get(token)).filter(a -> now.isBefore(a.expires()));
  }

  synchronized void forgetRefreshTokens(MailUser user) {
    refreshTokens.values().removeIf(r -> Objects.equals(r.grant().user(), user));
  }

  synchronized void forgetAccessTokens(MailUser user) {
    accessTokens.values().removeIf(a -> Objects.equals(a.user(), user));
  }

  /** Every secret that was given out: what no log and no database may hold in the clear. */
  synchronized Set<String> secrets() {
    var all = new HashSet<String>(refreshTokens.keySet());
    all.addAll(spent);
    all.addAll(accessTokens.keySet());
    return all;
  }

  private void spend(String token) {
    if (refreshTokens.remove(token) != null) {
      spent.add(token);
    }
  }
}
