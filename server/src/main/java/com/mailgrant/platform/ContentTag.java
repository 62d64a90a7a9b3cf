package com.mailgrant.platform;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * The ETag of what has no version of its own: a hash of what is answered (RFC 9110 8.8.3), the same
 * on every node.
 */
public final class ContentTag {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final int OCTETS = 12;

  private ContentTag() {}

  /** In quotes, as the header has it. */
  public static String of(Object answer) {
    try {
      var hash = MessageDigest.getInstance("SHA-256").digest(JSON.writeValueAsBytes(answer));
      return "\"" + HexFormat.of().formatHex(Arrays.copyOf(hash, OCTETS)) + "\"";
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /**
   * Lets pass what If-Match is meant for (RFC 9110 13.1.1).
   *
   * @param answer as it is now
   * @param stale key of the sentence for who comes too late
   * @throws Refused when it is meant for another state
   */
  public static void require(@Nullable String ifMatch, Object answer, String stale) {
    if (ifMatch == null || ifMatch.strip().equals("*")) {
      return;
    }
    var current = of(answer);
    var meant = Arrays.stream(ifMatch.split(",", -1)).map(tag -> tag.strip().replace("W/", ""));
    if (meant.noneMatch(current::equals)) {
      throw new Refused(Refused.Reason.STALE_VERSION, stale);
    }
  }
}
