package com.mailgrant.sync;

import com.mailgrant.account.MailAccount;
import com.mailgrant.foldermapping.FolderMappings;
import com.mailgrant.foldermapping.Folders;
import com.mailgrant.mail.FolderName;
import com.mailgrant.mail.MailFailureException;
import com.mailgrant.provider.FolderRole;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/** Looks at the watched folders of a mailbox, all of them or the Inbox alone. */
@Service
public class MailboxRound {
  private final FolderMappings mappings;
  private final Folders realFolders;
  private final FolderTable folders;
  private final SynchronisationTable synchronisations;
  private final FolderLook look;
  private final FolderKeeping keeping;
  private final Moves moves;
  private final TransactionTemplate transaction;

  MailboxRound(
      FolderMappings mappings,
      Folders realFolders,
      FolderTable folders,
      SynchronisationTable synchronisations,
      FolderLook look,
      FolderKeeping keeping,
      Moves moves,
      TransactionTemplate transaction) {
    this.mappings = mappings;
    this.realFolders = realFolders;
    this.folders = folders;
    this.synchronisations = synchronisations;
    this.look = look;
    this.keeping = keeping;
    this.moves = moves;
    this.transaction = transaction;
  }

  /**
   * All folders; the Inbox first, since that is what people wait for, and last, so that it is the
   * one that is open afterwards.
   */
  public Next all(Mailbox mailbox) throws MailFailureException {
    var account = mailbox.account().id();
    mailbox.inRound(true);
    try {
      var wanted = wanted(mailbox);
      mailbox.wanted(wanted.stream().map(Wanted::name).collect(Collectors.toSet()));
      boolean complete = true;
      for (var folder : wanted) {
        complete &= visit(mailbox, folder);
      }
      keeping.forgetOthers(mailbox, synchronisations.settings(account).allFolders());
      if (!complete || !inboxIsFresh(mailbox)) {
        complete &= inbox(mailbox);
      }
      transaction.executeWithoutResult(_ -> {
        mailbox.fence().hold();
        synchronisations.roundEnded(account);
      });
      boolean waits = moves.settle(mailbox);
      if (!complete) {
        return Next.AT_ONCE;
      }
      return waits ? Next.SOON : Next.WAIT;
    } finally {
      mailbox.inRound(false);
    }
  }

  /** The Inbox alone, which is open afterwards. */
  public Next inboxAlone(Mailbox mailbox) throws MailFailureException {
    if (!inbox(mailbox)) {
      return Next.AT_ONCE;
    }
    return moves.waits(mailbox) ? Next.SOON : Next.WAIT;
  }

  /** When to look at all folders again. */
  public enum Next {
    /** A first synchronisation goes on. */
    AT_ONCE,
    /** A move may be half seen. */
    SOON,
    WAIT
  }

  /**
   * Whether it is still open from the look with which the round began and the server has said
   * nothing since. Then a second look shows nothing that waiting would not, and opening a folder
   * anew costs some servers more than all the rest of a round.
   */
  private boolean inboxIsFresh(Mailbox mailbox) {
    return !mailbox.stirred()
        && mailbox.session().selected().equals(Optional.of(inboxOf(mailbox.account())));
  }

  private boolean inbox(Mailbox mailbox) throws MailFailureException {
    return enter(mailbox, new Wanted(inboxOf(mailbox.account()), FolderRole.INBOX), false);
  }

  private FolderName inboxOf(MailAccount account) {
    return mappings.folder(account.id(), FolderRole.INBOX).orElse(FolderName.INBOX);
  }

  private List<Wanted> wanted(Mailbox mailbox) throws MailFailureException {
    var account = mailbox.account();
    var wanted = new LinkedHashMap<FolderName, Wanted>();
    var inbox = inboxOf(account);
    wanted.put(inbox, new Wanted(inbox, FolderRole.INBOX));
    mappings.of(account.id()).forEach((role, name) -> wanted.put(name, new Wanted(name, role)));
    if (synchronisations.settings(account.id()).allFolders()) {
      var listed = mailbox.session().list();
      for (var folder : realFolders.withMail(account, listed)) {
        var name = folder.raw().isInbox() ? FolderName.INBOX : folder.raw();
        wanted.putIfAbsent(name, new Wanted(name, null));
      }
      if (listed.stream().noneMatch(folder -> folder.name().isInbox())) {
        // Not to be believed: what is known stays wanted.
        for (var state : folders.of(account.id())) {
          if (state.leftAt() == null) {
            wanted.putIfAbsent(state.name(), new Wanted(state.name(), state.role()));
          }
        }
      }
    }
    return List.copyOf(wanted.values());
  }

  /** Asks for the counts of a folder, and opens it only when there may be something to see. */
  private boolean visit(Mailbox mailbox, Wanted wanted) throws MailFailureException {
    var state = folders.find(mailbox.account().id(), wanted.name());
    if (wanted.role() == FolderRole.INBOX
        || state.isEmpty()
        || !state.get().complete()
        || state.get().missingSince() != null
        || state.get().leftAt() != null) {
      return enter(mailbox, wanted, false);
    }
    var folder = state.get();
    try {
      var counts = mailbox.session().status(wanted.name());
      boolean readMeanwhile = folder.unseen() != null && folder.unseen() != counts.unseen();
      var modSeq = folder.modSeq();
      boolean tells = modSeq != null && counts.highestModSeq().isPresent();
      boolean sameFlags =
          tells
              ? Objects.equals(counts.highestModSeq().getAsLong(), modSeq)
              : !readMeanwhile && !look.due(folder);
      boolean same =
          counts.uidValidity() == folder.uidValidity()
              && counts.uidNext() == folder.uidNext()
              && counts.messages() == folder.messages()
              && sameFlags
              && folder.role() == wanted.role();
      boolean seen = same || enter(mailbox, wanted, readMeanwhile);
      if (folder.unseen() == null || folder.unseen() != counts.unseen()) {
        folders.unseen(folder.id(), counts.unseen());
      }
      return seen;
    } catch (MailFailureException e) {
      keeping.unopened(mailbox, wanted, state, e);
      return true;
    }
  }

  private boolean enter(Mailbox mailbox, Wanted wanted, boolean flagsChanged)
      throws MailFailureException {
    var heard = mailbox.take();
    heard.flagsChanged |= flagsChanged;
    var state = folders.find(mailbox.account().id(), wanted.name());
    try {
      var status = look.open(mailbox, wanted, state.orElse(null));
      var current = keeping.current(mailbox, wanted, state, status);
      return look.look(mailbox, current, status, heard);
    } catch (MailFailureException e) {
      keeping.unopened(mailbox, wanted, state, e);
      return true;
    }
  }
}
