package com.mailgrant.outbox;

import com.mailgrant.account.AccountId;
import com.mailgrant.diagnosis.Report;
import com.mailgrant.event.EventClause;
import com.mailgrant.event.EventData;
import com.mailgrant.event.EventData.Diagnosed;
import com.mailgrant.event.EventType;
import com.mailgrant.event.Events;
import com.mailgrant.event.Subject;
import com.mailgrant.organization.OrganizationId;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Changes where messages stand, and tells so, in one transaction. */
@Component
class MessageHistory {
  private final OutboxTable table;
  private final Events events;
  private final Clock clock;

  MessageHistory(OutboxTable table, Events events, Clock clock) {
    this.table = table;
    this.events = events;
    this.clock = clock;
  }

  /**
   * Ends a try at a message. A worker that was overtaken changes nothing, so that no event comes
   * twice.
   *
   * @param next when it is tried, or looked for, again; null: not by itself
   * @param refused recipients so far
   * @param why the failure; null where there was none
   * @return false when it was overtaken
   */
  @Transactional
  public boolean end(
      Taken message,
      OutboxState state,
      @Nullable Instant next,
      List<Refusal> refused,
      @Nullable Report why) {
    return end(message, state, next, refused, why, null);
  }

  /**
   * The same for a message that has left.
   *
   * @param copy who files the copy in Sent
   */
  @Transactional
  public boolean left(Taken message, List<Refusal> refused, @Nullable Report why, CopyState copy) {
    return end(message, OutboxState.SENT, null, refused, why, copy);
  }

  private boolean end(
      Taken message,
      OutboxState state,
      @Nullable Instant next,
      List<Refusal> refused,
      @Nullable Report why,
      @Nullable CopyState copy) {
    var now = clock.instant();
    var errorId = why == null ? null : why.errorId().value();
    var sentAt = state == OutboxState.SENT ? now : null;
    if (!table.end(message.id(), state, sentAt, next, errorId, refused, copy, now)) {
      return false;
    }
    var type = type(state);
    if (type != null) {
      tell(type, message.told(), state == OutboxState.DEFERRED ? next : null, why);
    }
    return true;
  }

  /** Tells what was done to a message by request; the caller's transaction did it. */
  void tell(EventType type, Told message) {
    tell(type, message, null, null);
  }

  /** The same with the reason. */
  void tell(EventType type, Told message, @Nullable Instant next, @Nullable Report why) {
    events.publish(type, subject(message), data(message, next, why));
  }

  /** The same as a part of the statement that does it; {@link #told} comes after it. */
  EventClause clause(EventType type, Told message) {
    return events.clause(type, subject(message), data(message, null, null));
  }

  /** A statement with a {@link #clause} told something. */
  void told() {
    events.told();
  }

  private static Subject subject(Told message) {
    return Subject.message(message.organization(), message.account().value(), message.id());
  }

  private static EventData.Message data(
      Told message, @Nullable Instant next, @Nullable Report why) {
    return new EventData.Message(
        message.messageId(),
        message.sender(),
        message.subject(),
        message.attempts(),
        next,
        why == null ? null : Diagnosed.of(why));
  }

  /** Null for states that are steps on the way. */
  private static @Nullable EventType type(OutboxState state) {
    return switch (state) {
      case QUEUED -> EventType.MESSAGE_QUEUED;
      case SENDING -> null;
      case SENT -> EventType.MESSAGE_SENT;
      case DEFERRED -> EventType.MESSAGE_DEFERRED;
      case HELD -> EventType.MESSAGE_HELD;
      case FAILED -> EventType.MESSAGE_FAILED;
      case CANCELLED -> EventType.MESSAGE_CANCELLED;
      case UNKNOWN -> EventType.MESSAGE_UNKNOWN;
    };
  }

  /** What events say about a message. */
  record Told(
      OrganizationId organization,
      UUID id,
      AccountId account,
      String messageId,
      String sender,
      String subject,
      int attempts) {}
}
