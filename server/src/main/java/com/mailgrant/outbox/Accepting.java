package com.mailgrant.outbox;

import com.mailgrant.account.MailAccount;
import com.mailgrant.event.EventType;
import com.mailgrant.outbox.Composer.Circumstances;
import com.mailgrant.outbox.MessageHistory.Told;
import com.mailgrant.outbox.OutboxQueries.Keyed;
import com.mailgrant.platform.InvalidInput;
import com.mailgrant.platform.Refused;
import com.mailgrant.provider.SendingPaces;
import com.mailgrant.session.NoSession;
import com.mailgrant.sharing.Route;
import com.mailgrant.sharing.Sharing;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** From what somebody wants sent to a row on disk. */
@Component
class Accepting {
  /** How long an idempotency key is known. */
  static final Duration KEYS_LIVE = Duration.ofDays(7);

  /** Of a message without a key, which nobody asks for. */
  private static final byte[] NO_HASH = {};

  /** How far ahead a message may be scheduled. */
  static final Duration LATEST = Duration.ofDays(366);

  private final AcceptedTable table;
  private final OutboxQueries queries;
  private final SendingPaces paces;
  private final Originals originals;
  private final Sharing sharing;
  private final OutboxWorker worker;
  private final MessageHistory history;
  private final JsonMapper json;
  private final Clock clock;

  Accepting(
      AcceptedTable table,
      OutboxQueries queries,
      SendingPaces paces,
      Originals originals,
      Sharing sharing,
      OutboxWorker worker,
      MessageHistory history,
      JsonMapper json,
      Clock clock) {
    this.table = table;
    this.queries = queries;
    this.paces = paces;
    this.originals = originals;
    this.sharing = sharing;
    this.worker = worker;
    this.history = history;
    this.json = json;
    this.clock = clock;
  }

  /**
   * Accepts a message of the application, which may answer or forward another one, and leaves
   * through the account that the organization's policy says.
   *
   * @throws NoSession when the mailbox with the other one does not open
   */
  OutboxMessage acceptAnswer(MailAccount account, MessageDraft draft, @Nullable String key)
      throws NoSession {
    var hash = key == null ? NO_HASH : hash(draft);
    var known = known(account, key, hash);
    if (known.isPresent()) {
      return known.get();
    }
    // Who may not send gets to see nothing of the mailbox either.
    var route = sharing.route(account, draft.onBehalfOf(), draft.allowFallback());
    return accept(account, route, draft, key, hash, originals.find(account, draft));
  }

  /** Accepts a message of Mailgrant's own, which leaves through this account and no other. */
  OutboxMessage accept(MailAccount account, MessageDraft draft, @Nullable String key) {
    var hash = key == null ? NO_HASH : hash(draft);
    return known(account, key, hash)
        .orElseGet(() -> accept(account, new Route(account, null), draft, key, hash, null));
  }

  private OutboxMessage accept(
      MailAccount asked,
      Route route,
      MessageDraft draft,
      @Nullable String key,
      byte[] hash,
      @Nullable Original original) {
    var sendAt = sendAt(draft);
    var account = route.through();
    var composed =
        Composer.compose(
            account,
            draft,
            new Circumstances(
                clock.instant(), asked, senders(asked, draft), original, note(asked, route)));
    var message =
        new NewMessage(
            account,
            composed,
            sendAt,
            route.why() == null ? null : asked.id(),
            route.why(),
            draft.onBehalfOf());
    var id = UUID.randomUUID();
    var inserted = inserted(id, message, key, hash);
    if (inserted.isEmpty()) {
      return known(asked, key, hash)
          .orElseThrow(() -> new IllegalStateException("a message vanished while it was accepted"));
    }
    worker.wakeAfterCommit(account.id());
    return inserted.get();
  }

  /** Looked up only where it matters: most messages are from the account's own address. */
  private Set<String> senders(MailAccount account, MessageDraft draft) {
    return draft.sender() == null && draft.raw() == null ? Set.of() : sharing.senders(account);
  }

  /** What was accepted under this key before. */
  private Optional<OutboxMessage> known(MailAccount account, @Nullable String key, byte[] hash) {
    if (key == null) {
      return Optional.empty();
    }
    var keyed = queries.byKey(account.id(), key).filter(this::stillHolds);
    if (keyed.isPresent() && !Arrays.equals(keyed.get().bodyHash(), hash)) {
      throw new Refused(Refused.Reason.CONFLICT, "wrong.outbox.key-used");
    }
    return keyed.flatMap(it -> queries.find(it.organization(), it.message()));
  }

  private boolean stillHolds(Keyed keyed) {
    boolean holds = keyed.createdAt().plus(KEYS_LIVE).isAfter(clock.instant());
    if (!holds) {
      queries.forgetKey(keyed.message());
    }
    return holds;
  }

  private Optional<OutboxMessage> inserted(
      UUID id, NewMessage message, @Nullable String key, byte[] hash) {
    var account = message.account();
    var composed = message.composed();
    var connections = paces.of(account.type()).connections();
    var told =
        new Told(
            account.organization(),
            id,
            account.id(),
            composed.messageId(),
            composed.sender(),
            composed.subject(),
            0);
    var event = history.clause(EventType.MESSAGE_QUEUED, told);
    var inserted = table.insert(id, message, key, hash, connections, event, clock.instant());
    inserted.ifPresent(_ -> history.told());
    return inserted;
  }

  /** What the message says about its way. */
  private static List<String[]> note(MailAccount asked, Route route) {
    var note = new ArrayList<String[]>();
    note.add(new String[] {"X-Mailgrant-Account", route.through().id().toString()});
    if (route.why() != null) {
      note.add(new String[] {"X-Mailgrant-Asked-Account", asked.id().toString()});
      note.add(new String[] {"X-Mailgrant-Sent-Through", route.why()});
      note.add(new String[] {"Reply-To", asked.senderEmail().value()});
    }
    return note;
  }

  private @Nullable Instant sendAt(MessageDraft draft) {
    if (draft.sendAt() == null) {
      return null;
    }
    var at = time(draft.sendAt());
    if (at.isAfter(clock.instant().plus(LATEST))) {
      throw new InvalidInput("sendAt", "wrong.outbox.within-a-year");
    }
    return at;
  }

  /** The past means at once, but a database has no room for every year. */
  static Instant time(@Nullable String sendAt) {
    try {
      var at = OffsetDateTime.parse(String.valueOf(sendAt)).toInstant();
      if (!at.isBefore(Instant.EPOCH)) {
        return at;
      }
    } catch (DateTimeParseException e) {
      throw new InvalidInput("sendAt", "wrong.outbox.time");
    }
    throw new InvalidInput("sendAt", "wrong.outbox.time");
  }

  private byte[] hash(MessageDraft draft) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(json.writeValueAsBytes(draft));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
