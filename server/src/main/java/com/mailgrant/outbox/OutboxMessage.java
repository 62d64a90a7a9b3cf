package com.mailgrant.outbox;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A message accepted for sending, without its content.
 *
 * @param messageId the Message-ID header, ours and the same at every try
 * @param errorId of the last trouble
 */
public record OutboxMessage(
    UUID id,
    String accountId,
    String messageId,
    OutboxState state,
    String from,
    List<String> recipients,
    String subject,
    int attempts,
    Instant createdAt,
    @Nullable Instant sentAt,
    @Nullable Instant nextAttemptAt,
    @Nullable String errorId) {
  public OutboxMessage {
    recipients = List.copyOf(recipients);
  }
}
