package com.mailgrant.rehearsal.token;

import com.mailgrant.rehearsal.platform.DataDirectory;
import com.mailgrant.rehearsal.platform.JsonFile;
import com.mailgrant.rehearsal.platform.RandomText;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.text.ParseException;
import java.util.Base64;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** The keys that tokens are signed and sealed with; made at the first start and kept. */
@Component
public class TenantKeys {
  private final RSAKey signing;
  private final byte[] sealing;

  TenantKeys(DataDirectory data) {
    var file = new JsonFile<>(data, "keys.json", Kept.class);
    var kept =
        file.read()
            .orElseGet(() -> {
              var made = made();
              file.write(made);
              return made;
            });
    try {
      signing = RSAKey.parse(kept.signing());
    } catch (ParseException e) {
      throw new IllegalStateException(
          data.path("keys.json") + " is damaged; delete the directory to begin anew", e);
    }
    sealing = Base64.getUrlDecoder().decode(kept.sealing());
  }

  /** RFC 7517, the public part. */
  public String published() {
    return new JWKSet(signing.toPublicJWK()).toString();
  }

  /** RS256. */
  public String sign(JWTClaimsSet claims) {
    try {
      var header =
          new JWSHeader.Builder(JWSAlgorithm.RS256)
              .type(JOSEObjectType.JWT)
              .keyID(signing.getKeyID())
              .build();
      var token = new SignedJWT(header, claims);
      token.sign(new RSASSASigner(signing));
      return token.serialize();
    } catch (JOSEException e) {
      throw new IllegalStateException("The tenant's own key cannot sign", e);
    }
  }

  /** The claims, if the token was signed here. */
  Optional<JWTClaimsSet> verified(String token) {
    try {
      var parsed = SignedJWT.parse(token);
      return parsed.verify(new RSASSAVerifier(signing.toRSAPublicKey()))
          ? Optional.of(parsed.getJWTClaimsSet())
          : Optional.empty();
    } catch (ParseException | JOSEException e) {
      return Optional.empty();
    }
  }

  byte[] sealing() {
    return sealing.clone();
  }

  private static Kept made() {
    try {
      var key =
          new RSAKeyGenerator(2048).keyUse(KeyUse.SIGNATURE).keyIDFromThumbprint(true).generate();
      return new Kept(key.toJSONString(), RandomText.ofBytes(32));
    } catch (JOSEException e) {
      throw new IllegalStateException("No signing key can be made", e);
    }
  }

  /** What stands in the file. */
  record Kept(String signing, String sealing) {}
}
