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
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Tells arrivals and departures, and puts the two halves of a move together. The folders are looked
 * at one after the other, so either half may be seen first: what could be one waits until all
 * folders have been looked at since. Halves of one size belong together at once; those of one date
 * only when no better half has come by then, since a message to oneself lies in Inbox and Sent.
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
        moved(account, half.message(), half.data(), change.message(), change.data());
      } else if ((twin != null && change.known().resembles(twin.octets(), twin.receivedAt()))
          || resemblesOne(departures, change.known())) {
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
        moved(account, change.message(), change.data(), half.message(), half.data());
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
          settle(account, due);
          return due.size() == AT_ONCE;
        }));
  }

  private void settle(MailAccount account, List<Pending> due) {
    var waiting = new ArrayList<>(due);
    var keys = due.stream().map(Pending::key).distinct().toList();
    for (var kind : Kind.values()) {
      waiting.addAll(pending.matching(account.id(), kind, keys));
    }
    var others = waiting.stream().collect(Collectors.groupingBy(Pending::key));
    var used = new HashSet<Long>();
    for (var half : due) {
      if (used.add(half.id())) {
        var other =
            others.getOrDefault(half.key(), List.of()).stream()
                .filter(it -> !used.contains(it.id()) && it.completes(half))
                .findFirst();
        other.ifPresent(it -> used.add(it.id()));
        tell(account, half, other.orElse(null));
      }
    }
    pending.remove(used);
  }

  private void tell(MailAccount account, Pending half, @Nullable Pending other) {
    boolean came = half.kind() == Kind.ARRIVAL;
    if (other == null) {
      var type = came ? EventType.MAIL_RECEIVED : EventType.MAIL_DELETED;
      tell(account, type, half.message(), half.data());
    } else if (came) {
      moved(account, other.message(), other.data(), half.message(), half.data());
    } else {
      moved(account, half.message(), half.data(), other.message(), other.data());
    }
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
    var candidates = halves.getOrDefault(known.key(), List.of());
    for (var half : candidates) {
      if (known.octets() == half.octets()) {
        candidates.remove(half);
        return half;
      }
    }
    return null;
  }

  private static boolean resemblesOne(Map<Long, List<Pending>> halves, Known known) {
    return halves.getOrDefault(known.key(), List.of()).stream()
        .anyMatch(half -> known.resembles(half.octets(), half.receivedAt()));
  }

  private void moved(
      MailAccount account, String before, EventData.Mail there, String after, EventData.Mail here) {
    var from = new Before(there.folder(), there.role(), before, null);
    tell(account, EventType.MAIL_MOVED, after, here.after(from));
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
