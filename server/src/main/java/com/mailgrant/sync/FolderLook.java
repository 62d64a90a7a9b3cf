package com.mailgrant.sync;

import com.mailgrant.event.EventData.Before;
import com.mailgrant.event.EventType;
import com.mailgrant.mail.FolderStatus;
import com.mailgrant.mail.MailFailureException;
import com.mailgrant.mail.MessageHeader;
import com.mailgrant.mail.SearchCriteria;
import com.mailgrant.mail.UidSet;
import com.mailgrant.sync.Mailbox.Heard;
import com.mailgrant.sync.Moves.Change;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * One look at one folder: what came, what changed, what is gone. By QRESYNC or CONDSTORE (RFC 7162)
 * where the server has them; elsewhere by counts, and by comparing UIDs and flags.
 */
@Component
class FolderLook {
  /** How long a first synchronisation keeps other folders waiting. */
  private static final Duration SLICE = Duration.ofSeconds(30);

  /** Flags of so many messages, the newest ones, are compared one by one. */
  static final int WINDOW = 1_000;

  private static final Duration BETWEEN_COMPARISONS = Duration.ofMinutes(10);
  private static final int DEPARTURES_AT_ONCE = 1_000;

  private final FolderTable folders;
  private final KnownTable known;
  private final FirstSync firstSync;
  private final Fetching fetching;
  private final Arrivals arrivals;
  private final Moves moves;
  private final TransactionTemplate transaction;
  private final Clock clock;

  FolderLook(
      FolderTable folders,
      KnownTable known,
      FirstSync firstSync,
      Fetching fetching,
      Arrivals arrivals,
      Moves moves,
      TransactionTemplate transaction,
      Clock clock) {
    this.folders = folders;
    this.known = known;
    this.firstSync = firstSync;
    this.fetching = fetching;
    this.arrivals = arrivals;
    this.moves = moves;
    this.transaction = transaction;
    this.clock = clock;
  }

  /** Opens the folder; by QRESYNC what happened since is heard with it. */
  FolderStatus open(Mailbox mailbox, Wanted wanted, @Nullable FolderState state)
      throws MailFailureException {
    var modSeq = state == null ? null : state.modSeq();
    return mailbox.quickResync() && state != null && modSeq != null && modSeq > 0
        ? mailbox.session().examineSince(wanted.name(), state.uidValidity(), modSeq)
        : mailbox.session().examine(wanted.name());
  }

  /**
   * Looks into the open folder.
   *
   * @param earlier what was heard of it before it was opened
   * @return whether all of it was seen; false when the first synchronisation goes on later
   */
  boolean look(Mailbox mailbox, FolderState begun, FolderStatus status, Heard earlier)
      throws MailFailureException {
    if (!begun.complete()) {
      if (!firstSync.go(mailbox, begun, status.exists(), SLICE)) {
        return false;
      }
      // By now other messages may have come; the next look, soon, begins with these.
      folders.looked(begun.id(), begun.modSeq(), null, null, clock.instant());
      return true;
    }
    takeNew(mailbox, begun, status);
    var compared = changes(mailbox, begun, status, earlier);
    departures(mailbox, begun, status);
    var modSeq = status.highestModSeq();
    transaction.executeWithoutResult(_ -> {
      mailbox.fence().hold();
      folders.looked(
          begun.id(),
          modSeq.isPresent() ? Long.valueOf(modSeq.getAsLong()) : null,
          null,
          compared,
          clock.instant());
    });
    return true;
  }

  private void takeNew(Mailbox mailbox, FolderState begun, FolderStatus status)
      throws MailFailureException {
    if (status.exists() == 0
        || (status.uidNext().isPresent() && status.uidNext().getAsLong() <= begun.uidNext())) {
      return;
    }
    var uids = fetching.uidsFrom(mailbox, begun.uidNext());
    var state = begun;
    for (int at = 0; at < uids.length; ) {
      int size = Math.min(uids.length - at, state.step());
      var chunk = Arrays.copyOfRange(uids, at, at + size);
      var before = state;
      if (fetching.attempt(mailbox, state, chunk, () -> take(mailbox, before, chunk))) {
        at += size;
      }
      state = folders.find(begun.id()).orElseThrow();
      while (at < uids.length && uids[at] < state.uidNext()) {
        at++;
      }
    }
  }

  private void take(Mailbox mailbox, FolderState state, long[] chunk) throws MailFailureException {
    var headers = new ArrayList<MessageHeader>();
    mailbox.session().fetchHeaders(UidSet.of(chunk), Arrivals.FIELDS, headers::add);
    arrivals.take(mailbox, state, headers, _ -> true, chunk[chunk.length - 1] + 1);
  }

  /** Returns when flags were compared one by one, if they were. */
  private @Nullable Instant changes(
      Mailbox mailbox, FolderState folder, FolderStatus status, Heard earlier)
      throws MailFailureException {
    var flags = new HashMap<Long, String>();
    var modSeq = folder.modSeq();
    @Nullable Instant compared = null;
    if (status.highestModSeq().isPresent() && modSeq != null) {
      if (!mailbox.quickResync() && status.highestModSeq().getAsLong() > modSeq) {
        mailbox
            .session()
            .fetchFlagsChangedSince(
                UidSet.from(1), modSeq, m -> flags.put(m.uid(), Known.flags(m.flags())));
      }
    } else if (folder.messages() > 0 && (earlier.flagsChanged || due(folder))) {
      long from = known.windowStart(folder.id(), WINDOW);
      mailbox
          .session()
          .fetchFlags(UidSet.from(from), m -> flags.put(m.uid(), Known.flags(m.flags())));
      compared = clock.instant();
    }
    // What QRESYNC tells came with the opening, and what others did meanwhile came since.
    var heard = mailbox.takeDetails(status.exists());
    flags.putAll(heard.flags);
    keep(mailbox, folder, flags);
    for (var vanished : heard.vanished) {
      depart(mailbox, folder, known.uids(folder.id(), vanished));
    }
    return compared;
  }

  /** Whether it is time to compare the flags one by one, where nothing else tells. */
  boolean due(FolderState folder) {
    var at = folder.comparedAt();
    var now = clock.instant();
    // A clock that was put back must not stop the comparing.
    return at == null || at.isAfter(now) || !at.plus(BETWEEN_COMPARISONS).isAfter(now);
  }

  private void keep(Mailbox mailbox, FolderState folder, Map<Long, String> flags) {
    if (flags.isEmpty()) {
      return;
    }
    transaction.executeWithoutResult(_ -> {
      mailbox.fence().hold();
      for (var before : known.changeFlags(folder.id(), flags)) {
        var now =
            new Known(
                before.uid(),
                before.key(),
                before.messageId(),
                before.octets(),
                before.receivedAt(),
                String.valueOf(flags.get(before.uid())));
        var change = Arrivals.gone(folder, now);
        moves.tell(
            mailbox.account(),
            EventType.MAIL_CHANGED,
            change.message(),
            change.data().after(new Before(null, null, null, Arrivals.words(before.flags()))));
      }
    });
  }

  /** As many here as there: then all that is known is there. Else both lists are compared. */
  private void departures(Mailbox mailbox, FolderState begun, FolderStatus status)
      throws MailFailureException {
    long recorded = folders.find(begun.id()).orElseThrow().messages();
    if (recorded == status.exists()) {
      return;
    }
    var there =
        status.exists() == 0
            ? UidSet.none()
            : mailbox.session().search(SearchCriteria.all()).uids();
    if (there.isEmpty() && status.exists() > 0) {
      // A server that names none of the messages that it counts is not to be believed.
      return;
    }
    var here = known.uids(begun.id(), 1, UidSet.LAST);
    var gone = LongStream.of(here).filter(uid -> !there.contains(uid)).toArray();
    overlooked(mailbox, begun, here, there);
    depart(mailbox, begun, gone);
  }

  /** Messages that are there again although they were gone, or that no fetch has brought. */
  private void overlooked(Mailbox mailbox, FolderState begun, long[] here, UidSet there)
      throws MailFailureException {
    var recorded = new HashSet<Long>();
    LongStream.of(here).forEach(recorded::add);
    long below = folders.find(begun.id()).orElseThrow().uidNext();
    var missing = there.stream().filter(uid -> uid < below && !recorded.contains(uid)).toArray();
    for (int at = 0; at < missing.length; at += FolderState.USUAL_STEP) {
      var part =
          Arrays.copyOfRange(missing, at, Math.min(missing.length, at + FolderState.USUAL_STEP));
      var headers = new ArrayList<MessageHeader>();
      mailbox.session().fetchHeaders(UidSet.of(part), Arrivals.FIELDS, headers::add);
      arrivals.takeOverlooked(mailbox, begun, headers, header -> header.uid() >= begun.baseline());
      var brought = headers.stream().map(MessageHeader::uid).collect(Collectors.toSet());
      for (long uid : part) {
        if (!brought.contains(uid)) {
          fetching.skipIfThere(mailbox, begun, uid);
        }
      }
    }
  }

  private void depart(Mailbox mailbox, FolderState folder, long[] uids) {
    for (int at = 0; at < uids.length; at += DEPARTURES_AT_ONCE) {
      var part = Arrays.copyOfRange(uids, at, Math.min(uids.length, at + DEPARTURES_AT_ONCE));
      transaction.executeWithoutResult(_ -> {
        mailbox.fence().hold();
        var gone = known.remove(folder.id(), part);
        folders.count(folder.id(), -gone.size());
        List<Change> changes = gone.stream().map(row -> Arrivals.gone(folder, row)).toList();
        moves.departed(mailbox, changes);
      });
    }
  }

  /** Forgets a folder that is no more, and tells that its messages are gone. */
  void departAll(Mailbox mailbox, FolderState folder) {
    depart(mailbox, folder, known.uids(folder.id(), 1, UidSet.LAST));
    transaction.executeWithoutResult(_ -> {
      mailbox.fence().hold();
      folders.delete(folder.id());
    });
  }
}
