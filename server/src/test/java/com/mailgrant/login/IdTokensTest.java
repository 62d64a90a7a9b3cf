package com.mailgrant.login;

import static com.mailgrant.testing.Visitor.ANNA;
import static org.assertj.core.api.Assertions.assertThat;

import com.mailgrant.account.MailAccount;
import com.mailgrant.testing.FakeAuthority;
import com.mailgrant.testing.Reply;
import com.mailgrant.testing.TokenDesk;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which identity tokens are believed (OpenID Connect Core 3.1.3.7). */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class IdTokensTest {
  private final Stage stage = new Stage();
  private final FakeAuthority authority = stage.installation.authority();
  private MailAccount account = stage.account(ANNA);
  private int tests;

  @BeforeEach
  void calm() {
    stage.installation.reset();
    account = stage.account(ANNA);
    // So much later that the keys of the last test are forgotten.
    stage.installation.clock().tick(Duration.ofDays(10).multipliedBy(++tests));
  }

  @AfterAll
  void stop() {
    stage.close();
  }

  static Stream<Arguments> lies() {
    return Stream.of(
        lie("its issuer is", claims -> claims.issuer("https://login.evil.example/v2.0")),
        lie("its issuer is", claims -> claims.issuer(null)),
        lie("another application", claims -> claims.audience("another-client")),
        lie("another application", claims -> claims.audience((String) null)),
        lie("another sign-in", claims -> claims.claim("nonce", "another")),
        lie("another sign-in", claims -> claims.claim("nonce", null)),
        lie("another sign-in", claims -> claims.claim("nonce", 42)),
        lie("does not say when it ends", claims -> claims.expirationTime(null)));
  }

  @Test
  void a_token_of_this_moment_with_another_time_tells_of_the_clocks() {
    authority.desk().idTokenClaims(claims -> claims.expirationTime(Date.from(Instant.EPOCH)));
    refused("expired at 1970-01-01", "D62");
    authority
        .desk()
        .idTokenClaims(
            claims -> claims.issueTime(Date.from(Instant.parse("2030-01-01T00:00:00Z"))));
    refused("issued at 2030-01-01", "D62");
  }

  private static Arguments lie(String words, UnaryOperator<JWTClaimsSet.Builder> change) {
    return Arguments.of(words, change);
  }

  @ParameterizedTest
  @MethodSource("lies")
  void a_token_whose_claims_are_not_right_is_not_believed(
      String words, UnaryOperator<JWTClaimsSet.Builder> change) {
    authority.desk().idTokenClaims(change);
    refused(words);
  }

  @Test
  void clocks_may_differ_by_five_minutes() {
    var now = stage.installation.clock().instant();
    authority
        .desk()
        .idTokenClaims(claims ->
            claims
                .issueTime(Date.from(now.plus(Duration.ofMinutes(4))))
                .expirationTime(Date.from(now.minus(Duration.ofMinutes(4)))));
    Stage.signedIn(stage.signIn(account, ANNA));
    authority
        .desk()
        .idTokenClaims(
            claims -> claims.expirationTime(Date.from(now.minus(Duration.ofMinutes(6)))));
    refused("expired at", "D62");
  }

  @Test
  void a_token_without_a_signature_is_not_believed() {
    authority.desk().idTokenSigner(claims -> new PlainJWT(claims).serialize());
    refused("cannot be read");
  }

  @ParameterizedTest
  @ValueSource(strings = {"rubbish", "a.b.c", "..", "e30.e30."})
  void rubbish_is_not_believed(String token) {
    authority.desk().idTokenSigner(_ -> token);
    refused("cannot be read");
  }

  @Test
  void a_token_signed_with_another_key_is_not_believed() {
    authority.desk().idTokenSigner(claims -> TokenDesk.signed(claims, TokenDesk.otherKey("key-1")));
    refused("signature does not verify");
    authority.desk().idTokenSigner(claims -> TokenDesk.signed(claims, TokenDesk.otherKey("key-2")));
    refused("signature does not verify");
  }

  @Test
  void a_token_changed_after_it_was_signed_is_not_believed() {
    authority
        .desk()
        .idTokenSigner(claims -> {
          var parts = TokenDesk.signed(claims, TokenDesk.publishedKey()).split("\\.", -1);
          var bernd = new JWTClaimsSet.Builder(claims).claim("oid", "oid-of-eve").build();
          return parts[0] + "." + bernd.toPayload().toBase64URL() + "." + parts[2];
        });
    refused("signature does not verify");
  }

  /** The oldest trick: the public key taken for a shared secret. */
  @Test
  void a_token_signed_with_the_public_key_as_a_secret_is_not_believed() {
    authority
        .desk()
        .idTokenSigner(claims -> {
          try {
            var jwt =
                new SignedJWT(
                    new JWSHeader.Builder(JWSAlgorithm.HS256).keyID("key-1").build(), claims);
            jwt.sign(new MACSigner(authority.desk().publicKeys().getBytes(StandardCharsets.UTF_8)));
            return jwt.serialize();
          } catch (JOSEException e) {
            throw new IllegalStateException(e);
          }
        });
    refused("signed with HS256");
  }

  @ParameterizedTest
  @ValueSource(strings = {"RS256", "PS256", "RS384", "RS512"})
  void the_usual_algorithms_are_believed(String algorithm) {
    authority
        .desk()
        .idTokenSigner(claims -> signed(claims, JWSAlgorithm.parse(algorithm), "key-1"));
    Stage.signedIn(stage.signIn(account, ANNA));
  }

  @Test
  void a_token_that_names_no_key_is_tried_with_all() {
    authority.keys(
        Reply.json(
            200,
            new JWKSet(
                    List.of(
                        TokenDesk.otherKey("key-0").toPublicJWK(),
                        TokenDesk.publishedKey().toPublicJWK()))
                .toString()));
    authority.desk().idTokenSigner(claims -> signed(claims, JWSAlgorithm.RS256, null));
    Stage.signedIn(stage.signIn(account, ANNA));
  }

  /** Keys rotate without notice. */
  @Test
  void an_unknown_key_is_a_reason_to_look_again_but_not_every_second() {
    Stage.signedIn(stage.signIn(account, ANNA));
    var next = TokenDesk.otherKey("key-2");
    authority.keys(Reply.json(200, new JWKSet(next.toPublicJWK()).toString()));
    authority.desk().idTokenSigner(claims -> TokenDesk.signed(claims, next));
    refused("signature does not verify");
    stage.installation.clock().tick(Duration.ofMinutes(2));
    Stage.signedIn(stage.signIn(account, ANNA));
    assertThat(authority.visits().stream().filter(path -> path.endsWith("/keys"))).hasSize(2);
  }

  @Test
  void a_key_that_the_authority_withdrew_is_believed_for_a_day_at_most() {
    Stage.signedIn(stage.signIn(account, ANNA));
    authority.keys(
        Reply.json(200, new JWKSet(TokenDesk.otherKey("key-2").toPublicJWK()).toString()));
    stage.installation.clock().tick(Duration.ofHours(24));
    refused("signature does not verify");
  }

  /** OpenID Connect Core 3.1.3.7, item 6: then TLS stands in for the signature. */
  @Test
  void an_authority_without_published_keys_is_believed_as_it_is() {
    authority.keys(Reply.html(404, "nothing here"));
    Stage.signedIn(stage.signIn(account, ANNA));
    authority.desk().idTokenSigner(claims -> new PlainJWT(claims).serialize());
    refused("cannot be read");
  }

  @ParameterizedTest
  @CsvSource({"500, D51", "429, D40", "403, D97", "200, D97"})
  void keys_that_do_not_come_are_a_disturbance_and_no_fault_of_the_person(int status, String code) {
    authority.keys(Reply.html(status, "<html>"));
    assertThat(stage.diagnosis(stage.signIn(account, ANNA)).code()).isEqualTo(code);
    assertThat(stage.hasGrant(account)).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"500, D51", "429, D40"})
  void a_discovery_document_that_does_not_come_is_a_disturbance(int status, String code) {
    authority.discovery(Reply.html(status, "<html>"));
    assertThat(stage.diagnosis(stage.signIn(account, ANNA)).code()).isEqualTo(code);
    assertThat(stage.hasGrant(account)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<html>",
        "",
        "null",
        "42",
        "{\"issuer\": \"ISSUER\", \"jwks_uri\": \"https://[\"}",
        "{\"issuer\": \"ISSUER\", \"jwks_uri\": \"https:///keys\"}",
        "{\"issuer\": \"ISSUER\", \"jwks_uri\": \"https://under_score/keys\"}",
        "{\"issuer\": \"ISSUER\", \"jwks_uri\": \"https://localhost:99999/keys\"}",
        "{\"issuer\": \"ISSUER\", \"jwks_uri\": \"file:///etc/passwd\"}",
        "{\"issuer\": {\"a\": 1}, \"jwks_uri\": [2]}"
      })
  void a_strange_discovery_document_ends_on_a_page(String document) {
    authority.discovery(Reply.json(200, document.replace("ISSUER", authority.issuer())));
    var result = stage.signIn(account, ANNA);
    if (result instanceof LoginResult.NotSignedIn) {
      assertThat(stage.diagnosis(result).code()).isIn("D33", "D97");
      assertThat(stage.hasGrant(account)).isFalse();
    } else {
      // What the document does not say is known of the provider.
      Stage.signedIn(result);
    }
  }

  /** Shared endpoints name no tenant in discovery (facts/microsoft365 1.2). */
  @Test
  void the_placeholder_of_shared_endpoints_stands_for_the_tokens_tenant() {
    authority.discovery(
        Reply.json(200, "{\"issuer\": \"" + authority.address() + "/{tenantid}/v2.0\"}"));
    Stage.signedIn(stage.signIn(account, ANNA));
    authority.desk().idTokenClaims(claims -> claims.claim("tid", "another-tenant"));
    refused("its issuer is");
  }

  @Test
  void without_a_discovery_document_the_providers_own_endpoints_hold() {
    authority.discovery(Reply.html(404, "nothing here"));
    Stage.signedIn(stage.signIn(account, ANNA));
  }

  @Test
  void whoever_has_no_user_name_is_known_by_the_other_names() {
    authority
        .desk()
        .idTokenClaims(
            claims -> claims.claim("preferred_username", null).claim("upn", ANNA.username()));
    assertThat(Stage.signedIn(stage.signIn(account, ANNA)).username()).isEqualTo(ANNA.username());
  }

  @Test
  void a_token_that_names_nobody_stores_nothing() {
    authority.desk().idTokenClaims(claims -> claims.claim("preferred_username", null));
    refused("names nobody");
  }

  private void refused(String words) {
    refused(words, "D28");
  }

  private void refused(String words, String code) {
    var fresh = stage.account(ANNA);
    var diagnosis = stage.diagnosis(stage.signIn(fresh, ANNA));
    assertThat(diagnosis.code()).isEqualTo(code);
    assertThat(diagnosis.cause()).contains(words);
    assertThat(stage.hasGrant(fresh)).isFalse();
  }

  private static String signed(
      JWTClaimsSet claims, JWSAlgorithm algorithm, @Nullable String keyId) {
    try {
      RSAKey key = TokenDesk.publishedKey();
      var jwt = new SignedJWT(new JWSHeader.Builder(algorithm).keyID(keyId).build(), claims);
      jwt.sign(new RSASSASigner(key));
      return jwt.serialize();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }
}
