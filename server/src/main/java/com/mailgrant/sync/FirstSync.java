package com.mailgrant.sync;

import com.mailgrant.inbox.Headers;
import com.mailgrant.mail.MailFailureException;
import com.mailgrant.mail.MessageHeader;
import com.mailgrant.mail.SearchCriteria;
import com.mailgrant.mail.UidSet;
import com.mailgrant.sync.Moves.Change;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Records what lies in a folder when it is first seen, in ascending order of UIDs and in silence
 * but for what came since the moment that counts. It goes on where it was, whenever it was
 * interrupted.
 */
@Component
class FirstSync {
  /** Old messages need little of each, so many go into one fetch. */
  private static final int OLD_ONES = 20;

  private static final int FOUND_AGAIN_AT_ONCE = 500;
  private static final List<String> MESSAGE_ID = List.of("MESSAGE-ID");
  private static final String PLAIN = "Message-ID:";
  private static final int LONGEST_PLAIN = 998;
  private static final Duration FEW_ARE_RECENT = Duration.ofHours(1);

  private final FolderTable folders;
  private final KnownTable known;
  private final Arrivals arrivals;
  private final Fetching fetching;
  private final Moves moves;
  private final TransactionTemplate transaction;
  private final Clock clock;

  FirstSync(
      FolderTable folders,
      KnownTable known,
      Arrivals arrivals,
      Fetching fetching,
      Moves moves,
      TransactionTemplate transaction,
      Clock clock) {
    this.folders = folders;
    this.known = known;
    this.arrivals = arrivals;
    this.fetching = fetching;
    this.moves = moves;
    this.transaction = transaction;
    this.clock = clock;
  }

  /**
   * Goes on with the open folder for at most so long.
   *
   * @return whether it is complete now
   */
  boolean go(Mailbox mailbox, FolderState folder, long exists, Duration atMost)
      throws MailFailureException {
    long end = System.nanoTime() + atMost.toNanos();
    var state = folder;
    if (exists > 0) {
      var uids = fetching.uidsFrom(mailbox, state.uidNext());
      var recent = recent(mailbox, state);
      for (int at = 0; at < uids.length; ) {
        if (System.nanoTime() - end > 0) {
          return false;
        }
        boolean usual = state.step() == FolderState.USUAL_STEP;
        int size = Math.min(uids.length - at, usual ? OLD_ONES * state.step() : state.step());
        var chunk = Arrays.copyOfRange(uids, at, at + size);
        var before = state;
        if (fetching.attempt(mailbox, state, chunk, () -> take(mailbox, before, chunk, recent))) {
          at += size;
        }
        state = folders.find(folder.id()).orElseThrow();
        while (at < uids.length && uids[at] < state.uidNext()) {
          at++;
        }
      }
    }
    end(mailbox, state);
    if (state.troubleUntil() != null) {
      folders.recovered(state.id());
    }
    return true;
  }

  private void take(Mailbox mailbox, FolderState state, long[] chunk, UidSet recent)
      throws MailFailureException {
    var late = new TreeSet<Long>();
    for (long uid : chunk) {
      if (recent.contains(uid) || uid >= state.baseline()) {
        late.add(uid);
      }
    }
    var isNews = news(state);
    try (var writer = new RowWriter(known, folders, transaction, mailbox, state)) {
      if (late.size() < chunk.length) {
        // Everything between is wanted too: one range in place of ten thousand numbers.
        var range = UidSet.range(chunk[0], chunk[chunk.length - 1]);
        var lateOnes = UidSet.of(late.stream().mapToLong(Long::longValue).toArray());
        mailbox
            .session()
            .fetchHeaders(
                range,
                MESSAGE_ID,
                header -> {
                  if (!lateOnes.contains(header.uid())) {
                    if (isNews.test(header)) {
                      late.add(header.uid());
                    } else {
                      writer.add(Known.of(header, messageId(header)));
                    }
                  }
                });
      }
      writer.flush();
      takeLate(mailbox, state, List.copyOf(late));
      writer.reached(chunk[chunk.length - 1] + 1);
      writer.flush();
    }
  }

  private void takeLate(Mailbox mailbox, FolderState state, List<Long> late)
      throws MailFailureException {
    for (int at = 0; at < late.size(); at += FolderState.USUAL_STEP) {
      var part = late.subList(at, Math.min(late.size(), at + FolderState.USUAL_STEP));
      var headers = new ArrayList<MessageHeader>();
      mailbox
          .session()
          .fetchHeaders(
              UidSet.of(part.stream().mapToLong(Long::longValue).toArray()),
              Arrivals.FIELDS,
              headers::add);
      arrivals.take(mailbox, state, headers, news(state), 0);
    }
  }

  /**
   * What came after the baseline, or since the moment that counts: servers tell when it came in
   * whole seconds (RFC 3501 2.3.3).
   */
  private static Predicate<MessageHeader> news(FolderState state) {
    var from = state.announceFrom().truncatedTo(ChronoUnit.SECONDS);
    return header ->
        header.uid() >= state.baseline()
            || header.received().map(when -> !when.isBefore(from)).orElse(false);
  }

  /**
   * What had better be fetched with all its fields at once. Where nothing but what comes just now
   * is announced, these are few or none, and the search would cost the server more than it saves.
   * Servers search by their own calendar: a day more makes up for it.
   */
  private UidSet recent(Mailbox mailbox, FolderState state) throws MailFailureException {
    if (state.announceFrom().isAfter(clock.instant().minus(FEW_ARE_RECENT))) {
      return UidSet.none();
    }
    var day = state.announceFrom().atZone(ZoneOffset.UTC).toLocalDate().minusDays(1);
    return mailbox.session().search(SearchCriteria.all().since(day)).uids();
  }

  private void end(Mailbox mailbox, FolderState state) {
    var replaced = state.replaces();
    if (replaced != null) {
      folders.find(replaced).ifPresent(old -> lost(mailbox, old));
    }
    transaction.executeWithoutResult(_ -> {
      mailbox.fence().hold();
      folders.firstEnded(state.id(), clock.instant());
      if (replaced != null) {
        folders.delete(replaced);
      }
    });
  }

  /** What was in the folder before its UIDs became void, and is not there any more. */
  private void lost(Mailbox mailbox, FolderState old) {
    var rows = known.some(old.id(), FOUND_AGAIN_AT_ONCE);
    while (!rows.isEmpty()) {
      var part = rows;
      transaction.executeWithoutResult(_ -> {
        mailbox.fence().hold();
        var gone = known.remove(old.id(), part.stream().mapToLong(Known::uid).toArray());
        List<Change> changes = gone.stream().map(row -> Arrivals.gone(old, row)).toList();
        moves.departed(mailbox, changes);
      });
      rows = known.some(old.id(), FOUND_AGAIN_AT_ONCE);
    }
  }

  /** Nearly every message has it on one plain line; a parser of mail takes far longer for it. */
  static @Nullable String messageId(MessageHeader header) {
    var plain = plainId(header.header());
    return plain != null ? plain : new Headers(header.header()).first("Message-ID");
  }

  /** What stands in a header that is this one field and nothing unusual; null for all others. */
  private static @Nullable String plainId(byte[] header) {
    int name = PLAIN.length();
    int end = header.length - 4;
    if (end <= name || end > LONGEST_PLAIN) {
      return null;
    }
    var text = new String(header, StandardCharsets.ISO_8859_1);
    if (!text.regionMatches(true, 0, PLAIN, 0, name) || !text.endsWith("\r\n\r\n")) {
      return null;
    }
    for (int i = name; i < end; i++) {
      if (header[i] < ' ' || header[i] > '~') {
        return null;
      }
    }
    return text.substring(name, end).strip();
  }
}
