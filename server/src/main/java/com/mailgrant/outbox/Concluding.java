package com.mailgrant.outbox;

import com.mailgrant.account.AccountServers;
import com.mailgrant.account.MailAccount;
import com.mailgrant.diagnosis.Diagnoses;
import com.mailgrant.diagnosis.Finding;
import com.mailgrant.diagnosis.Report;
import com.mailgrant.event.EventType;
import com.mailgrant.mail.Reply;
import com.mailgrant.mail.Submission.RefusedRecipient;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Writes down what a try at a message came to. Methods that do not say otherwise want a
 * transaction.
 */
@Component
class Concluding {
  /**
   * RFC 5321 4.5.4.1 asks for four to five days; three keep a business mail from arriving absurdly
   * late.
   */
  static final Duration GIVE_UP_AFTER = Duration.ofDays(3);

  /** RFC 5321 4.5.3.1.10: the server takes so many in one go; the others follow at once. */
  private static final int TOO_MANY_RECIPIENTS = 452;

  private static final int MOST_RELEASED = 100_000;

  private final OutboxTable table;
  private final LaneTable lanes;
  private final AccountServers servers;
  private final Replies replies;
  private final Diagnoses diagnoses;
  private final MessageHistory history;
  private final Clock clock;

  Concluding(
      OutboxTable table,
      LaneTable lanes,
      AccountServers servers,
      Replies replies,
      Diagnoses diagnoses,
      MessageHistory history,
      Clock clock) {
    this.table = table;
    this.lanes = lanes;
    this.servers = servers;
    this.replies = replies;
    this.diagnoses = diagnoses;
    this.history = history;
    this.clock = clock;
  }

  /** Where the lane goes from here. */
  enum Then {
    NEXT,
    /** The lane rests, or somebody else has it. */
    STOP,
    /** What else is due is held, too. */
    HOLD_THE_OTHERS
  }

  Then conclude(MailAccount account, Lane lane, Taken message, Verdict verdict) {
    return switch (verdict) {
      case Verdict.Accepted accepted -> accepted(account, lane, message, accepted);
      case Verdict.HadLeft _ -> {
        hadLeft(account, message);
        yield Then.NEXT;
      }
      case Verdict.Failed(var why, var refused) -> {
        var all = refusals(message, refused);
        // What some recipients have is not failed.
        var state = message.partlyOut() ? OutboxState.SENT : OutboxState.FAILED;
        history.end(message, state, null, all, report(account, why));
        yield Then.NEXT;
      }
      case Verdict.Held(var why, var signedIn) -> {
        var report = report(account, why);
        history.end(message, OutboxState.HELD, null, message.refused(), report);
        lanes.hold(lane, report.errorId().value(), signedIn);
        yield Then.HOLD_THE_OTHERS;
      }
      case Verdict.Deferred(var why, var everyone) ->
          defer(account, lane, message, message.refused(), why, everyone);
      case Verdict.LookLater(var pause) -> {
        var next = clock.instant().plus(pause);
        history.end(message, OutboxState.SENDING, next, message.refused(), null);
        yield Then.NEXT;
      }
      case Verdict.InDoubt _ -> {
        var finding = Finding.of("D65", Map.of("sender", message.sender()), null);
        var look = lookedForAgain(account, message);
        history.end(
            message, OutboxState.UNKNOWN, look, message.refused(), report(account, finding));
        yield Then.NEXT;
      }
      case Verdict.Gone _ -> Then.STOP;
    };
  }

  /** When a message in doubt is first looked for by itself; null: there is nothing to find. */
  private @Nullable Instant lookedForAgain(MailAccount account, Taken message) {
    return message.partlyOut() || servers.imap(account).isEmpty()
        ? null
        : Pauses.nextLook(clock.instant(), 0);
  }

  /**
   * Writes down that a message left at an earlier try, which proves nothing about the account now;
   * false when somebody else ended it.
   */
  boolean hadLeft(MailAccount account, Taken message) {
    return left(account, message, message.refused());
  }

  /** Holds what is due in a lane that is held; false when nothing was. */
  boolean holdDue(Lane lane, int most) {
    var errorId = lanes.held(lane.account()).map(LaneTable.Held::errorId).orElse(null);
    if (errorId == null) {
      return false;
    }
    var why = diagnoses.find(lane.organization().value(), errorId).orElse(null);
    var held = table.holdDue(lane.account(), errorId, clock.instant(), most);
    held.forEach(message -> history.tell(EventType.MESSAGE_HELD, message, null, why));
    return !held.isEmpty();
  }

  private Then accepted(MailAccount account, Lane lane, Taken message, Verdict.Accepted accepted) {
    var passing =
        accepted.refused().stream().filter(refused -> refused.reply().temporary()).toList();
    var lasting =
        accepted.refused().stream().filter(refused -> !refused.reply().temporary()).toList();
    var refused = refusals(message, lasting);
    var pending = new ArrayList<String>();
    passing.forEach(each -> pending.add(each.address()));
    pending.addAll(accepted.later());
    if (pending.isEmpty()) {
      if (left(account, message, refused)) {
        worked(lane);
      }
      return Then.NEXT;
    }
    boolean atOnce = passing.stream().allMatch(each -> each.reply().code() == TOO_MANY_RECIPIENTS);
    if (atOnce) {
      table.partlyOut(message.id(), pending, refused);
      worked(lane);
      return Then.NEXT;
    }
    table.keepPending(message.id(), pending);
    var why = replies.someLater(account, passing.getFirst());
    return defer(account, lane, message, refused, why, false);
  }

  /**
   * Whether there is nothing to say but that the message has left, which {@link #sentAndNext} says.
   */
  static boolean isPlain(Lane lane, Taken message, Verdict verdict) {
    return verdict instanceof Verdict.Accepted(var refused, var later)
        && refused.isEmpty()
        && later.isEmpty()
        && message.refused().isEmpty()
        && lane.failures() == 0
        && lane.heldErrorId() == null;
  }

  /** Writes that down and begins the next message, as a whole and without a transaction around. */
  @Nullable Taken sentAndNext(MailAccount account, Lane lane, Taken message) {
    var event = history.clause(EventType.MESSAGE_SENT, message.told());
    var passed = table.sentAndNext(lane, message.id(), copy(account), event, clock.instant());
    if (passed.ended()) {
      history.told();
    }
    return passed.next();
  }

  private CopyState copy(MailAccount account) {
    return switch (servers.sentCopy(account)) {
      case MAILGRANT_APPENDS -> CopyState.DUE;
      case PROVIDER_FILES_IT -> CopyState.BY_PROVIDER;
      case NO_COPY -> CopyState.NONE;
    };
  }

  private boolean left(MailAccount account, Taken message, List<Refusal> refused) {
    var why = refused.isEmpty() ? null : report(account, replies.withoutSome(account, refused));
    return history.left(message, refused, why, copy(account));
  }

  /** That a message left is the best proof: what was held before leaves, too. */
  private void worked(Lane lane) {
    if (lane.failures() > 0 || lane.heldErrorId() != null) {
      lanes.worked(lane);
      table
          .releaseHeld(lane.account(), MOST_RELEASED, clock.instant())
          .forEach(released -> history.tell(EventType.MESSAGE_RELEASED, released));
    }
  }

  private Then defer(
      MailAccount account,
      Lane lane,
      Taken message,
      List<Refusal> refused,
      Finding why,
      boolean everyone) {
    var report = report(account, why);
    int failures =
        everyone ? Math.max(message.attempts(), lane.failures() + 1) : message.attempts();
    var next = clock.instant().plus(Pauses.after(failures, why, report));
    if (isOld(message)) {
      var state = message.partlyOut() ? OutboxState.SENT : OutboxState.FAILED;
      history.end(message, state, null, refused, report);
    } else {
      history.end(message, OutboxState.DEFERRED, next, refused, report);
    }
    if (everyone) {
      lanes.pause(lane, next);
      return Then.STOP;
    }
    return Then.NEXT;
  }

  boolean isOld(Taken message) {
    return message.since().plus(GIVE_UP_AFTER).isBefore(clock.instant());
  }

  private static List<Refusal> refusals(Taken message, List<RefusedRecipient> now) {
    var all = new ArrayList<>(message.refused());
    for (var each : now) {
      Reply.Smtp reply = each.reply();
      all.add(new Refusal(each.address(), reply.toString()));
    }
    return all;
  }

  private Report report(MailAccount account, Finding finding) {
    return diagnoses.report(
        finding, account.organization().value(), account.id().value(), "outbox");
  }
}
