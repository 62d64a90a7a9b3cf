package com.mailgrant.inbox;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A message in a list.
 *
 * @param id opaque; fetches the message
 * @param messageId the Message-ID header; null where there is none
 * @param receivedAt by the server's clock
 * @param flags as the server keeps them, for example {@code \Seen}
 * @param octets as the server estimates
 */
public record ListedMessage(
    String id,
    @Nullable String messageId,
    List<String> from,
    List<String> to,
    String subject,
    @Nullable Instant receivedAt,
    Set<String> flags,
    long octets) {}
