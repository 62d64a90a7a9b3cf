package com.mailgrant.appregistration;

import com.mailgrant.platform.Secret;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;

/** What a client shows to the token endpoint. */
public sealed interface ClientProof {
  /** The shared secret, sent in the body. */
  record SharedSecret(Secret secret) implements ClientProof {
    /**
     * Whether it has the form of the Secret ID, which people paste by mistake (facts/diagnosis
     * D20).
     */
    public boolean looksLikeId() {
      return SecretShape.isGuid(secret);
    }
  }

  /** A key that signs an assertion; the certificate names it. */
  record SigningKey(PrivateKey key, X509Certificate certificate) implements ClientProof {
    @Override
    public String toString() {
      return "SigningKey[" + certificate.getSubjectX500Principal() + "]";
    }
  }
}
