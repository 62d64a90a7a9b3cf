package com.mailgrant.inbox;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One message.
 *
 * @param text null where the message has only HTML
 * @param html as it came; whoever shows it must make it harmless first
 * @param truncated the message was larger than what is read
 */
public record ReadMessage(
    String id,
    @Nullable String messageId,
    List<String> from,
    List<String> to,
    List<String> cc,
    String subject,
    @Nullable String text,
    @Nullable String html,
    List<Attached> attachments,
    boolean truncated) {

  /**
   * @param number for fetching
   */
  public record Attached(int number, String name, String type, long octets) {}
}
