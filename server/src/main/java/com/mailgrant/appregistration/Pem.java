package com.mailgrant.appregistration;

import com.mailgrant.platform.InvalidInput;
import com.mailgrant.platform.Secret;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.regex.Pattern;

/** Reads what people paste from certificate files (RFC 7468). */
final class Pem {
  private static final Pattern PRIVATE_KEY =
      Pattern.compile("-----BEGIN PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END PRIVATE KEY-----");

  private Pem() {}

  static X509Certificate certificate(String pem) {
    try {
      var bytes = pem.getBytes(StandardCharsets.US_ASCII);
      var factory = CertificateFactory.getInstance("X.509");
      if (factory.generateCertificate(new ByteArrayInputStream(bytes))
              instanceof X509Certificate certificate
          && certificate.getPublicKey() instanceof RSAPublicKey) {
        return certificate;
      }
      throw new InvalidInput("certificate", "wrong.registration.certificate-kind");
    } catch (CertificateException e) {
      throw new InvalidInput("certificate", "wrong.registration.certificate");
    }
  }

  static PrivateKey privateKey(Secret pem) {
    var block = PRIVATE_KEY.matcher(pem.reveal());
    if (!block.find()) {
      throw new InvalidInput("privateKey", "wrong.registration.key");
    }
    try {
      var der = Base64.getMimeDecoder().decode(block.group(1));
      return KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(der));
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      throw new InvalidInput("privateKey", "wrong.registration.key-kind");
    }
  }

  /** A key that does not belong to the certificate would only show at the authority, much later. */
  static void checkThatTheyBelongTogether(X509Certificate certificate, PrivateKey key) {
    try {
      var probe = "mailgrant".getBytes(StandardCharsets.US_ASCII);
      var signer = Signature.getInstance("SHA256withRSA");
      signer.initSign(key);
      signer.update(probe);
      var signature = signer.sign();
      var verifier = Signature.getInstance("SHA256withRSA");
      verifier.initVerify(certificate);
      verifier.update(probe);
      if (!verifier.verify(signature)) {
        throw new InvalidInput("privateKey", "wrong.registration.key-of-another");
      }
    } catch (GeneralSecurityException e) {
      throw new InvalidInput("privateKey", "wrong.registration.key-of-another");
    }
  }
}
