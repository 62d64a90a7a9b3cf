package com.mailgrant.outbox;

import com.mailgrant.account.MailAccount;
import com.mailgrant.foldermapping.FolderMappings;
import com.mailgrant.foldermapping.Folders;
import com.mailgrant.foldermapping.MailFolder;
import com.mailgrant.mail.FolderName;
import com.mailgrant.mail.MailFailureException;
import com.mailgrant.provider.FolderRole;
import com.mailgrant.session.MailSessions;
import com.mailgrant.session.NoSession;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** The copy of what was sent. */
@Component
class SentFolder {
  private static final Logger LOG = LoggerFactory.getLogger(SentFolder.class);

  private final MailSessions sessions;
  private final FolderMappings mappings;
  private final Folders folders;
  private final Clock clock;

  SentFolder(MailSessions sessions, FolderMappings mappings, Folders folders, Clock clock) {
    this.sessions = sessions;
    this.mappings = mappings;
    this.folders = folders;
    this.clock = clock;
  }

  /**
   * Appends a copy unless one with this Message-ID is there: some servers file it by themselves
   * (D44).
   */
  void file(MailAccount account, String messageId, byte[] content) {
    try {
      var sent = sent(account);
      if (sent.isEmpty()) {
        LOG.warn(
            "Account {} has no Sent folder; no copy of {} was filed.", account.id(), messageId);
        return;
      }
      try (var session = sessions.imap(account)) {
        if (session.searchMessageId(sent.get(), messageId).isEmpty()) {
          session.append(sent.get(), content, List.of("\\Seen"), clock.instant());
        }
      }
    } catch (NoSession e) {
      LOG.warn(
          "No copy of {} could be filed for account {}: {}.",
          messageId,
          account.id(),
          e.finding().code());
    } catch (MailFailureException e) {
      LOG.warn(
          "No copy of {} could be filed for account {}: {}.",
          messageId,
          account.id(),
          e.failure().summary());
    }
  }

  /** Whether a copy is there. */
  Look look(MailAccount account, String messageId) {
    try {
      var sent = sent(account);
      if (sent.isEmpty()) {
        return Look.ABSENT;
      }
      try (var session = sessions.imap(account)) {
        return session.searchMessageId(sent.get(), messageId).isEmpty() ? Look.ABSENT : Look.FOUND;
      }
    } catch (NoSession | MailFailureException e) {
      return Look.CANNOT_LOOK;
    }
  }

  /** The mapped folder; before anything is mapped, the one that suggests itself. */
  private Optional<FolderName> sent(MailAccount account) throws NoSession {
    var mapped = mappings.folder(account.id(), FolderRole.SENT);
    if (mapped.isPresent()) {
      return mapped;
    }
    return folders.of(account).stream()
        .filter(folder -> folder.hint() != null && folder.hint().role() == FolderRole.SENT)
        .map(MailFolder::raw)
        .findFirst();
  }

  /** What looking brought. */
  enum Look {
    FOUND,
    ABSENT,
    CANNOT_LOOK
  }
}
