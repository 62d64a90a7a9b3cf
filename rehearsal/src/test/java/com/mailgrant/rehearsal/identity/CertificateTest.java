package com.mailgrant.rehearsal.identity;

import static com.mailgrant.rehearsal.identity.TokenEndpointTest.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import com.mailgrant.rehearsal.Browser.Page;
import com.mailgrant.rehearsal.RehearsalTest;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.HashMap;
import java.util.UUID;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** facts/microsoft365 2.6. */
class CertificateTest extends RehearsalTest {
  private static final KeyPair KEYS = pair();
  private static final X509Certificate CERTIFICATE = issued(KEYS);

  private String refreshToken = "";

  @BeforeEach
  void annaSignedIn() throws Exception {
    refreshToken = application().signedIn(browser(), TENANT, ANNA).path("refresh_token").asString();
    registrations.addCertificate(
        "-----BEGIN CERTIFICATE-----\n"
            + Base64.getMimeEncoder().encodeToString(CERTIFICATE.getEncoded())
            + "\n-----END CERTIFICATE-----\n");
  }

  @Test
  void a_registered_certificate_proves_the_application() throws Exception {
    assertThat(ask(KEYS, CERTIFICATE, claims().build()).status()).isEqualTo(200);
  }

  @Test
  void a_certificate_that_nobody_registered_is_refused() throws Exception {
    var others = pair();

    assertRefused(ask(others, issued(others), claims().build()), 401, "invalid_client", 700027);
  }

  @Test
  void the_thumbprint_alone_proves_nothing() throws Exception {
    assertRefused(ask(pair(), CERTIFICATE, claims().build()), 401, "invalid_client", 700027);
  }

  @Test
  void an_assertion_is_for_this_application_this_endpoint_and_now() throws Exception {
    var before = Date.from(clock.instant().minus(Duration.ofHours(1)));
    assertRefused(
        ask(KEYS, CERTIFICATE, claims().subject("another").build()), 401, "invalid_client", 700021);
    assertRefused(
        ask(KEYS, CERTIFICATE, claims().audience(address.base() + "/other").build()),
        401,
        "invalid_client",
        50012);
    assertRefused(
        ask(KEYS, CERTIFICATE, claims().expirationTime(before).build()),
        401,
        "invalid_client",
        700024);
  }

  private JWTClaimsSet.Builder claims() {
    var now = clock.instant();
    return new JWTClaimsSet.Builder()
        .audience(address.base() + "/" + TENANT + "/oauth2/v2.0/token")
        .issuer(registration().clientId())
        .subject(registration().clientId())
        .jwtID(UUID.randomUUID().toString())
        .notBeforeTime(Date.from(now))
        .expirationTime(Date.from(now.plus(Duration.ofMinutes(5))));
  }

  private Page ask(KeyPair signer, X509Certificate shown, JWTClaimsSet claims) throws Exception {
    var thumbprint =
        Base64URL.encode(MessageDigest.getInstance("SHA-256").digest(shown.getEncoded()));
    var assertion =
        new SignedJWT(
            new JWSHeader.Builder(JWSAlgorithm.PS256).x509CertSHA256Thumbprint(thumbprint).build(),
            claims);
    assertion.sign(new RSASSASigner(signer.getPrivate()));
    var form = new HashMap<>(application().refreshRequest(refreshToken));
    form.remove("client_secret");
    form.put("client_assertion_type", "urn:ietf:params:oauth:client-assertion-type:jwt-bearer");
    form.put("client_assertion", assertion.serialize());
    return application().ask(TENANT, form);
  }

  private static KeyPair pair() {
    try {
      var generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(2048);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static X509Certificate issued(KeyPair keys) {
    try {
      var name = new X500Name("CN=mailgrant");
      var now = Instant.now();
      return new JcaX509CertificateConverter()
          .getCertificate(
              new JcaX509v3CertificateBuilder(
                      name,
                      BigInteger.valueOf(now.toEpochMilli()),
                      Date.from(now),
                      Date.from(now.plus(Duration.ofDays(1))),
                      name,
                      keys.getPublic())
                  .build(new JcaContentSignerBuilder("SHA256withRSA").build(keys.getPrivate())));
    } catch (GeneralSecurityException | OperatorCreationException e) {
      throw new IllegalStateException(e);
    }
  }
}
