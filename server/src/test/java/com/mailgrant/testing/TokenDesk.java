package com.mailgrant.testing;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Where {@link FakeAuthority} makes codes and tokens. A code is good once and for the verifier of
 * its challenge; a refresh token is good until it was used, which is stricter than some real ones.
 */
public final class TokenDesk {
  /** The secret of every app registered here; its characters need encoding in a form. */
  public static final String CLIENT_SECRET = "s3cr~t+of/the=app&8Q";

  private static final RSAKey KEY = key("key-1");
  private static final RSAKey OTHER = key("other");

  private final Clock clock;
  private final Supplier<String> issuer;
  private final Map<String, Pending> codes = new ConcurrentHashMap<>();
  private final Map<String, Visitor> refreshTokens = new ConcurrentHashMap<>();
  private final Set<String> issued = ConcurrentHashMap.newKeySet();
  private volatile UnaryOperator<JWTClaimsSet.Builder> idTokenClaims = UnaryOperator.identity();
  private volatile Function<JWTClaimsSet, String> idTokenSigner = claims -> signed(claims, KEY);
  private volatile UnaryOperator<Map<String, Object>> answers = UnaryOperator.identity();
  private volatile boolean oldOnesStay;
  private volatile Function<Visitor, String> accessTokens = this::opaque;

  TokenDesk(Clock clock, Supplier<String> issuer) {
    this.clock = clock;
    this.issuer = issuer;
  }

  private record Pending(Visitor visitor, String nonce, String challenge, String redirectUri) {}

  /** What the browser brings back after this person has signed in and accepted: the code. */
  public String code(URI authorizationUrl, Visitor visitor) {
    var query = query(authorizationUrl);
    var code = "code-" + UUID.randomUUID();
    codes.put(
        code,
        new Pending(
            visitor,
            query.getOrDefault("nonce", ""),
            query.getOrDefault("code_challenge", ""),
            query.getOrDefault("redirect_uri", "")));
    return code;
  }

  /** A refresh token as from an earlier sign-in. */
  public String refreshToken(Visitor visitor) {
    var token = "RT-" + UUID.randomUUID();
    issued.add(token);
    refreshTokens.put(token, visitor);
    return token;
  }

  /** Every secret that left this desk. */
  public Set<String> issued() {
    return issued;
  }

  /** Whether a refresh token would still be taken. */
  public boolean isLive(String refreshToken) {
    return refreshTokens.containsKey(refreshToken);
  }

  /** Changes the claims of id tokens before they are signed. */
  public void idTokenClaims(UnaryOperator<JWTClaimsSet.Builder> change) {
    idTokenClaims = change;
  }

  /** Signs id tokens otherwise than with the published key, or not at all. */
  public void idTokenSigner(Function<JWTClaimsSet, String> signer) {
    idTokenSigner = signer;
  }

  /** Changes the fields of good answers. */
  public void answers(UnaryOperator<Map<String, Object>> change) {
    answers = change;
  }

  /** Makes access tokens that can be read, for this audience. */
  public void readableTokens(String audience) {
    accessTokens = visitor -> readable(visitor, audience);
  }

  /** Lets used refresh tokens live on, as facts/microsoft365 3.2 says of the real one. */
  public void usedRefreshTokensStayGood() {
    oldOnesStay = true;
  }

  /** The key set as published. */
  public String publicKeys() {
    return new JWKSet(KEY.toPublicJWK()).toString();
  }

  /** A key that is not published. */
  public static RSAKey otherKey(String keyId) {
    return new RSAKey.Builder(OTHER).keyID(keyId).build();
  }

  /** RS256 with this key. */
  public static String signed(JWTClaimsSet claims, RSAKey key) {
    try {
      var header = new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(key.getKeyID()).build();
      var jwt = new SignedJWT(header, claims);
      jwt.sign(new RSASSASigner(key));
      return jwt.serialize();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The published key with its private part. */
  public static RSAKey publishedKey() {
    return KEY;
  }

  /** The parameters of an address. */
  public static Map<String, String> query(URI uri) {
    var query = new LinkedHashMap<String, String>();
    for (var part : uri.getRawQuery().split("&", -1)) {
      int equals = part.indexOf('=');
      query.put(
          FakeAuthority.decoded(part.substring(0, equals)),
          FakeAuthority.decoded(part.substring(equals + 1)));
    }
    return query;
  }

  void reset() {
    idTokenClaims = UnaryOperator.identity();
    idTokenSigner = claims -> signed(claims, KEY);
    answers = UnaryOperator.identity();
    oldOnesStay = false;
    accessTokens = this::opaque;
  }

  Reply answer(Map<String, String> form) {
    if (!form.containsKey("client_assertion") && !CLIENT_SECRET.equals(form.get("client_secret"))) {
      return Reply.refusal("invalid_client", 7000215);
    }
    return switch (form.getOrDefault("grant_type", "")) {
      case "authorization_code" -> redeemed(form);
      case "refresh_token" -> refreshed(form);
      default -> Reply.json(400, "{\"error\": \"unsupported_grant_type\"}");
    };
  }

  private Reply redeemed(Map<String, String> form) {
    var pending = codes.remove(form.getOrDefault("code", ""));
    if (pending == null) {
      return Reply.refusal("invalid_grant", 54005);
    }
    if (!pending.challenge().equals(challenge(form.getOrDefault("code_verifier", "")))
        || !pending.redirectUri().equals(form.get("redirect_uri"))) {
      return Reply.refusal("invalid_grant", 501481);
    }
    return granted(pending.visitor(), form, pending.nonce());
  }

  private Reply refreshed(Map<String, String> form) {
    var used = form.getOrDefault("refresh_token", "");
    var visitor = oldOnesStay ? refreshTokens.get(used) : refreshTokens.remove(used);
    return visitor == null ? Reply.refusal("invalid_grant", 70000) : granted(visitor, form, null);
  }

  private Reply granted(Visitor visitor, Map<String, String> form, @Nullable String nonce) {
    var answer = new LinkedHashMap<String, Object>();
    answer.put("token_type", "Bearer");
    answer.put("expires_in", 3600);
    answer.put("scope", shortNames(form.getOrDefault("scope", "")));
    var access = accessTokens.apply(visitor);
    issued.add(access);
    answer.put("access_token", access);
    answer.put("refresh_token", refreshToken(visitor));
    if (nonce != null) {
      var idToken = idTokenSigner.apply(idTokenClaims.apply(claims(visitor, form, nonce)).build());
      issued.add(idToken);
      answer.put("id_token", idToken);
    }
    return Reply.json(
        200, com.nimbusds.jose.util.JSONObjectUtils.toJSONString(answers.apply(answer)));
  }

  private JWTClaimsSet.Builder claims(Visitor visitor, Map<String, String> form, String nonce) {
    var now = clock.instant();
    var claims =
        new JWTClaimsSet.Builder()
            .issuer(issuer.get())
            .audience(form.getOrDefault("client_id", ""))
            .subject("sub-of-" + visitor.username())
            .issueTime(Date.from(now))
            .expirationTime(Date.from(now.plus(Duration.ofHours(1))))
            .claim("nonce", nonce)
            .claim("tid", visitor.tenant())
            .claim("oid", visitor.objectId())
            .claim("name", visitor.name())
            .claim("preferred_username", visitor.username());
    return visitor.email() == null ? claims : claims.claim("email", visitor.email());
  }

  private String opaque(Visitor visitor) {
    // As long as real ones: 1.6 to 2.5 kB.
    return "AT-" + visitor.objectId() + "-" + (UUID.randomUUID() + "x").repeat(45);
  }

  private String readable(Visitor visitor, String audience) {
    return signed(
        new JWTClaimsSet.Builder()
            .audience(audience)
            .jwtID(UUID.randomUUID().toString())
            .claim("scp", "IMAP.AccessAsUser.All SMTP.Send")
            .claim("upn", visitor.username())
            .claim("tid", visitor.tenant())
            .expirationTime(Date.from(clock.instant().plus(Duration.ofHours(1))))
            .build(),
        KEY);
  }

  /** Authorities echo scopes of their mail service without its resource (facts/diagnosis D06). */
  private static String shortNames(String scopes) {
    return scopes.replaceAll("https://[^ ]*/", "");
  }

  private static String challenge(String verifier) {
    try {
      var digest =
          MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(StandardCharsets.US_ASCII));
      return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static RSAKey key(String keyId) {
    try {
      return new RSAKeyGenerator(2048).keyID(keyId).generate();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }
}
