package com.mailgrant.outbox;

import com.mailgrant.account.AccountServers;
import com.mailgrant.account.MailAccount;
import com.mailgrant.mail.Content;
import com.mailgrant.mail.Envelope;
import com.mailgrant.mail.MailFailureException;
import com.mailgrant.mail.SmtpSession;
import com.mailgrant.mail.Submission;
import com.mailgrant.outbox.SentFolder.Look;
import com.mailgrant.provider.SentCopy;
import com.mailgrant.session.MailSessions;
import com.mailgrant.session.NoSession;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Hands messages to the server, several through one session. */
@Component
class Submitting {
  /** Between looks for a copy that the provider files, which it does some seconds later. */
  private static final List<Duration> PATIENCE =
      List.of(Duration.ofSeconds(5), Duration.ofSeconds(15));

  private final AccountServers servers;
  private final MailSessions sessions;
  private final SentFolder sentFolder;
  private final Replies replies;
  private final Concluding concluding;

  Submitting(
      AccountServers servers,
      MailSessions sessions,
      SentFolder sentFolder,
      Replies replies,
      Concluding concluding) {
    this.servers = servers;
    this.sessions = sessions;
    this.sentFolder = sentFolder;
    this.replies = replies;
    this.concluding = concluding;
  }

  /** For the messages of one account. */
  Way way() {
    return new Way();
  }

  /** One session at a time, opened when the first message wants it. */
  final class Way implements AutoCloseable {
    private @Nullable SmtpSession session;

    /**
     * Tries to hand over a message.
     *
     * @param most recipients of one submission
     */
    Verdict submit(MailAccount account, Taken message, OptionalInt most) {
      if (message.stateBefore() == OutboxState.SENDING) {
        return whetherItLeft(account, message);
      }
      if (message.doubted() && !message.partlyOut() && look(account, message) == Look.FOUND) {
        return new Verdict.HadLeft();
      }
      var wanted = message.wanted();
      int count = Math.min(wanted.size(), most.orElse(Integer.MAX_VALUE));
      var now = List.copyOf(wanted.subList(0, count));
      var later = List.copyOf(wanted.subList(count, wanted.size()));
      try {
        var submission =
            sent(account, new Envelope(message.sender(), now), Content.of(message.content()));
        return verdict(account, message, submission, later);
      } catch (NoSession e) {
        return replies.troubled(e);
      } catch (MailFailureException e) {
        return replies.troubled(sessions.explained(account, e.failure()));
      }
    }

    /**
     * A failure here is one before the message was handed over. If it met a session that has served
     * before, the server may merely have closed it: that costs nobody a pause.
     */
    private Submission sent(MailAccount account, Envelope envelope, Content content)
        throws NoSession, MailFailureException {
      var used = session;
      if (used != null && used.isOpen()) {
        try {
          return used.send(envelope, content);
        } catch (MailFailureException e) {
          used.abort();
        }
      }
      session = null;
      var fresh = sessions.smtp(account);
      session = fresh;
      return fresh.send(envelope, content);
    }

    private Verdict verdict(
        MailAccount account, Taken message, Submission submission, List<String> later) {
      return switch (submission) {
        case Submission.Accepted accepted ->
            new Verdict.Accepted(accepted.refusedRecipients(), later);
        case Submission.Unknown _ -> whetherItLeft(account, message);
        case Submission.RefusedMessage refused -> {
          var verdict = replies.refused(account, refused, later);
          if (!(verdict instanceof Verdict.Failed)) {
            // Whatever it is, this session is no longer what it was.
            close();
          }
          yield verdict;
        }
        case Submission.Unsuitable unsuitable -> replies.unsuitable(account, unsuitable);
      };
    }

    @Override
    public void close() {
      if (session != null) {
        session.close();
        session = null;
      }
    }
  }

  /** After a lost answer or a died worker: whoever finds the copy in Sent need not send again. */
  private Verdict whetherItLeft(MailAccount account, Taken message) {
    if (message.partlyOut()) {
      // The copy in Sent may be that of the first recipients.
      return new Verdict.InDoubt();
    }
    return switch (look(account, message)) {
      case FOUND -> new Verdict.HadLeft();
      case ABSENT -> mayYetCome(account, message);
      case CANNOT_LOOK ->
          servers.imap(account).isEmpty() || concluding.isOld(message)
              ? new Verdict.InDoubt()
              : new Verdict.LookLater(Pauses.after(message.looks() + 1));
    };
  }

  /** A copy of Mailgrant's own does not come before the message is known to have left. */
  private Verdict mayYetCome(MailAccount account, Taken message) {
    return message.looks() < PATIENCE.size()
            && servers.sentCopy(account) == SentCopy.PROVIDER_FILES_IT
        ? new Verdict.LookLater(PATIENCE.get(message.looks()))
        : new Verdict.InDoubt();
  }

  private Look look(MailAccount account, Taken message) {
    return sentFolder.look(account, message.messageId());
  }
}
