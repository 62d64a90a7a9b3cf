package com.mailgrant.e2e.lab;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Makes the tokens of one answer and remembers what they are good for. */
final class Tokens {
  private final IdentityProvider provider;
  private final Jwt jwt;

  Tokens(IdentityProvider provider, Jwt jwt) {
    this.provider = provider;
    this.jwt = jwt;
  }

  Map<String, Object> answer(
      Grants.Grant grant, String audience, Set<String> scopes, String nonce, String predecessor) {
    var answer = new LinkedHashMap<String, Object>();
    answer.put("token_type", "Bearer");
    answer.put(
        "scope",
        scopes.stream().filter(s -> !s.equals("offline_access")).collect(Collectors.joining(" ")));
    answer.put("expires_in", provider.accessTokenLife().toSeconds());
    answer.put("access_token", access(grant, audience, scopes));
    if (grant.scopes().contains("offline_access")) {
      var refresh = "1." + provider.secret(1200);
      provider.grants().keepRefresh(refresh, grant, predecessor);
      answer.put("refresh_token", refresh);
    }
    if (scopes.contains("openid")) {
      answer.put("id_token", identity(grant, nonce));
    }
    return answer;
  }

  String access(Grants.Grant grant, String audience, Set<String> scopes) {
    var expires = provider.now().plus(provider.accessTokenLife());
    var scope =
        scopes.stream()
            .filter(s -> s.contains("://"))
            .map(s -> s.substring(s.lastIndexOf('/') + 1))
            .collect(Collectors.joining(" "));
    var shape = provider.tokenShape();
    var token =
        switch (shape.form()) {
          case OPAQUE -> provider.secret(shape.length());
          case JWT -> readable(grant, audience, scope, expires, shape.length());
        };
    provider
        .grants()
        .keepAccess(
            token, new Grants.Access(grant.user(), grant.clientId(), audience, scope, expires));
    return token;
  }

  private String readable(
      Grants.Grant grant, String audience, String scope, Instant expires, int length) {
    var claims = claims(grant.user(), audience, expires);
    claims.put("appid", grant.clientId());
    claims.put("scp", scope);
    claims.put("upn", grant.user().address());
    claims.put("uti", provider.secret(22));
    var bare = jwt.sign(claims).length();
    // Base64 makes four characters of three; the name of the claim costs a dozen more.
    int filler = (length - bare - 12) * 3 / 4;
    if (filler > 0) {
      claims.put("rh", provider.secret(filler));
    }
    return jwt.sign(claims);
  }

  private String identity(Grants.Grant grant, String nonce) {
    var user = grant.user();
    var claims = claims(user, grant.clientId(), provider.now().plus(Duration.ofHours(1)));
    claims.put("preferred_username", user.address());
    claims.put("name", user.displayName());
    if (!nonce.isEmpty()) {
      claims.put("nonce", nonce);
    }
    return jwt.sign(claims);
  }

  private Map<String, Object> claims(MailUser user, String audience, Instant expires) {
    var now = provider.now().getEpochSecond();
    var claims = new LinkedHashMap<String, Object>();
    claims.put("iss", provider.issuer());
    claims.put("aud", audience);
    claims.put("sub", "pairwise-" + user.objectId());
    claims.put("tid", IdentityProvider.TENANT_ID);
    claims.put("oid", user.objectId());
    claims.put("iat", now);
    claims.put("nbf", now);
    claims.put("exp", expires.getEpochSecond());
    claims.put("ver", "2.0");
    return claims;
  }
}
