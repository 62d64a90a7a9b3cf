package com.mailgrant.sync;

import com.mailgrant.mail.Folder;
import com.mailgrant.mail.FolderStatus;
import com.mailgrant.mail.MailFailure;
import com.mailgrant.mail.MailFailureException;
import com.mailgrant.mail.MessageHeader;
import com.mailgrant.mail.Reply;
import com.mailgrant.mail.Reply.ImapStatus;
import com.mailgrant.mail.SearchCriteria;
import com.mailgrant.mail.Stage;
import com.mailgrant.mail.UidSet;
import com.mailgrant.provider.FolderRole;
import com.mailgrant.provider.MailProviders;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * What becomes of what is known of a folder: when it is new, renamed, numbered anew, or missing.
 */
@Component
class FolderKeeping {
  private static final Logger LOG = LoggerFactory.getLogger(FolderKeeping.class);

  /** A folder that the server does not know for so long is believed to be gone. */
  static final Duration GONE_AFTER = Duration.ofHours(1);

  /** How long what is known of a folder stays that is not watched any more. */
  private static final Duration LEFT_KEPT = Duration.ofDays(30);

  /** Clocks of servers and ours differ; messages are known by more than their date. */
  private static final Duration SLACK = Duration.ofDays(1);

  private static final int SAMPLES = 5;

  private final MailProviders providers;
  private final FolderTable folders;
  private final KnownTable known;
  private final SynchronisationTable synchronisations;
  private final FolderLook look;
  private final TransactionTemplate transaction;
  private final Clock clock;

  FolderKeeping(
      MailProviders providers,
      FolderTable folders,
      KnownTable known,
      SynchronisationTable synchronisations,
      FolderLook look,
      TransactionTemplate transaction,
      Clock clock) {
    this.providers = providers;
    this.folders = folders;
    this.known = known;
    this.synchronisations = synchronisations;
    this.look = look;
    this.transaction = transaction;
    this.clock = clock;
  }

  /** What is known of the folder that is open. */
  FolderState current(
      Mailbox mailbox, Wanted wanted, Optional<FolderState> state, FolderStatus status)
      throws MailFailureException {
    if (state.isEmpty()) {
      var renamed = renamed(mailbox, wanted, status);
      return renamed == null ? begin(mailbox, wanted, status) : renamed;
    }
    var folder = state.get();
    if (folder.uidValidity() != status.uidValidity()) {
      return beginAgain(mailbox, wanted, folder, status);
    }
    return folder.role() == wanted.role() && folder.leftAt() == null
        ? folder
        : kept(mailbox, folder, wanted);
  }

  /**
   * A folder that does not open. Only a listing that has the Inbox, and not this one, says that it
   * is missing, and only when it stays so is it gone. One that is listed and refuses is left alone,
   * so that it does not stop the rest.
   *
   * @throws MailFailureException when the failure is no matter of this folder
   */
  void unopened(Mailbox mailbox, Wanted wanted, Optional<FolderState> state, MailFailureException e)
      throws MailFailureException {
    boolean refused =
        e.failure() instanceof MailFailure.Rejected rejected
            && (rejected.stage() == Stage.IMAP_SELECT || rejected.stage() == Stage.IMAP_STATUS)
            && rejected.reply() instanceof Reply.Imap reply
            && reply.status() == ImapStatus.NO
            && providers.of(mailbox.account().type()).pauseAsked(rejected).isEmpty();
    if (!refused || wanted.role() == FolderRole.INBOX) {
      throw e;
    }
    var listed = mailbox.session().list().stream().map(Folder::name).toList();
    if (listed.contains(wanted.name())) {
      LOG.debug("{} refuses and is passed over: {}", wanted, e.failure().summary());
    } else if (listed.stream().anyMatch(name -> name.isInbox())) {
      state.ifPresent(folder -> missing(mailbox, folder));
    } else {
      throw e;
    }
  }

  /** After a round: what is known and not wanted. */
  void forgetOthers(Mailbox mailbox, boolean allFolders) {
    for (var folder : folders.of(mailbox.account().id())) {
      if (mailbox.wanted().contains(folder.name())) {
        continue;
      }
      if (allFolders) {
        // It was listed once and is not any more.
        missing(mailbox, folder);
      } else {
        leave(mailbox, folder);
      }
    }
  }

  /** Whoever maps it again is told only what came meanwhile. */
  private void leave(Mailbox mailbox, FolderState folder) {
    var since = folder.leftAt();
    var now = clock.instant();
    if (since != null && since.plus(LEFT_KEPT).isAfter(now)) {
      return;
    }
    written(
        mailbox,
        () -> {
          if (since == null) {
            folders.leave(folder.id(), now);
          } else {
            folders.delete(folder.id());
          }
          return folder;
        });
  }

  private void missing(Mailbox mailbox, FolderState folder) {
    var since = folder.missingSince();
    var now = clock.instant();
    if (since == null || since.isAfter(now)) {
      LOG.info(
          "Folder {} of account {} is not on the server any more. What is known of it is kept for an hour.",
          folder.name(),
          folder.account().value());
      folders.missing(folder.id(), now);
    } else if (!since.plus(GONE_AFTER).isAfter(now)) {
      look.departAll(mailbox, folder);
    }
  }

  private FolderState begin(Mailbox mailbox, Wanted wanted, FolderStatus status)
      throws MailFailureException {
    long baseline = baseline(mailbox, status);
    var account = mailbox.account().id();
    return written(
        mailbox,
        () ->
            folders.insert(
                account,
                wanted,
                status.uidValidity(),
                baseline,
                modSeq(status),
                status.exists(),
                synchronisations.settings(account).announceFrom(clock.instant()),
                null));
  }

  /** The server gave all messages other UIDs: they are found again by their Message-IDs. */
  private FolderState beginAgain(
      Mailbox mailbox, Wanted wanted, FolderState old, FolderStatus status)
      throws MailFailureException {
    LOG.info(
        "Folder {} of account {} has other UIDs than before. Its messages are found again by their Message-IDs.",
        old.name(),
        old.account().value());
    long baseline = baseline(mailbox, status);
    var seen = old.lookedAt();
    var from = old.complete() && seen != null ? seen.minus(SLACK) : old.announceFrom();
    return written(
        mailbox,
        () -> {
          folders.retire(old.id());
          return folders.insert(
              old.account(),
              wanted,
              status.uidValidity(),
              baseline,
              modSeq(status),
              status.exists(),
              from,
              old.id());
        });
  }

  /** A folder that is known under a name which nobody lists any more may be this one. */
  private @Nullable FolderState renamed(Mailbox mailbox, Wanted wanted, FolderStatus status)
      throws MailFailureException {
    for (var candidate : folders.of(mailbox.account().id())) {
      boolean lost =
          candidate.missingSince() != null
              || (!mailbox.wanted().isEmpty() && !mailbox.wanted().contains(candidate.name()));
      if (lost
          && candidate.complete()
          && candidate.uidValidity() == status.uidValidity()
          && holdsSame(mailbox, candidate)) {
        return kept(mailbox, candidate, wanted);
      }
    }
    return null;
  }

  /** The same UIDVALIDITY says little; the same Message-IDs under the same UIDs say it all. */
  private boolean holdsSame(Mailbox mailbox, FolderState candidate) throws MailFailureException {
    var samples =
        known.newest(candidate.id(), SAMPLES).stream()
            .filter(sample -> sample.messageId() != null)
            .toList();
    if (samples.isEmpty()) {
      return false;
    }
    var found = new HashMap<Long, Long>();
    mailbox
        .session()
        .fetchHeaders(
            UidSet.of(samples.stream().mapToLong(Known::uid).toArray()),
            List.of("MESSAGE-ID"),
            header -> found.put(header.uid(), keyOf(header)));
    return !found.isEmpty()
        && samples.stream()
            .allMatch(sample -> found.getOrDefault(sample.uid(), sample.key()) == sample.key());
  }

  private static long keyOf(MessageHeader header) {
    return Known.of(header, FirstSync.messageId(header)).key();
  }

  private FolderState kept(Mailbox mailbox, FolderState folder, Wanted wanted) {
    return written(
        mailbox,
        () -> {
          folders.rename(folder.id(), wanted);
          return folders.find(folder.id()).orElseThrow();
        });
  }

  private FolderState written(Mailbox mailbox, Supplier<FolderState> writing) {
    var written =
        transaction.execute(_ -> {
          mailbox.fence().hold();
          return writing.get();
        });
    if (written == null) {
      throw new IllegalStateException("a folder was written and is not there");
    }
    return written;
  }

  /** Old servers do not tell which UID comes next. */
  private static long baseline(Mailbox mailbox, FolderStatus status) throws MailFailureException {
    if (status.uidNext().isPresent()) {
      return status.uidNext().getAsLong();
    }
    var there =
        status.exists() == 0
            ? UidSet.none()
            : mailbox.session().search(SearchCriteria.all()).uids();
    return there.isEmpty() ? 1 : there.last() + 1;
  }

  private static @Nullable Long modSeq(FolderStatus status) {
    var modSeq = status.highestModSeq();
    return modSeq.isPresent() ? Long.valueOf(modSeq.getAsLong()) : null;
  }
}
