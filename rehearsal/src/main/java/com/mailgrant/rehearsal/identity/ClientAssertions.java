package com.mailgrant.rehearsal.identity;

import com.mailgrant.rehearsal.RehearsalClock;
import com.mailgrant.rehearsal.platform.RandomText;
import com.mailgrant.rehearsal.registration.Registration;
import com.mailgrant.rehearsal.registration.Registrations;
import com.mailgrant.rehearsal.web.AuthorityAddress;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAPublicKey;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.util.Set;
import org.springframework.stereotype.Component;

/** Proof by certificate: private_key_jwt (RFC 7523 3, facts/microsoft365 2.6). */
@Component
class ClientAssertions {
  private static final Set<JWSAlgorithm> ALGORITHMS =
      Set.of(JWSAlgorithm.PS256, JWSAlgorithm.RS256);

  /** Between the client's clock and the tenant's. */
  private static final Duration SKEW = Duration.ofMinutes(5);

  private final AuthorityAddress address;
  private final Clock clock;

  ClientAssertions(AuthorityAddress address, RehearsalClock clock) {
    this.address = address;
    this.clock = clock;
  }

  /**
   * @throws Refusal naming the first thing that is wrong
   */
  void check(String assertion, Registration registration, TokenRequest request) {
    try {
      var token = SignedJWT.parse(assertion);
      checkSignature(token, registration, request);
      checkClaims(token.getJWTClaimsSet(), registration, request);
    } catch (ParseException e) {
      throw request.refuse(EntraErrors.unknownCertificate("it is no signed JWT"));
    }
  }

  private static void checkSignature(
      SignedJWT token, Registration registration, TokenRequest request) {
    var header = token.getHeader();
    var thumbprint = header.getX509CertSHA256Thumbprint();
    if (!ALGORITHMS.contains(header.getAlgorithm()) || thumbprint == null) {
      throw request.refuse(
          EntraErrors.unknownCertificate("it must be signed with PS256 and carry x5t#S256"));
    }
    var certificate =
        registration.certificates().stream()
            .map(Registrations::certificate)
            .filter(candidate -> thumbprint.equals(thumbprint(candidate)))
            .findFirst()
            .orElseThrow(() ->
                request.refuse(
                    EntraErrors.unknownCertificate("the key was not found by its thumbprint")));
    if (!(certificate.getPublicKey() instanceof RSAPublicKey key) || !isSignedBy(key, token)) {
      throw request.refuse(EntraErrors.unknownCertificate("the signature does not verify"));
    }
  }

  private void checkClaims(JWTClaimsSet claims, Registration registration, TokenRequest request) {
    if (!registration.clientId().equals(claims.getSubject())
        || !registration.clientId().equals(claims.getIssuer())) {
      throw request.refuse(EntraErrors.assertionForOther());
    }
    var endpoint = address.base() + "/" + request.tenant().segment() + "/oauth2/v2.0/token";
    if (!claims.getAudience().contains(endpoint)) {
      throw request.refuse(EntraErrors.assertionAudience(endpoint));
    }
    var now = clock.instant();
    var expires = claims.getExpirationTime();
    var from = claims.getNotBeforeTime();
    if (expires == null
        || expires.toInstant().plus(SKEW).isBefore(now)
        || (from != null && from.toInstant().minus(SKEW).isAfter(now))) {
      throw request.refuse(EntraErrors.assertionTime());
    }
  }

  private static boolean isSignedBy(RSAPublicKey key, SignedJWT token) {
    try {
      return token.verify(new RSASSAVerifier(key));
    } catch (JOSEException e) {
      return false;
    }
  }

  private static Base64URL thumbprint(X509Certificate certificate) {
    try {
      return Base64URL.encode(RandomText.sha256(certificate.getEncoded()));
    } catch (CertificateEncodingException e) {
      throw new IllegalStateException("a certificate that was read cannot be written", e);
    }
  }
}
