package com.mailgrant.migration;

import com.mailgrant.platform.Secret;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;

/** What a link carries: 256 random bits. The database knows the hash alone. */
final class LinkToken {
  private static final SecureRandom RANDOM = new SecureRandom();

  private LinkToken() {}

  static Secret random() {
    var bytes = new byte[32];
    RANDOM.nextBytes(bytes);
    return new Secret(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
  }

  static byte[] hash(Secret token) {
    try {
      return MessageDigest.getInstance("SHA-256")
          .digest(token.reveal().getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /** The address that goes to a person, and nowhere else. */
  static String link(String publicUrl, String path, Secret token) {
    return publicUrl + path + token.reveal();
  }
}
