package com.mailgrant.rehearsal.token;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Access tokens that only this tenant can read: their content is inside, sealed with AES-GCM, so
 * that a restart forgets none.
 */
@Component
class OpaqueTokens {
  private static final int NONCE = 12;
  private static final int TAG_BITS = 128;
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final JsonMapper JSON = JsonMapper.shared();

  private final SecretKeySpec key;

  OpaqueTokens(TenantKeys keys) {
    key = new SecretKeySpec(keys.sealing(), "AES");
  }

  String seal(String prefix, SealedToken content) {
    var nonce = new byte[NONCE];
    RANDOM.nextBytes(nonce);
    try {
      var sealed = cipher(Cipher.ENCRYPT_MODE, nonce).doFinal(JSON.writeValueAsBytes(content));
      var bytes = ByteBuffer.allocate(NONCE + sealed.length).put(nonce).put(sealed).array();
      return prefix + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("The tenant's own key cannot seal", e);
    }
  }

  /** The content, if the token was sealed here. */
  Optional<SealedToken> open(String prefix, String token) {
    if (!token.startsWith(prefix)) {
      return Optional.empty();
    }
    try {
      var bytes = Base64.getUrlDecoder().decode(token.substring(prefix.length()));
      if (bytes.length <= NONCE) {
        return Optional.empty();
      }
      var nonce = Arrays.copyOf(bytes, NONCE);
      var plain = cipher(Cipher.DECRYPT_MODE, nonce).doFinal(bytes, NONCE, bytes.length - NONCE);
      return Optional.of(JSON.readValue(plain, SealedToken.class));
    } catch (GeneralSecurityException | IllegalArgumentException | JacksonException e) {
      return Optional.empty();
    }
  }

  private Cipher cipher(int mode, byte[] nonce) throws GeneralSecurityException {
    var cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
    return cipher;
  }
}
