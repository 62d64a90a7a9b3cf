package com.mailgrant.outbox;

import com.mailgrant.account.MailAccount;
import com.mailgrant.event.EventType;
import com.mailgrant.outbox.MessageHistory.Told;
import com.mailgrant.outbox.OutboxQueries.Keyed;
import com.mailgrant.platform.Missing;
import com.mailgrant.platform.Refused;
import com.mailgrant.provider.SendingPaces;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/** From what somebody wants sent to a row on disk. */
@Component
class Accepting {
  /** How long an idempotency key is known. */
  static final Duration KEYS_LIVE = Duration.ofDays(7);

  /** How far ahead a message may be scheduled. */
  static final Duration LATEST = Duration.ofDays(366);

  private final OutboxTable table;
  private final OutboxQueries queries;
  private final LaneTable lanes;
  private final SendingPaces paces;
  private final OutboxWorker worker;
  private final MessageHistory history;
  private final TransactionTemplate transaction;
  private final JsonMapper json;
  private final Clock clock;

  Accepting(
      OutboxTable table,
      OutboxQueries queries,
      LaneTable lanes,
      SendingPaces paces,
      OutboxWorker worker,
      MessageHistory history,
      TransactionTemplate transaction,
      JsonMapper json,
      Clock clock) {
    this.table = table;
    this.queries = queries;
    this.lanes = lanes;
    this.paces = paces;
    this.worker = worker;
    this.history = history;
    this.transaction = transaction;
    this.json = json;
    this.clock = clock;
  }

  OutboxMessage accept(MailAccount account, MessageDraft draft, @Nullable String key) {
    var hash = hash(json.writeValueAsBytes(draft));
    if (key != null) {
      var known = known(account, key, hash);
      if (known.isPresent()) {
        return known.get();
      }
    }
    var composed = Composer.compose(account, draft, clock.instant());
    var message = new NewMessage(account, composed, null, null, null, null);
    var id = UUID.randomUUID();
    if (!inserted(id, message, key, hash)) {
      return known(account, String.valueOf(key), hash)
          .orElseThrow(() -> new IllegalStateException("a message vanished while it was accepted"));
    }
    worker.wakeAfterCommit(account.id());
    return queries
        .find(account.organization(), id)
        .orElseThrow(() -> new Missing("outbox message"));
  }

  /** What was accepted under this key before. */
  private Optional<OutboxMessage> known(MailAccount account, String key, byte[] hash) {
    var keyed = queries.byKey(account.id(), key).filter(this::stillHolds);
    if (keyed.isPresent() && !Arrays.equals(keyed.get().bodyHash(), hash)) {
      throw new Refused(
          Refused.Reason.CONFLICT,
          "This Idempotency-Key was used for another message. Use a new key.");
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

  private boolean inserted(UUID id, NewMessage message, @Nullable String key, byte[] hash) {
    var account = message.account();
    var composed = message.composed();
    return Boolean.TRUE.equals(
        transaction.execute(_ -> {
          boolean isNew = table.insert(id, message, key, hash, clock.instant());
          if (isNew) {
            lanes.open(account, Mailboxes.of(account), paces.of(account.type()).connections());
            history.tell(
                EventType.MESSAGE_QUEUED,
                new Told(
                    account.organization(),
                    id,
                    account.id(),
                    composed.messageId(),
                    composed.sender(),
                    composed.subject(),
                    0));
          }
          return isNew;
        }));
  }

  private static byte[] hash(byte[] body) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(body);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
