package com.mailgrant.outbox;

import static com.mailgrant.outbox.OutboxState.DEFERRED;
import static com.mailgrant.outbox.OutboxState.FAILED;
import static com.mailgrant.outbox.OutboxState.HELD;
import static com.mailgrant.outbox.OutboxState.QUEUED;
import static com.mailgrant.outbox.OutboxState.SENDING;
import static com.mailgrant.outbox.OutboxState.SENT;
import static com.mailgrant.outbox.OutboxState.UNKNOWN;

import com.mailgrant.account.AccountDeleted;
import com.mailgrant.account.AccountId;
import com.mailgrant.account.AccountStateChanged;
import com.mailgrant.account.MailAccount;
import com.mailgrant.connectiontest.ConnectionTested;
import com.mailgrant.event.EventType;
import com.mailgrant.organization.OrganizationId;
import com.mailgrant.platform.InvalidInput;
import com.mailgrant.platform.Missing;
import com.mailgrant.platform.Refused;
import com.mailgrant.platform.Sentence;
import com.mailgrant.session.NoSession;
import java.time.Clock;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

/** Accepts messages and keeps them until they are sent. */
@Service
public class Outbox {
  private static final int ALL = 1_000_000;

  private final OutboxTable table;
  private final OutboxQueries queries;
  private final LaneTable lanes;
  private final Accepting accepting;
  private final OutboxWorker worker;
  private final MessageHistory history;
  private final Doubts doubts;
  private final TransactionTemplate transaction;
  private final Clock clock;

  Outbox(
      OutboxTable table,
      OutboxQueries queries,
      LaneTable lanes,
      Accepting accepting,
      OutboxWorker worker,
      MessageHistory history,
      Doubts doubts,
      TransactionTemplate transaction,
      Clock clock) {
    this.table = table;
    this.queries = queries;
    this.lanes = lanes;
    this.accepting = accepting;
    this.worker = worker;
    this.history = history;
    this.doubts = doubts;
    this.transaction = transaction;
    this.clock = clock;
  }

  /**
   * Stores a message of Mailgrant's own, which leaves through this account and no other; when this
   * returns, it is on disk.
   *
   * @param key the same key with the same content gives the same message; with other content it is
   *     refused
   */
  public OutboxMessage accept(MailAccount account, MessageDraft draft, @Nullable String key) {
    return accepting.accept(account, draft, key);
  }

  /**
   * The same for a message of the application: it may answer or forward another one, its sender's
   * rights are checked, and it leaves through the account that the organization's policy says.
   *
   * @throws NoSession when the mailbox with the other one does not open
   */
  public OutboxMessage acceptAnswer(MailAccount account, MessageDraft draft, @Nullable String key)
      throws NoSession {
    return accepting.acceptAnswer(account, draft, key);
  }

  OutboxMessage get(OrganizationId organization, UUID id) {
    return queries
        .find(organization, id)
        .orElseThrow(() -> new Missing("wrong.missing.outbox-message"));
  }

  void cancel(OrganizationId organization, UUID id) {
    transaction.executeWithoutResult(_ -> {
      var message = get(organization, id);
      var told =
          table
              .cancel(id, clock.instant())
              .orElseThrow(() -> tooLate(message, "wrong.outbox.not-cancelled"));
      history.tell(EventType.MESSAGE_CANCELLED, told);
    });
  }

  /**
   * Another try now for what waits or is in doubt; in other states nothing happens. What was in
   * doubt is sent only if no copy is found now.
   */
  OutboxMessage release(OrganizationId organization, UUID id) {
    tryAgain(get(organization, id), EnumSet.of(HELD, DEFERRED, UNKNOWN));
    return get(organization, id);
  }

  /** Another try now also for what failed, by a person who knows that the reason is gone. */
  OutboxMessage retry(OrganizationId organization, UUID id) {
    var message = get(organization, id);
    if (!tryAgain(message, EnumSet.of(HELD, DEFERRED, UNKNOWN, FAILED))) {
      throw tooLate(
          message,
          message.contentKept() ? "wrong.outbox.not-retried" : "wrong.outbox.content-gone");
    }
    return get(organization, id);
  }

  /** A person has found out that a message in doubt left. */
  OutboxMessage markSent(OrganizationId organization, UUID id) {
    var known = get(organization, id);
    boolean marked = doubts.left(known.id());
    var message = get(organization, id);
    if (!marked && message.state() != SENT) {
      throw tooLate(message, "wrong.outbox.not-marked-sent");
    }
    return message;
  }

  /** Moves a message that has not been tried to another time. */
  OutboxMessage move(OrganizationId organization, UUID id, Instant to) {
    var message = get(organization, id);
    if (to.isAfter(clock.instant().plus(Accepting.LATEST))) {
      throw new InvalidInput("sendAt", "wrong.outbox.within-a-year");
    }
    if (table.move(id, to).isEmpty()) {
      throw tooLate(message, "wrong.outbox.not-moved");
    }
    worker.wake(AccountId.parse(message.accountId()).orElseThrow());
    return get(organization, id);
  }

  private boolean tryAgain(OutboxMessage message, Set<OutboxState> from) {
    var account = AccountId.parse(message.accountId()).orElseThrow();
    boolean released =
        Boolean.TRUE.equals(
            transaction.execute(_ -> {
              var told = table.release(message.id(), from, clock.instant());
              told.ifPresent(it -> {
                lanes.reopen(account);
                history.tell(EventType.MESSAGE_RELEASED, it);
              });
              return told.isPresent();
            }));
    if (released) {
      worker.wake(account);
    }
    return released;
  }

  private static Refused tooLate(OutboxMessage message, String key) {
    return new Refused(
        Refused.Reason.CONFLICT, key, Sentence.of("outbox.state." + message.state().apiName()));
  }

  /** Held messages leave by themselves as soon as their account works again. */
  @EventListener
  @Transactional
  public void accountWorksAgain(AccountStateChanged changed) {
    if (changed.worksAgain()) {
      letGo(changed.account(), ALL);
    }
  }

  /** Whatever the account's state was: the server takes its sign-in for sending. */
  @EventListener
  @Transactional
  public void connectionTested(ConnectionTested tested) {
    if (tested.sending() instanceof ConnectionTested.Sending.Allowed) {
      letGo(tested.account().id(), ALL);
    }
  }

  /**
   * The server for sending took a sign-in, which nobody asked for. That cures a refused sign-in; a
   * fault that showed after it is tried with one message, and the others follow when it has left.
   */
  @Transactional
  public void signInForSendingWorks(AccountId account) {
    lanes.held(account).ifPresent(held -> letGo(account, held.signedIn() ? 1 : ALL));
  }

  private void letGo(AccountId account, int most) {
    lanes.reopen(account);
    var released = table.releaseHeld(account, most, clock.instant());
    released.forEach(message -> history.tell(EventType.MESSAGE_RELEASED, message));
    if (!released.isEmpty()) {
      worker.wakeAfterCommit(account);
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
      table
          .cancel(waiting.id(), clock.instant())
          .ifPresent(told -> history.tell(EventType.MESSAGE_CANCELLED, told));
    }
    for (var onTheWire : table.lock(account.id(), EnumSet.of(SENDING))) {
      history.tell(EventType.MESSAGE_UNKNOWN, onTheWire);
    }
  }

  List<OutboxMessage> list(
      OrganizationId organization, @Nullable UUID account, @Nullable OutboxState state) {
    return queries.list(organization, new OutboxFilter(account, state), null, 200);
  }
}
