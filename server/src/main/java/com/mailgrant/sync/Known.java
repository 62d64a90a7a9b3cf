package com.mailgrant.sync;

import com.mailgrant.mail.MessageHeader;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What is kept of a message.
 *
 * @param key finds it again in another folder or under another UID
 * @param flags sorted, with a space between
 */
record Known(
    long uid,
    long key,
    @Nullable String messageId,
    long octets,
    @Nullable Instant receivedAt,
    String flags) {
  private static final int LONGEST_ID = 998;

  static Known of(MessageHeader header, @Nullable String messageId) {
    var received = header.received().orElse(null);
    var id = messageId == null || messageId.isEmpty() ? null : shortened(messageId);
    return new Known(
        header.uid(),
        key(id == null ? received + " " + header.octets() : id),
        id,
        header.octets(),
        received,
        flags(header.flags()));
  }

  /** One that cannot be fetched; it resembles no other. */
  static Known unreadable(long folder, long uid) {
    return new Known(uid, key("unreadable " + folder + " " + uid), null, 0, null, "");
  }

  /** Whether it is the same message, by the key and one thing more. */
  boolean resembles(long otherOctets, @Nullable Instant otherReceivedAt) {
    return octets == otherOctets || (receivedAt != null && receivedAt.equals(otherReceivedAt));
  }

  /** {@code \Recent} tells about sessions, not about the message (RFC 3501 2.3.2). */
  static String flags(Set<String> flags) {
    var sorted = new TreeSet<String>();
    for (var flag : flags) {
      if (!flag.equalsIgnoreCase("\\Recent") && flag.length() <= 100) {
        sorted.add(Text.clean(flag, 100));
      }
    }
    return String.join(" ", sorted);
  }

  private static String shortened(String id) {
    return Text.clean(id, LONGEST_ID);
  }

  static long key(String text) {
    try {
      var hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return ByteBuffer.wrap(hash).getLong();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
