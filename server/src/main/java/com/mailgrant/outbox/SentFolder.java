package com.mailgrant.outbox;

import com.mailgrant.account.MailAccount;
import com.mailgrant.foldermapping.FolderMappings;
import com.mailgrant.foldermapping.Folders;
import com.mailgrant.mail.FolderName;
import com.mailgrant.mail.MailFailureException;
import com.mailgrant.provider.FolderRole;
import com.mailgrant.session.MailSessions;
import com.mailgrant.session.NoSession;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Component;

/** Finds the folders that sending has to do with, and what is in them. */
@Component
class SentFolder {
  private final MailSessions sessions;
  private final FolderMappings mappings;
  private final Folders folders;

  SentFolder(MailSessions sessions, FolderMappings mappings, Folders folders) {
    this.sessions = sessions;
    this.mappings = mappings;
    this.folders = folders;
  }

  /** Whether a copy is there. */
  Look look(MailAccount account, String messageId) {
    try {
      return found(account, Set.of(messageId)).isEmpty() ? Look.ABSENT : Look.FOUND;
    } catch (NoSession | MailFailureException e) {
      return Look.CANNOT_LOOK;
    }
  }

  /** Those of which a copy is there. */
  Set<String> found(MailAccount account, Set<String> messageIds)
      throws NoSession, MailFailureException {
    var found = new HashSet<String>();
    var sent = folder(account, FolderRole.SENT);
    if (sent.isPresent()) {
      try (var session = sessions.imap(account)) {
        for (var messageId : messageIds) {
          if (!session.searchMessageId(sent.get(), messageId).isEmpty()) {
            found.add(messageId);
          }
        }
      }
    }
    return found;
  }

  /** The mapped folder; before anything is mapped, the one that suggests itself. */
  Optional<FolderName> folder(MailAccount account, FolderRole role) throws NoSession {
    var mapped = mappings.folder(account.id(), role);
    if (mapped.isPresent()) {
      return mapped;
    }
    return folders.suggested(account, role);
  }

  /** The same for something to be put into; it is made in a mailbox that may be without. */
  Optional<FolderName> folderToFill(MailAccount account, FolderRole role) throws NoSession {
    var mapped = mappings.folder(account.id(), role);
    return mapped.isPresent() ? mapped : folders.suggestedOrMade(account, role);
  }

  /** What looking brought. */
  enum Look {
    FOUND,
    ABSENT,
    CANNOT_LOOK
  }
}
