package com.mailgrant.token;

import com.mailgrant.appregistration.ClientProof;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.net.URI;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateEncodingException;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.UUID;

/** The signed statement that a client is who it says (RFC 7523 2.2, facts/microsoft365 2.6). */
final class ClientAssertion {
  /** Short, because it is used at once; long enough for clocks that differ a little. */
  private static final Duration LIFE = Duration.ofMinutes(5);

  private ClientAssertion() {}

  static String sign(
      ClientProof.SigningKey proof, String clientId, URI tokenEndpoint, Instant now) {
    try {
      var header =
          new JWSHeader.Builder(JWSAlgorithm.PS256)
              .type(JOSEObjectType.JWT)
              .x509CertSHA256Thumbprint(thumbprint(proof))
              .build();
      var claims =
          new JWTClaimsSet.Builder()
              .audience(tokenEndpoint.toString())
              .issuer(clientId)
              .subject(clientId)
              .jwtID(UUID.randomUUID().toString())
              .issueTime(Date.from(now))
              .notBeforeTime(Date.from(now))
              .expirationTime(Date.from(now.plus(LIFE)))
              .build();
      var jwt = new SignedJWT(header, claims);
      jwt.sign(new RSASSASigner(proof.key()));
      return jwt.serialize();
    } catch (JOSEException | CertificateEncodingException | NoSuchAlgorithmException e) {
      throw new IllegalStateException("A certificate that was accepted cannot sign", e);
    }
  }

  private static Base64URL thumbprint(ClientProof.SigningKey proof)
      throws NoSuchAlgorithmException, CertificateEncodingException {
    var digest = MessageDigest.getInstance("SHA-256").digest(proof.certificate().getEncoded());
    return Base64URL.encode(digest);
  }
}
