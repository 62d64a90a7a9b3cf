package com.mailgrant.outbox;

import static com.mailgrant.outbox.OutboxState.DEFERRED;
import static com.mailgrant.outbox.OutboxState.HELD;
import static com.mailgrant.outbox.OutboxState.QUEUED;
import static com.mailgrant.outbox.OutboxState.SENDING;

import com.mailgrant.account.AccountDeleted;
import com.mailgrant.account.AccountId;
import com.mailgrant.account.AccountState;
import com.mailgrant.account.AccountStateChanged;
import com.mailgrant.account.MailAccount;
import com.mailgrant.connectiontest.ConnectionTested;
import com.mailgrant.event.EventType;
import com.mailgrant.organization.OrganizationId;
import com.mailgrant.outbox.Composer.Composed;
import com.mailgrant.outbox.MessageHistory.Told;
import com.mailgrant.platform.Missing;
import com.mailgrant.platform.Refused;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.util.EnumSet;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/** Accepts messages and keeps them until they are sent. */
@Service
public class Outbox {
  private final OutboxTable table;
  private final OutboxWorker worker;
  private final MessageHistory history;
  private final TransactionTemplate transaction;
  private final JsonMapper json;
  private final Clock clock;

  Outbox(
      OutboxTable table,
      OutboxWorker worker,
      MessageHistory history,
      TransactionTemplate transaction,
      JsonMapper json,
      Clock clock) {
    this.table = table;
    this.worker = worker;
    this.history = history;
    this.transaction = transaction;
    this.json = json;
    this.clock = clock;
  }

  /**
   * Stores a message; when this returns, it is on disk.
   *
   * @param key the same key with the same content gives the same message; with other content it is
   *     refused
   */
  public OutboxMessage accept(MailAccount account, MessageDraft draft, @Nullable String key) {
    var hash = hash(json.writeValueAsBytes(draft));
    var composed = Composer.compose(account, draft, clock.instant());
    var id = UUID.randomUUID();
    if (!inserted(id, account, composed, key, hash)) {
      return table
          .byKey(account.id(), String.valueOf(key), hash)
          .orElseThrow(() ->
              new Refused(
                  Refused.Reason.CONFLICT,
                  "This Idempotency-Key was used for another message. Use a new key."));
    }
    worker.wake();
    return get(account.organization(), id);
  }

  OutboxMessage get(OrganizationId organization, UUID id) {
    return table.find(organization, id).orElseThrow(() -> new Missing("outbox message"));
  }

  List<OutboxMessage> list(
      OrganizationId organization, @Nullable UUID account, @Nullable OutboxState state) {
    return table.list(organization, account, state, 200);
  }

  void cancel(OrganizationId organization, UUID id) {
    transaction.executeWithoutResult(_ -> {
      var message = get(organization, id);
      var told =
          table
              .cancel(id)
              .orElseThrow(() ->
                  new Refused(
                      Refused.Reason.CONFLICT,
                      "The message is " + message.state().apiName() + " and cannot be cancelled."));
      history.tell(EventType.MESSAGE_CANCELLED, told);
    });
  }

  OutboxMessage release(OrganizationId organization, UUID id) {
    get(organization, id);
    transaction.executeWithoutResult(_ -> letGo(null, id));
    worker.wake();
    return get(organization, id);
  }

  /** Held messages leave by themselves as soon as their account works again. */
  @EventListener
  @Transactional
  public void accountWorksAgain(AccountStateChanged changed) {
    if (changed.after() == AccountState.ACTIVE
        || changed.after() == AccountState.TESTED
        || changed.after() == AccountState.SIGNED_IN
        || changed.after() == AccountState.MAPPED) {
      letGo(changed.account(), null);
    }
  }

  /**
   * Messages go with their account, and nobody may believe that they still leave. What is on the
   * wire may have left. Earlier than others, so that the account's own end comes last in the log.
   */
  @EventListener
  @Transactional
  @Order(0)
  public void accountDeleted(AccountDeleted deleted) {
    var account = deleted.account();
    for (var waiting : table.lock(account.id(), EnumSet.of(QUEUED, DEFERRED, HELD))) {
      history.tell(EventType.MESSAGE_CANCELLED, waiting);
    }
    for (var onTheWire : table.lock(account.id(), EnumSet.of(SENDING))) {
      history.tell(EventType.MESSAGE_UNKNOWN, onTheWire);
    }
  }

  private boolean inserted(
      UUID id, MailAccount account, Composed composed, @Nullable String key, byte[] hash) {
    return Boolean.TRUE.equals(
        transaction.execute(_ -> {
          boolean isNew = table.insert(id, account, composed, key, hash, clock.instant());
          if (isNew) {
            history.tell(
                EventType.MESSAGE_QUEUED,
                new Told(
                    account.organization(),
                    id,
                    account.id(),
                    composed.messageId(),
                    account.senderEmail().value(),
                    composed.subject(),
                    0));
          }
          return isNew;
        }));
  }

  private void letGo(@Nullable AccountId account, @Nullable UUID id) {
    for (var released : table.release(account, id, clock.instant())) {
      history.tell(EventType.MESSAGE_RELEASED, released);
    }
  }

  /** Whatever the account's state was: the server takes its sign-in for sending. */
  @EventListener
  @Transactional
  public void connectionTested(ConnectionTested tested) {
    if (tested.sending() instanceof ConnectionTested.Sending.Allowed) {
      table.release(tested.account().id(), null, clock.instant());
    }
  }

  private static byte[] hash(byte[] body) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(body);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
