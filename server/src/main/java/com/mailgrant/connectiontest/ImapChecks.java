package com.mailgrant.connectiontest;

import com.mailgrant.diagnosis.Finding;
import com.mailgrant.mail.Folder;
import com.mailgrant.mail.FolderName;
import com.mailgrant.mail.FolderStatus;
import com.mailgrant.mail.ImapSession;
import com.mailgrant.mail.MailFailure;
import com.mailgrant.mail.MailFailureException;
import com.mailgrant.mail.Outcome;
import com.mailgrant.mail.ServerAddress;
import com.mailgrant.provider.Evidence.Certainty;
import com.mailgrant.provider.Failure;
import com.mailgrant.provider.FolderRole;
import com.mailgrant.session.MailSessions;
import com.mailgrant.session.MailSessions.Use;
import com.mailgrant.token.AccessToken;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Whether mail can be read. */
final class ImapChecks {
  private final TestRun run;
  private final MailSessions sessions;
  private final Optional<AccessToken> token;
  private final Map<FolderRole, FolderName> mapped;
  private Certainty accepted = Certainty.UNKNOWN;

  /**
   * @param mapped folders that must be there
   */
  ImapChecks(
      TestRun run,
      MailSessions sessions,
      Optional<AccessToken> token,
      Map<FolderRole, FolderName> mapped) {
    this.mapped = mapped;
    this.run = run;
    this.sessions = sessions;
    this.token = token;
  }

  /** Whether IMAP took the credential: evidence for what SMTP says next. */
  Certainty accepted() {
    return accepted;
  }

  void run(Optional<ServerAddress> server) {
    if (server.isEmpty()) {
      run.skipFrom(Check.IMAP_CONNECT, Check.IMAP_FOLDERS, "connectiontest.no-imap");
      return;
    }
    switch (Outcome.of(() -> ImapSession.open(sessions.testConnector(), server.get()))) {
      case Outcome.Failed<ImapSession> failed -> {
        run.failed(Check.IMAP_CONNECT, failed.took(), new Failure.Mail(failed.failure()));
        run.skipFrom(
            Check.IMAP_AUTHENTICATE, Check.IMAP_FOLDERS, "connectiontest.no-imap-connection");
      }
      case Outcome.Done<ImapSession> done -> {
        try (var session = done.value()) {
          run.passed(
              Check.IMAP_CONNECT, done.took(), "connectiontest.note", server.get().toString());
          authenticate(session);
        }
      }
    }
  }

  private void authenticate(ImapSession session) {
    var outcome =
        Outcome.of(() -> {
          session.authenticate(sessions.credential(run.account(), Use.READING, token));
          return session;
        });
    switch (outcome) {
      case Outcome.Failed<ImapSession> failed -> {
        accepted =
            failed.failure() instanceof MailFailure.Rejected ? Certainty.NO : Certainty.UNKNOWN;
        run.failed(Check.IMAP_AUTHENTICATE, failed.took(), new Failure.Mail(failed.failure()));
        run.skipFrom(Check.IMAP_INBOX, Check.IMAP_FOLDERS, "connectiontest.imap-refused");
      }
      case Outcome.Done<ImapSession> done -> {
        accepted = Certainty.YES;
        run.passed(
            Check.IMAP_AUTHENTICATE,
            done.took(),
            "connectiontest.note-as",
            run.account().mailbox());
        open(session);
      }
    }
  }

  private void open(ImapSession session) {
    var outcome =
        Outcome.of(() -> {
          session.namespace();
          return session.examine(FolderName.INBOX);
        });
    switch (outcome) {
      case Outcome.Failed<FolderStatus> failed -> {
        run.failed(Check.IMAP_INBOX, failed.took(), new Failure.Mail(failed.failure()));
        run.skipped(Check.IMAP_FOLDERS, "connectiontest.not-open");
      }
      case Outcome.Done<FolderStatus> done -> {
        run.passed(
            Check.IMAP_INBOX, done.took(), "connectiontest.note-messages", done.value().exists());
        list(session);
      }
    }
  }

  private void list(ImapSession session) {
    switch (Outcome.of(() -> selectable(session))) {
      case Outcome.Failed<List<Folder>> failed ->
          run.failed(Check.IMAP_FOLDERS, failed.took(), new Failure.Mail(failed.failure()));
      case Outcome.Done<List<Folder>> done -> {
        var lost = lostFolder(done.value());
        if (lost.isPresent()) {
          var values = new LinkedHashMap<>(run.evidence().values());
          values.put("folder", lost.get());
          run.failed(Check.IMAP_FOLDERS, done.took(), Finding.of("D42", values, null));
        } else {
          run.passed(
              Check.IMAP_FOLDERS, done.took(), "connectiontest.note-folders", done.value().size());
        }
      }
    }
  }

  /** A role whose folder was renamed or deleted since it was mapped. */
  private Optional<String> lostFolder(List<Folder> folders) {
    var there = folders.stream().map(Folder::name).collect(Collectors.toSet());
    return mapped.entrySet().stream()
        .filter(each -> !there.contains(each.getValue()))
        .map(each -> each.getKey().label() + " = \"" + each.getValue().decoded() + "\"")
        .findFirst();
  }

  private static List<Folder> selectable(ImapSession session) throws MailFailureException {
    return session.list().stream().filter(Folder::selectable).toList();
  }
}
