package com.mailgrant.outbox;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A message accepted for sending, without its content.
 *
 * @param accountId the account that sends it
 * @param askedAccountId the account that was asked to, where another one sends; else null
 * @param sentThrough why another account than the asked one; else null
 * @param onBehalfOf the application's user who sends
 * @param messageId the Message-ID header, the same at every try
 * @param sendAt when it was wanted to leave, if not at once
 * @param refused recipients that the server refused; the others have it
 * @param sentCopy null while the message has not left
 * @param sentCopyErrorId why the copy is not filed yet, or never was
 * @param octets of the message as it leaves
 * @param contentKept whether the content is still stored
 * @param errorId of the last trouble
 */
public record OutboxMessage(
    UUID id,
    String accountId,
    @Nullable String askedAccountId,
    @Nullable String sentThrough,
    @Nullable String onBehalfOf,
    String messageId,
    OutboxState state,
    String from,
    List<String> recipients,
    String subject,
    int attempts,
    Instant createdAt,
    @Nullable Instant sendAt,
    @Nullable Instant sentAt,
    @Nullable Instant nextAttemptAt,
    List<Refusal> refused,
    @Nullable CopyState sentCopy,
    @Nullable String sentCopyErrorId,
    long octets,
    boolean contentKept,
    @Nullable String errorId) {
  public OutboxMessage {
    recipients = List.copyOf(recipients);
    refused = List.copyOf(refused);
  }

  /** Whether it may be taken back. */
  public boolean mayCancel() {
    return switch (state) {
      case QUEUED, DEFERRED, HELD -> true;
      case SENDING, SENT, FAILED, CANCELLED, UNKNOWN -> false;
    };
  }

  /** Whether a person may say that it left. */
  public boolean mayMarkSent() {
    return state == OutboxState.UNKNOWN;
  }

  /** Whether another try makes sense. */
  public boolean mayTryAgain() {
    return contentKept
        && switch (state) {
          case DEFERRED, HELD, FAILED, UNKNOWN -> true;
          case QUEUED, SENDING, SENT, CANCELLED -> false;
        };
  }
}
