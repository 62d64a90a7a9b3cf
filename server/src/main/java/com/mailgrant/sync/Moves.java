package com.mailgrant.sync;

import com.mailgrant.account.AccountId;
import com.mailgrant.account.MailAccount;
import com.mailgrant.event.EventData;
import com.mailgrant.event.EventData.Before;
import com.mailgrant.event.EventType;
import com.mailgrant.event.Events;
import com.mailgrant.event.Subject;
import com.mailgrant.sync.Pending.Kind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Tells arrivals and departures, and puts the two halves of a move together. The folders are looked
 * at one after the other, so either half may be seen first: what could be one waits until all
 * folders have been looked at since.
 */
@Component
class Moves {
  private static final int AT_ONCE = 500;

  private final PendingTable pending;
  private final KnownTable known;
  private final SynchronisationTable synchronisations;
  private final Events events;
  private final TransactionTemplate transaction;

  Moves(
      PendingTable pending,
      KnownTable known,
      SynchronisationTable synchronisations,
      Events events,
      TransactionTemplate transaction) {
    this.pending = pending;
    this.known = known;
    this.synchronisations = synchronisations;
    this.events = events;
    this.transaction = transaction;
  }

  /** Came into the folder, within the transaction that records it. */
  void arrived(Mailbox mailbox, long folder, List<Change> changes) {
    if (changes.isEmpty()) {
      return;
    }
    var account = mailbox.account();
    var departures = halves(account.id(), Kind.DEPARTURE, changes);
    var twins =
        known.elsewhere(
            account.id(), folder, changes.stream().map(change -> change.known().key()).toList());
    var used = new ArrayList<Long>();
    for (var change : changes) {
      var half = half(departures, change.known());
      var twin = twins.get(change.known().key());
      if (half != null) {
        used.add(half.id());
        moved(account, half, change);
      } else if (twin != null && change.known().resembles(twin.octets(), twin.receivedAt())) {
        wait(mailbox, Kind.ARRIVAL, change);
      } else {
        tell(account, EventType.MAIL_RECEIVED, change.message(), change.data());
      }
    }
    pending.remove(used);
  }

  /** Is not in its folder any more, within the transaction that forgets it there. */
  void departed(Mailbox mailbox, List<Change> changes) {
    if (changes.isEmpty()) {
      return;
    }
    var account = mailbox.account();
    var arrivals = halves(account.id(), Kind.ARRIVAL, changes);
    var used = new ArrayList<Long>();
    for (var change : changes) {
      var half = half(arrivals, change.known());
      if (half != null) {
        used.add(half.id());
        tell(
            account,
            EventType.MAIL_MOVED,
            half.message(),
            half.data().after(before(change.message(), change.data())));
      } else {
        wait(mailbox, Kind.DEPARTURE, change);
      }
    }
    pending.remove(used);
  }

  /** Whether something was seen that may be half a move. */
  boolean waits(Mailbox mailbox) {
    return pending.any(mailbox.account().id());
  }

  /** Takes back what was not told yet: they were only overlooked. Returns which they are. */
  Set<String> returned(Mailbox mailbox, List<String> messages) {
    return pending.cancelDepartures(mailbox.account().id(), messages);
  }

  /**
   * Tells what turned out to be no move.
   *
   * @return whether something still waits
   */
  boolean settle(Mailbox mailbox) {
    var account = mailbox.account();
    while (settleSome(mailbox, account)) {
      // Until nothing is due.
    }
    return pending.any(account.id());
  }

  private boolean settleSome(Mailbox mailbox, MailAccount account) {
    return Boolean.TRUE.equals(
        transaction.execute(_ -> {
          mailbox.fence().hold();
          long rounds = synchronisations.rounds(account.id());
          var due = pending.takeDue(account.id(), rounds, AT_ONCE);
          for (var half : due) {
            var type =
                half.kind() == Kind.ARRIVAL ? EventType.MAIL_RECEIVED : EventType.MAIL_DELETED;
            tell(account, type, half.message(), half.data());
          }
          return due.size() == AT_ONCE;
        }));
  }

  private void wait(Mailbox mailbox, Kind kind, Change change) {
    var account = mailbox.account().id();
    long rounds = synchronisations.rounds(account);
    // Of the round that is going on, folders looked at earlier know nothing of this yet.
    long due = rounds + (mailbox.inRound() ? 2 : 1);
    pending.add(account, kind, change.known(), change.message(), change.data(), due);
  }

  private Map<Long, List<Pending>> halves(AccountId account, Kind kind, List<Change> changes) {
    var keys = changes.stream().map(change -> change.known().key()).toList();
    var halves = new HashMap<Long, List<Pending>>();
    for (var half : pending.matching(account, kind, keys)) {
      halves.computeIfAbsent(half.key(), _ -> new ArrayList<>()).add(half);
    }
    return halves;
  }

  /** Each half belongs to one move only. */
  private static @Nullable Pending half(Map<Long, List<Pending>> halves, Known known) {
    var candidates = halves.get(known.key());
    if (candidates == null) {
      return null;
    }
    for (var half : candidates) {
      if (known.resembles(half.octets(), half.receivedAt())) {
        candidates.remove(half);
        return half;
      }
    }
    return null;
  }

  private void moved(MailAccount account, Pending from, Change to) {
    tell(
        account,
        EventType.MAIL_MOVED,
        to.message(),
        to.data().after(before(from.message(), from.data())));
  }

  private static Before before(String message, EventData.Mail data) {
    return new Before(data.folder(), data.role(), message, null);
  }

  void tell(MailAccount account, EventType type, @Nullable String message, EventData.Mail data) {
    events.publish(type, new Subject(account.organization(), account.id().value(), message), data);
  }

  /**
   * A message that came or went.
   *
   * @param message what the API calls it
   */
  record Change(Known known, String message, EventData.Mail data) {}
}
