package com.mailgrant.webhook;

import com.mailgrant.platform.Secret;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The symmetric scheme of Standard Webhooks ({@code v1}): HMAC-SHA256 over id, time and body,
 * joined by dots, so that a recorded request can be neither altered nor sent again later.
 */
final class Signature {
  private static final String PREFIX = "whsec_";

  /** The specification wants 24 to 64. */
  private static final int SECRET_OCTETS = 32;

  private Signature() {}

  /** A new secret in the form that the verifying libraries take. */
  static Secret newSecret() {
    var random = new byte[SECRET_OCTETS];
    new SecureRandom().nextBytes(random);
    return new Secret(PREFIX + Base64.getEncoder().encodeToString(random));
  }

  /**
   * The headers of one request.
   *
   * @param secrets each adds a signature; two while a secret is being replaced
   * @param id the same at every try
   * @param now of this try
   */
  static Map<String, String> headers(List<Secret> secrets, String id, Instant now, byte[] body) {
    var timestamp = String.valueOf(now.getEpochSecond());
    var headers = new LinkedHashMap<String, String>();
    headers.put("webhook-id", id);
    headers.put("webhook-timestamp", timestamp);
    headers.put(
        "webhook-signature",
        secrets.stream()
            .map(secret -> sign(secret, id, timestamp, body))
            .collect(Collectors.joining(" ")));
    return headers;
  }

  private static String sign(Secret secret, String id, String timestamp, byte[] body) {
    try {
      var key = Base64.getDecoder().decode(secret.reveal().substring(PREFIX.length()));
      var mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      mac.update((id + "." + timestamp + ".").getBytes(StandardCharsets.UTF_8));
      return "v1," + Base64.getEncoder().encodeToString(mac.doFinal(body));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has HMAC-SHA256", e);
    }
  }
}
