package com.mailgrant.outbox;

import com.mailgrant.account.AccountServers;
import com.mailgrant.account.Accounts;
import com.mailgrant.account.MailAccount;
import com.mailgrant.diagnosis.Concern;
import com.mailgrant.diagnosis.Diagnoses;
import com.mailgrant.diagnosis.Finding;
import com.mailgrant.diagnosis.Report;
import com.mailgrant.diagnosis.Retry;
import com.mailgrant.mail.Content;
import com.mailgrant.mail.Envelope;
import com.mailgrant.mail.MailFailure;
import com.mailgrant.mail.MailFailureException;
import com.mailgrant.mail.Reply;
import com.mailgrant.mail.Stage;
import com.mailgrant.mail.Submission;
import com.mailgrant.mail.Submission.Lack;
import com.mailgrant.mail.Submission.RefusedRecipient;
import com.mailgrant.outbox.OutboxTable.Taken;
import com.mailgrant.provider.Failure;
import com.mailgrant.provider.SentCopy;
import com.mailgrant.session.MailSessions;
import com.mailgrant.session.NoSession;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** One try at one message. */
@Component
class Sending {
  private static final Logger LOG = LoggerFactory.getLogger(Sending.class);

  /** Longer than any submission takes; who dies with a message loses it after that. */
  private static final Duration LEASE = Duration.ofMinutes(20);

  /**
   * RFC 5321 4.5.4.1 asks for four to five days; three keep a business mail from arriving absurdly
   * late.
   */
  private static final Duration GIVE_UP_AFTER = Duration.ofDays(3);

  private static final Duration FIRST_PAUSE = Duration.ofSeconds(30);
  private static final Duration LONGEST_PAUSE = Duration.ofHours(1);

  /** What the catalogue does not try again for half an hour and more passes slowly. */
  private static final Duration SLOW = Duration.ofMinutes(30);

  private final OutboxTable table;
  private final Accounts accounts;
  private final AccountServers servers;
  private final MailSessions sessions;
  private final SentFolder sentFolder;
  private final Diagnoses diagnoses;
  private final MessageHistory history;
  private final Clock clock;

  Sending(
      OutboxTable table,
      Accounts accounts,
      AccountServers servers,
      MailSessions sessions,
      SentFolder sentFolder,
      Diagnoses diagnoses,
      MessageHistory history,
      Clock clock) {
    this.table = table;
    this.accounts = accounts;
    this.servers = servers;
    this.sessions = sessions;
    this.sentFolder = sentFolder;
    this.diagnoses = diagnoses;
    this.history = history;
    this.clock = clock;
  }

  /** Takes the next due message and tries to send it; false when none is due. */
  boolean attemptNext() {
    var taken = table.take(clock.instant(), LEASE);
    taken.ifPresent(this::attempt);
    return taken.isPresent();
  }

  void attempt(Taken message) {
    var account = accounts.find(message.account()).orElse(null);
    if (account == null) {
      return;
    }
    if (message.stateBefore() == OutboxState.SENDING) {
      lookWhetherItLeft(account, message);
      return;
    }
    try (var session = sessions.smtp(account)) {
      var submission =
          session.send(
              new Envelope(message.sender(), message.recipients()), Content.of(message.content()));
      concluded(account, message, submission);
    } catch (NoSession e) {
      troubled(account, message, e.finding(), e.failure());
    } catch (MailFailureException e) {
      var explained = sessions.explained(account, e.failure());
      troubled(account, message, explained.finding(), explained.failure());
    }
  }

  private void concluded(MailAccount account, Taken message, Submission submission) {
    switch (submission) {
      case Submission.Accepted accepted -> sent(account, message, accepted.refusedRecipients());
      case Submission.Unknown _ -> lookWhetherItLeft(account, message);
      case Submission.RefusedMessage refused ->
          refused(account, message, refused.stage(), refused.reply());
      case Submission.Unsuitable unsuitable -> {
        var values = new LinkedHashMap<>(sessions.values(account));
        servers.smtp(account).ifPresent(server -> values.put("host", server.host()));
        values.put("detail", unsuitable.detail());
        var code = unsuitable.lack() == Lack.SIZE ? "D107" : "D57";
        end(account, message, OutboxState.FAILED, Finding.of(code, values, unsuitable.detail()));
      }
    }
  }

  private void refused(MailAccount account, Taken message, Stage stage, Reply.Smtp reply) {
    var rejected = new MailFailure.Rejected(stage, reply, Optional.empty());
    var explained = sessions.explained(account, rejected);
    var finding = explained.finding();
    if (reply.temporary()) {
      defer(account, message, finding);
      return;
    }
    switch (diagnoses.concern(finding)) {
      // What the account is at fault for, the message waits for (facts/diagnosis 4.7).
      case ACCOUNT -> end(account, message, OutboxState.HELD, finding);
      // A used-up quota has a permanent code and passes all the same (facts/microsoft365 5.2).
      case SERVICE -> defer(account, message, finding);
      case MESSAGE -> end(account, message, OutboxState.FAILED, finding);
    }
  }

  private void troubled(MailAccount account, Taken message, Finding finding, Failure failure) {
    boolean held =
        !(failure instanceof Failure.NoAnswer) && diagnoses.concern(finding) == Concern.ACCOUNT;
    if (held) {
      end(account, message, OutboxState.HELD, finding);
    } else {
      defer(account, message, finding);
    }
  }

  private void sent(MailAccount account, Taken message, List<RefusedRecipient> refused) {
    var why = refused.isEmpty() ? null : report(account, withoutSome(account, refused));
    history.end(message, OutboxState.SENT, clock.instant(), null, why);
    LOG.info(
        "Sent message {} of account {}; {} recipients were refused.",
        message.messageId(),
        account.id(),
        refused.size());
    if (servers.sentCopy(account) == SentCopy.MAILGRANT_APPENDS) {
      sentFolder.file(account, message.messageId(), message.content());
    }
  }

  /** The others got it, so it must not be sent again; but somebody has to know. */
  private Finding withoutSome(MailAccount account, List<RefusedRecipient> refused) {
    var detail =
        refused.stream()
            .map(each -> each.address() + ": " + each.reply())
            .collect(Collectors.joining("; "));
    var values = new LinkedHashMap<>(sessions.values(account));
    servers.smtp(account).ifPresent(server -> values.put("host", server.host()));
    values.put("detail", detail);
    return Finding.of("D57", values, refused.getFirst().reply().toString());
  }

  /** After a lost answer or a died worker: whoever finds the copy in Sent need not send again. */
  private void lookWhetherItLeft(MailAccount account, Taken message) {
    switch (sentFolder.look(account, message.messageId())) {
      case FOUND -> history.end(message, OutboxState.SENT, clock.instant(), null, null);
      case ABSENT -> nobodyKnows(account, message);
      case CANNOT_LOOK -> {
        if (servers.imap(account).isEmpty() || isOld(message)) {
          nobodyKnows(account, message);
        } else {
          var next = clock.instant().plus(pause(message.attempts()));
          history.end(message, OutboxState.SENDING, null, next, null);
        }
      }
    }
  }

  private void nobodyKnows(MailAccount account, Taken message) {
    var finding = Finding.of("D65", Map.of("sender", message.sender()), null);
    end(account, message, OutboxState.UNKNOWN, finding);
  }

  private boolean isOld(Taken message) {
    return message.createdAt().plus(GIVE_UP_AFTER).isBefore(clock.instant());
  }

  private void defer(MailAccount account, Taken message, Finding finding) {
    if (isOld(message)) {
      end(account, message, OutboxState.FAILED, finding);
      return;
    }
    var report = report(account, finding);
    var next = clock.instant().plus(pause(message.attempts(), report));
    history.end(message, OutboxState.DEFERRED, null, next, report);
  }

  private void end(MailAccount account, Taken message, OutboxState state, Finding finding) {
    history.end(message, state, null, null, report(account, finding));
  }

  private Report report(MailAccount account, Finding finding) {
    return diagnoses.report(
        finding, account.organization().value(), account.id().value(), "outbox");
  }

  /** Where it is known that it takes long, for example a used-up quota, no sooner than that. */
  private static Duration pause(int attempts, Report why) {
    boolean slow =
        why.diagnosis().retry() instanceof Retry.After(var known) && known.compareTo(SLOW) >= 0;
    return slow ? LONGEST_PAUSE : pause(attempts);
  }

  static Duration pause(int attempts) {
    var pause = FIRST_PAUSE.multipliedBy(1L << Math.min(attempts - 1, 10));
    return pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause;
  }
}
