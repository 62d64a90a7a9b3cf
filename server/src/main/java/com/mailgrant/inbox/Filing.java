package com.mailgrant.inbox;

import com.mailgrant.account.MailAccount;
import com.mailgrant.foldermapping.FolderMappings;
import com.mailgrant.mail.FlagChange;
import com.mailgrant.mail.FolderName;
import com.mailgrant.mail.ImapSession;
import com.mailgrant.mail.MailFailureException;
import com.mailgrant.mail.UidSet;
import com.mailgrant.platform.InvalidInput;
import com.mailgrant.platform.Missing;
import com.mailgrant.platform.Refused;
import com.mailgrant.provider.FolderRole;
import com.mailgrant.session.MailSessions;
import com.mailgrant.session.NoSession;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** Marks, moves and deletes messages, on the server and nowhere else. */
@Service
class Filing {
  private static final String NO_DELETED_FOLDER = "wrong.inbox.no-deleted-folder";

  private final MailSessions sessions;
  private final FolderMappings mappings;
  private final Reading reading;

  Filing(MailSessions sessions, FolderMappings mappings, Reading reading) {
    this.sessions = sessions;
    this.mappings = mappings;
    this.reading = reading;
  }

  /**
   * Where a message went.
   *
   * @param id null where the server does not tell and no Message-ID leads there
   */
  record Moved(@Nullable String id, String folder) {}

  /**
   * Sets flags (true) or takes them away (false).
   *
   * @param flags {@code \Seen}, {@code \Flagged}, {@code \Answered}
   */
  ListedMessage mark(MailAccount account, String id, Map<String, Boolean> flags) throws NoSession {
    var ref = Reading.ref(id);
    return in(
        account,
        ref,
        session -> {
          var one = UidSet.of(ref.uid());
          for (var flag : flags.entrySet()) {
            var change = flag.getValue() ? FlagChange.ADD : FlagChange.REMOVE;
            session.storeFlags(one, change, List.of(flag.getKey()));
          }
          return header(session, ref);
        });
  }

  /** Moves to a folder of this readable name or role. */
  Moved move(MailAccount account, String id, String folder) throws NoSession {
    return move(account, id, reading.folder(account, folder), "folder");
  }

  /** Moves to the mapped Deleted folder. */
  Moved throwAway(MailAccount account, String id) throws NoSession {
    var deleted = mappings.folder(account.id(), FolderRole.DELETED);
    if (deleted.isEmpty()) {
      throw new Refused(Refused.Reason.CONFLICT, NO_DELETED_FOLDER);
    }
    if (deleted.get().equals(Reading.ref(id).folder())) {
      throw new Refused(Refused.Reason.CONFLICT, "wrong.inbox.in-deleted");
    }
    return move(account, id, deleted.get(), "id");
  }

  /** Removes from the server, for good. */
  void removeForGood(MailAccount account, String id) throws NoSession {
    var ref = Reading.ref(id);
    in(
        account,
        ref,
        session -> {
          header(session, ref);
          return session.expunge(UidSet.of(ref.uid()));
        });
  }

  private Moved move(MailAccount account, String id, FolderName target, String field)
      throws NoSession {
    var ref = Reading.ref(id);
    if (target.equals(ref.folder())) {
      throw new InvalidInput(field, "wrong.inbox.same-folder");
    }
    return in(
        account,
        ref,
        session -> {
          var header = header(session, ref);
          UidSet there;
          try {
            there = session.move(UidSet.of(ref.uid()), target);
          } catch (MailFailureException e) {
            if (AbsentFolder.explains(e.failure(), session, target)) {
              throw new InvalidInput(field, "wrong.inbox.no-folder", target.decoded());
            }
            throw e;
          }
          return new Moved(
              there(session, target, there, header.messageId()).orElse(null), target.decoded());
        });
  }

  /**
   * COPYUID names the new UID (RFC 4315 3); else the Message-ID finds it, if it is the only one.
   */
  private static Optional<String> there(
      ImapSession session, FolderName target, UidSet told, @Nullable String messageId)
      throws MailFailureException {
    long uidValidity = session.examine(target).uidValidity();
    var uids = told;
    if (uids.isEmpty() && messageId != null && Headers.isId(messageId)) {
      uids = session.searchMessageId(target, messageId);
    }
    return uids.size() == 1
        ? Optional.of(
            new MessageRef(target, uidValidity, uids.stream().findFirst().orElseThrow()).toString())
        : Optional.empty();
  }

  private static ListedMessage header(ImapSession session, MessageRef ref)
      throws MailFailureException {
    return MessageHeaders.of(session, ref.folder(), ref.uidValidity(), List.of(ref.uid())).stream()
        .findFirst()
        .orElseThrow(() -> new Missing("wrong.missing.message"));
  }

  private <T> T in(MailAccount account, MessageRef ref, Work<T> work) throws NoSession {
    try (var session = sessions.imap(account)) {
      AbsentFolder.open(session, ref, session::select);
      return work.with(session);
    } catch (MailFailureException e) {
      throw sessions.explained(account, e.failure());
    }
  }

  @FunctionalInterface
  private interface Work<T> {
    T with(ImapSession session) throws MailFailureException;
  }
}
