package com.mailgrant.connectiontest;

import com.mailgrant.mail.MailFailure;
import com.mailgrant.mail.Outcome;
import com.mailgrant.mail.Reply;
import com.mailgrant.mail.ServerAddress;
import com.mailgrant.mail.SmtpProbe;
import com.mailgrant.mail.SmtpSession;
import com.mailgrant.mail.Stage;
import com.mailgrant.provider.Failure;
import com.mailgrant.session.MailSessions;
import com.mailgrant.session.MailSessions.Use;
import com.mailgrant.token.AccessToken;
import java.util.Optional;

/** Whether mail can be sent, without sending any. */
final class SmtpChecks {
  private final TestRun run;
  private final MailSessions sessions;
  private final Optional<AccessToken> token;

  SmtpChecks(TestRun run, MailSessions sessions, Optional<AccessToken> token) {
    this.run = run;
    this.sessions = sessions;
    this.token = token;
  }

  void run(Optional<ServerAddress> server) {
    if (server.isEmpty()) {
      run.skipFrom(Check.SMTP_CONNECT, Check.SMTP_ENVELOPE, "connectiontest.no-smtp");
      return;
    }
    switch (Outcome.of(() -> SmtpSession.open(sessions.testConnector(), server.get()))) {
      case Outcome.Failed<SmtpSession> failed -> {
        run.failed(Check.SMTP_CONNECT, failed.took(), new Failure.Mail(failed.failure()));
        run.skipFrom(
            Check.SMTP_AUTHENTICATE, Check.SMTP_ENVELOPE, "connectiontest.no-smtp-connection");
      }
      case Outcome.Done<SmtpSession> done -> {
        try (var session = done.value()) {
          run.passed(
              Check.SMTP_CONNECT, done.took(), "connectiontest.note", server.get().toString());
          authenticate(session);
        }
      }
    }
  }

  private void authenticate(SmtpSession session) {
    var outcome =
        Outcome.of(() -> {
          session.authenticate(sessions.credential(run.account(), Use.SENDING, token));
          return session;
        });
    switch (outcome) {
      case Outcome.Failed<SmtpSession> failed -> {
        run.failed(Check.SMTP_AUTHENTICATE, failed.took(), new Failure.Mail(failed.failure()));
        run.skipped(Check.SMTP_ENVELOPE, "connectiontest.smtp-refused");
      }
      case Outcome.Done<SmtpSession> done -> {
        run.passed(Check.SMTP_AUTHENTICATE, done.took());
        envelope(session);
      }
    }
  }

  private void envelope(SmtpSession session) {
    var sender = run.account().senderEmail().value();
    switch (Outcome.of(() -> session.probe(sender, sender))) {
      case Outcome.Failed<SmtpProbe> failed ->
          run.failed(Check.SMTP_ENVELOPE, failed.took(), new Failure.Mail(failed.failure()));
      case Outcome.Done<SmtpProbe> done -> {
        var refused = refused(done.value());
        if (refused.isPresent()) {
          run.failed(Check.SMTP_ENVELOPE, done.took(), new Failure.Mail(refused.get()));
        } else {
          run.passed(Check.SMTP_ENVELOPE, done.took(), "connectiontest.note-from", sender);
        }
      }
    }
  }

  private static Optional<MailFailure> refused(SmtpProbe probe) {
    if (!probe.sender().positive()) {
      return Optional.of(rejected(Stage.SMTP_MAIL, probe.sender()));
    }
    return probe.recipient().positive()
        ? Optional.empty()
        : Optional.of(rejected(Stage.SMTP_RCPT, probe.recipient()));
  }

  private static MailFailure rejected(Stage stage, Reply.Smtp reply) {
    return new MailFailure.Rejected(stage, reply, Optional.empty());
  }
}
