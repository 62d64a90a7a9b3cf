package com.mailgrant.outbox;

import com.mailgrant.account.Accounts;
import com.mailgrant.account.MailAccount;
import com.mailgrant.outbox.Concluding.Then;
import com.mailgrant.provider.SendingPace;
import com.mailgrant.provider.SendingPace.Counted;
import com.mailgrant.provider.SendingPaces;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Sends what is due for one account, one message after the other, through one session. That a
 * message ended and that the next one begins is one transaction; for most messages it is one
 * statement, since each round trip is time in which the session carries nothing.
 */
@Component
class Sending {
  private static final Logger LOG = LoggerFactory.getLogger(Sending.class);
  private static final int HELD_AT_ONCE = 500;

  /** Until somebody looks again whether an account was brought back. */
  private static final Duration DELETED = Duration.ofMinutes(1);

  private final OutboxTable table;
  private final LaneTable lanes;
  private final SpentTable spent;
  private final SendingPaces paces;
  private final Accounts accounts;
  private final Submitting submitting;
  private final Concluding concluding;
  private final TransactionTemplate transaction;
  private final ApplicationEventPublisher events;
  private final Clock clock;

  Sending(
      OutboxTable table,
      LaneTable lanes,
      SpentTable spent,
      SendingPaces paces,
      Accounts accounts,
      Submitting submitting,
      Concluding concluding,
      TransactionTemplate transaction,
      ApplicationEventPublisher events,
      Clock clock) {
    this.table = table;
    this.lanes = lanes;
    this.spent = spent;
    this.paces = paces;
    this.accounts = accounts;
    this.submitting = submitting;
    this.concluding = concluding;
    this.transaction = transaction;
    this.events = events;
    this.clock = clock;
  }

  /** Whoever lends a thread says how long. */
  interface Stay {
    /** Whether to go on with the next message after so many. */
    boolean goOn(int messages);

    /** Waits a little for more; true when there may be some. */
    boolean linger();

    /** One message, and home. */
    Stay FOR_ONE =
        new Stay() {
          @Override
          public boolean goOn(int messages) {
            return messages < 1;
          }

          @Override
          public boolean linger() {
            return false;
          }
        };
  }

  /** Takes the next due message of any account and tries to send it; false when none is due. */
  boolean attemptNext() {
    var lane = lanes.claim(null, clock.instant());
    return lane.isPresent() && drain(lane.get(), Stay.FOR_ONE) > 0;
  }

  /** Sends what is due in a lane and gives it back; returns how many messages were tried. */
  int drain(Lane lane, Stay stay) {
    int tried = 0;
    try (var way = submitting.way()) {
      var account = accounts.find(lane.account()).orElse(null);
      if (account == null) {
        // It was deleted and may be brought back; until then this lane is not taken all the time.
        lanes.rest(lane, clock.instant().plus(DELETED));
        return 0;
      }
      lanes.keepMailbox(lane.account(), Mailboxes.of(account), pace(account).connections());
      if (lane.heldErrorId() != null) {
        holdTheOthers(lane);
      }
      var turn = new Turn(false, begun(account, lane));
      while (turn.message() != null) {
        var verdict = way.submit(account, turn.message(), pace(account).recipients());
        tried++;
        turn = concluded(account, lane, turn.message(), verdict, stay, tried);
        // A bell may be an old one, of a message that was taken without waiting for it.
        while (!turn.leave() && turn.message() == null && stay.linger()) {
          turn = new Turn(false, begun(account, lane));
        }
      }
      return tried;
    } finally {
      lanes.giveBack(lane);
    }
  }

  /**
   * What comes after a message.
   *
   * @param leave whether the lane is to be left
   * @param message null when nothing more is due
   */
  private record Turn(boolean leave, @Nullable Taken message) {}

  private Turn concluded(
      MailAccount account, Lane lane, Taken message, Verdict verdict, Stay stay, int tried) {
    boolean goOn = stay.goOn(tried);
    if (goOn && isUnlimited(account) && Concluding.isPlain(lane, message, verdict)) {
      return new Turn(false, concluding.sentAndNext(account, lane, message));
    }
    var then = new Then[] {Then.STOP};
    var next =
        transaction.execute(_ -> {
          then[0] = concluding.conclude(account, lane, message, verdict);
          return then[0] == Then.NEXT && goOn ? next(account, lane) : null;
        });
    LOG.debug("Message {} of account {}: {}", message.messageId(), account.id(), verdict);
    if (then[0] == Then.HOLD_THE_OTHERS) {
      holdTheOthers(lane);
    }
    // After the transaction: whoever hears it takes rows that are locked before those of messages.
    if (verdict instanceof Verdict.Held(_, var signedIn) && !signedIn) {
      events.publishEvent(new SignInForSendingRefused(account.id()));
    }
    return then[0] == Then.NEXT && goOn ? new Turn(false, next) : new Turn(true, null);
  }

  private void holdTheOthers(Lane lane) {
    while (Boolean.TRUE.equals(transaction.execute(_ -> concluding.holdDue(lane, HELD_AT_ONCE)))) {
      lanes.renew(List.of(lane));
    }
  }

  private @Nullable Taken begun(MailAccount account, Lane lane) {
    return isUnlimited(account)
        ? table.take(lane, clock.instant()).orElse(null)
        : transaction.execute(_ -> next(account, lane));
  }

  /** Where no limit has to be kept, one statement is as good as a transaction. */
  private boolean isUnlimited(MailAccount account) {
    return pace(account).limits().isEmpty();
  }

  private @Nullable Taken next(MailAccount account, Lane lane) {
    var now = clock.instant();
    var pace = pace(account);
    if (!pace.limits().isEmpty()) {
      var mailbox = Mailboxes.of(account);
      spent.lock(mailbox);
      int recipients =
          Math.min(table.recipientsOfNext(lane, now), pace.recipients().orElse(Integer.MAX_VALUE));
      if (recipients == 0) {
        return null;
      }
      var until = freeAt(mailbox, pace, recipients, now);
      if (until.isPresent()) {
        lanes.rest(lane, until.get());
        return null;
      }
      var taken = table.take(lane, now);
      // Looking for one that may have left costs nothing of the provider's limit.
      if (taken.isPresent() && taken.get().stateBefore() != OutboxState.SENDING) {
        spent.add(mailbox, recipients, now);
      }
      return taken.orElse(null);
    }
    return table.take(lane, now).orElse(null);
  }

  private Optional<Instant> freeAt(String mailbox, SendingPace pace, int recipients, Instant now) {
    return pace.limits().stream()
        .flatMap(limit ->
            spent
                .freeAt(mailbox, limit, limit.counted() == Counted.MESSAGES ? 1 : recipients, now)
                .stream())
        .max(Instant::compareTo);
  }

  private SendingPace pace(MailAccount account) {
    return paces.of(account.type());
  }
}
