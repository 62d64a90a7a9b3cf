package com.mailgrant.inbox;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One message.
 *
 * @param date the Date header, as its sender wrote it
 * @param text null where the message has only HTML
 * @param html as it came; whoever shows it must make it harmless first, or take it from {@code
 *     /html}
 * @param truncated the message was larger than what is read
 */
record ReadMessage(
    String id,
    @Nullable String messageId,
    List<String> from,
    List<String> to,
    List<String> cc,
    String subject,
    @Nullable String date,
    @Nullable String text,
    @Nullable String html,
    List<Attached> attachments,
    boolean truncated) {

  /**
   * @param number for fetching
   * @param octets decoded, as it will be downloaded
   * @param contentId by which HTML names a picture, without brackets
   */
  record Attached(int number, String name, String type, long octets, @Nullable String contentId) {}
}
