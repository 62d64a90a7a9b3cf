package com.mailgrant.outbox;

import com.mailgrant.organization.OrganizationId;
import com.mailgrant.platform.InvalidInput;
import com.mailgrant.platform.Missing;
import com.mailgrant.platform.Refused;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** The outbox for those who look after it: pages, numbers, and the same done to many. */
@Service
class OutboxDesk {
  private static final Set<OutboxState> WAITING =
      EnumSet.of(OutboxState.QUEUED, OutboxState.SENDING, OutboxState.DEFERRED, OutboxState.HELD);
  private static final int MOST_AT_ONCE = 10_000;

  private final Outbox outbox;
  private final OutboxQueries queries;

  OutboxDesk(Outbox outbox, OutboxQueries queries) {
    this.outbox = outbox;
    this.queries = queries;
  }

  /**
   * Newest first.
   *
   * @param next cursor of the next page; null on the last one
   */
  record Page(List<OutboxMessage> items, @Nullable String next) {
    Page {
      items = List.copyOf(items);
    }
  }

  Page page(
      OrganizationId organization, OutboxFilter filter, @Nullable OutboxCursor after, int most) {
    var found = queries.list(organization, filter, after, most + 1);
    var shown = found.subList(0, Math.min(most, found.size()));
    return new Page(
        shown,
        found.size() > most
            ? new OutboxCursor(shown.getLast().createdAt(), shown.getLast().id()).toString()
            : null);
  }

  OutboxSummary summary(OrganizationId organization, @Nullable UUID account) {
    var states = new EnumMap<OutboxState, Long>(OutboxState.class);
    for (var state : OutboxState.values()) {
      states.put(state, 0L);
    }
    long waiting = 0;
    Instant oldest = null;
    for (var count : queries.counts(organization, account)) {
      states.put(count.state(), count.messages());
      if (WAITING.contains(count.state())) {
        waiting += count.messages();
        oldest = oldest == null || count.oldest().isBefore(oldest) ? count.oldest() : oldest;
      }
    }
    return new OutboxSummary(states, waiting, oldest);
  }

  /** What to do to many. */
  enum Action {
    RELEASE,
    RETRY,
    MARK_SENT,
    CANCEL;

    static Action parse(@Nullable String word) {
      return switch (String.valueOf(word)) {
        case "release" -> RELEASE;
        case "retry" -> RETRY;
        case "mark-sent" -> MARK_SENT;
        case "cancel" -> CANCEL;
        default -> throw new InvalidInput("action", "wrong.outbox.action");
      };
    }
  }

  /**
   * @param action {@code release}, {@code retry}, {@code mark-sent} or {@code cancel}
   * @param ids which ones; null: those that {@code state} and {@code account} name
   * @param account only of this account; null: of all
   */
  record Bulk(
      @Nullable String action,
      @Nullable List<@Nullable UUID> ids,
      @Nullable UUID account,
      @Nullable String state) {}

  /**
   * @param done how many were changed
   * @param skipped how many could not be, as they stand elsewhere meanwhile or are not there
   * @param more whether there are more of them; ask again
   */
  record Done(int done, int skipped, boolean more) {}

  Done bulk(OrganizationId organization, Bulk bulk) {
    var action = Action.parse(bulk.action());
    if (bulk.ids() != null && (bulk.state() != null || bulk.account() != null)) {
      throw new InvalidInput("ids", "wrong.outbox.ids-or-state");
    }
    if (bulk.ids() == null && bulk.state() == null) {
      throw new InvalidInput("state", "wrong.outbox.which");
    }
    if (bulk.ids() != null && bulk.ids().size() > MOST_AT_ONCE) {
      throw new InvalidInput("ids", "wrong.outbox.too-many-ids");
    }
    List<UUID> ids = new ArrayList<>();
    if (bulk.ids() == null) {
      var state = OutboxState.parse("state", String.valueOf(bulk.state()));
      ids.addAll(
          queries.ids(organization, new OutboxFilter(bulk.account(), state), MOST_AT_ONCE + 1));
    } else {
      bulk.ids().stream().filter(id -> id != null).distinct().forEach(ids::add);
    }
    boolean more = ids.size() > MOST_AT_ONCE;
    int done = 0;
    int skipped = 0;
    for (var id : ids.subList(0, Math.min(ids.size(), MOST_AT_ONCE))) {
      if (done(organization, id, action)) {
        done++;
      } else {
        skipped++;
      }
    }
    return new Done(done, skipped, more);
  }

  private boolean done(OrganizationId organization, UUID id, Action action) {
    try {
      switch (action) {
        case RELEASE -> {
          return outbox.release(organization, id).state() == OutboxState.QUEUED;
        }
        case RETRY -> outbox.retry(organization, id);
        case MARK_SENT -> outbox.markSent(organization, id);
        case CANCEL -> outbox.cancel(organization, id);
      }
      return true;
    } catch (Refused | Missing e) {
      return false;
    }
  }
}
