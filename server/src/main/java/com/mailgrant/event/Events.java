package com.mailgrant.event;

import java.time.Clock;
import java.util.UUID;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** Where everybody tells what happened. */
@Service
public class Events {
  private final EventTable table;
  private final Numbering numbering;
  private final Clock clock;

  Events(EventTable table, Numbering numbering, Clock clock) {
    this.table = table;
    this.numbering = numbering;
    this.clock = clock;
  }

  /**
   * Tells that something happened, now. Event and change are committed together or not at all.
   * Events of one subject keep their order if its row is locked before this is called.
   *
   * @throws IllegalStateException outside of a transaction: then a change could be kept and its
   *     event lost
   */
  public void publish(EventType type, Subject subject, EventData data) {
    if (!TransactionSynchronizationManager.isActualTransactionActive()) {
      throw new IllegalStateException(
          type.apiName() + " was published outside of the transaction that made it true");
    }
    check(type, data);
    table.add(UUID.randomUUID(), type, subject, clock.instant(), data);
    told();
  }

  /**
   * The same for a statement that changes something and tells so by itself. Whoever ran it says so
   * with {@link #told}; forgetting that delays the event, no more.
   */
  public EventClause clause(EventType type, Subject subject, EventData data) {
    check(type, data);
    return table.clause(UUID.randomUUID(), type, subject, clock.instant(), data);
  }

  /** Events were written; those who wait hear of them after the commit. */
  public void told() {
    if (!TransactionSynchronizationManager.isSynchronizationActive()) {
      numbering.ring();
      return;
    }
    TransactionSynchronizationManager.registerSynchronization(
        new TransactionSynchronization() {
          @Override
          public void afterCommit() {
            numbering.ring();
          }
        });
  }

  private static void check(EventType type, EventData data) {
    if (!type.data().isInstance(data)) {
      throw new IllegalArgumentException(type.apiName() + " does not carry " + data.getClass());
    }
  }
}
