package com.mailgrant.login;

import com.mailgrant.platform.HttpResult;
import com.mailgrant.platform.Https;
import com.mailgrant.platform.Secret;
import com.mailgrant.provider.AuthorityFailures;
import com.mailgrant.provider.Failure;
import com.mailgrant.provider.Failure.What;
import com.mailgrant.provider.OAuthEndpoints;
import com.mailgrant.token.Identity;
import com.mailgrant.token.TokenEndpoint;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.net.URI;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Verifies identity tokens as OpenID Connect Core 3.1.3.7 says, in its order. */
@Component
class IdTokens {
  /** Between our clock and the authority's. */
  private static final Duration SKEW = Duration.ofMinutes(5);

  private static final Set<JWSAlgorithm> ALGORITHMS =
      Set.of(JWSAlgorithm.RS256, JWSAlgorithm.PS256, JWSAlgorithm.RS384, JWSAlgorithm.RS512);

  private final SigningKeys keys;
  private final Https https;
  private final Clock clock;

  IdTokens(SigningKeys keys, Https https, Clock clock) {
    this.keys = keys;
    this.https = https;
    this.clock = clock;
  }

  /** Who signed in, or why the token is not believed. */
  Verified verify(Secret idToken, OAuthEndpoints where, String clientId, Secret nonce) {
    SignedJWT token;
    JWTClaimsSet claims;
    try {
      token = SignedJWT.parse(idToken.reveal());
      claims = token.getJWTClaimsSet();
    } catch (ParseException e) {
      return refused("it cannot be read");
    }
    var discovery = discover(where);
    return switch (discovery) {
      case Discovery.Unreachable(var why) -> new Verified.No(why);
      case Discovery.Document(var issuer, var keysAt) -> {
        var fault = claimFault(claims, issuer, clientId, nonce);
        if (fault != null) {
          yield refused(fault);
        }
        var time = timeFault(claims);
        if (time != null) {
          yield new Verified.No(new Failure.WrongToken(Failure.Flaw.CLOCK, time));
        }
        var signature = checkSignature(token, keysAt);
        yield signature != null ? signature : identity(claims);
      }
    };
  }

  private @Nullable String claimFault(
      JWTClaimsSet claims, String issuer, String clientId, Secret nonce) {
    var expected = issuer.replace("{tenantid}", text(claims, "tid"));
    if (!expected.equals(claims.getIssuer())) {
      return "its issuer is " + claims.getIssuer() + " and not " + expected;
    }
    if (!claims.getAudience().contains(clientId)) {
      return "it is for another application";
    }
    if (claims.getExpirationTime() == null) {
      return "it does not say when it ends";
    }
    return nonce.equals(new Secret(text(claims, "nonce")))
        ? null
        : "it belongs to another sign-in (nonce)";
  }

  /** The token came this moment, so a wrong time is a matter of clocks. */
  private @Nullable String timeFault(JWTClaimsSet claims) {
    var now = clock.instant();
    var expires = claims.getExpirationTime().toInstant();
    if (expires.plus(SKEW).isBefore(now)) {
      return "the identity token expired at " + expires + ", and here it is " + now;
    }
    var issued = claims.getIssueTime();
    return issued != null && issued.toInstant().minus(SKEW).isAfter(now)
        ? "the identity token was issued at " + issued.toInstant() + ", and here it is " + now
        : null;
  }

  private @Nullable Verified checkSignature(SignedJWT token, URI keysAt) {
    if (!ALGORITHMS.contains(token.getHeader().getAlgorithm())) {
      return refused("it is signed with " + token.getHeader().getAlgorithm());
    }
    var keyId = token.getHeader().getKeyID() == null ? "" : token.getHeader().getKeyID();
    return switch (keys.find(keysAt, keyId)) {
      case SigningKeys.Found.Unreachable(var why) ->
          new Verified.No(
              new Failure.NoAnswer(
                  TokenEndpoint.trouble(why.why()), keysAt.getHost(), why.detail()));
      case SigningKeys.Found.Unusable(var trouble, var why) ->
          new Verified.No(new Failure.NoAnswer(trouble, keysAt.getHost(), why));
      // An authority without published keys: the token came straight from it over TLS, which may
      // stand in for the
      // signature (OpenID Connect Core 3.1.3.7, item 6).
      case SigningKeys.Found.NoSuchDocument _ -> null;
      case SigningKeys.Found.Keys(var set) ->
          signed(token, set, keyId) ? null : refused("its signature does not verify");
    };
  }

  private static boolean signed(SignedJWT token, JWKSet set, String keyId) {
    for (var key : set.getKeys()) {
      boolean candidate = keyId.isEmpty() || keyId.equals(key.getKeyID());
      if (candidate && key instanceof RSAKey rsa) {
        try {
          if (token.verify(new RSASSAVerifier(rsa))) {
            return true;
          }
        } catch (JOSEException e) {
          return false;
        }
      }
    }
    return false;
  }

  private static Verified identity(JWTClaimsSet claims) {
    var others = new LinkedHashSet<String>();
    for (var name : new String[] {"upn", "email", "unique_name"}) {
      if (!text(claims, name).isEmpty()) {
        others.add(text(claims, name));
      }
    }
    var username = text(claims, "preferred_username");
    if (username.isEmpty()) {
      username = others.stream().findFirst().orElse("");
    }
    if (username.isEmpty()) {
      return new Verified.No(new Failure.Lacking(What.IDENTITY, "it names nobody"));
    }
    return new Verified.Yes(
        new Identity(
            username,
            others,
            emptyToNull(text(claims, "tid")),
            emptyToNull(text(claims, "oid")),
            claims.getSubject() == null ? username : claims.getSubject(),
            emptyToNull(text(claims, "name"))));
  }

  private Discovery discover(OAuthEndpoints where) {
    return switch (https.get(where.discovery())) {
      case HttpResult.NoAnswer nothing ->
          new Discovery.Unreachable(
              new Failure.NoAnswer(
                  TokenEndpoint.trouble(nothing.why()),
                  where.discovery().getHost(),
                  nothing.detail()));
      case HttpResult.Answer(int status, String body) when status == 200 -> document(body, where);
      case HttpResult.Answer(int status, String _)
          when AuthorityFailures.disturbance(status).isPresent() ->
          new Discovery.Unreachable(
              new Failure.NoAnswer(
                  AuthorityFailures.disturbance(status).orElseThrow(),
                  where.discovery().getHost(),
                  "HTTP " + status));
      case HttpResult.Answer _ -> new Discovery.Document(where.issuer(), where.keys());
    };
  }

  private static Discovery document(String body, OAuthEndpoints where) {
    try {
      var json = JsonMapper.shared().readTree(body);
      var issuer = json.path("issuer").asString(where.issuer());
      return new Discovery.Document(issuer, keysAt(json, where));
    } catch (JacksonException | IllegalArgumentException e) {
      return new Discovery.Unreachable(
          new Failure.NoAnswer(
              Failure.Trouble.GARBLED,
              where.discovery().getHost(),
              "a discovery document that cannot be read"));
    }
  }

  private static URI keysAt(JsonNode json, OAuthEndpoints where) {
    var named = json.path("jwks_uri").asString("");
    if (!named.startsWith("https://")) {
      return where.keys();
    }
    var address = URI.create(named);
    if (address.getHost() == null) {
      throw new IllegalArgumentException("an address without a host: " + named);
    }
    return address;
  }

  private static String text(JWTClaimsSet claims, String name) {
    return claims.getClaim(name) instanceof String text ? text : "";
  }

  private static @Nullable String emptyToNull(String text) {
    return text.isEmpty() ? null : text;
  }

  private static Verified refused(String why) {
    return new Verified.No(new Failure.Lacking(What.PROOF_OF_IDENTITY, why));
  }

  private sealed interface Discovery {
    record Document(String issuer, URI keysAt) implements Discovery {}

    record Unreachable(Failure.NoAnswer why) implements Discovery {}
  }

  /** Whether a token is believed. */
  sealed interface Verified {
    record Yes(Identity identity) implements Verified {}

    record No(Failure why) implements Verified {}
  }
}
