package com.mailgrant.sync;

import com.mailgrant.mail.MailFailure;
import com.mailgrant.mail.MailFailureException;
import com.mailgrant.mail.SearchCriteria;
import com.mailgrant.mail.Stage;
import com.mailgrant.mail.UidSet;
import com.mailgrant.provider.MailProviders;
import java.util.ArrayList;
import java.util.List;
import org.springframework.stereotype.Component;

/**
 * Fetches past messages that break the fetching: what fails is tried again in smaller parts, and
 * the one message that fails again and again is left out, so that it does not stop the rest.
 */
@Component
class Fetching {
  private static final int NARROWER = 22;

  /** A single message that fails so often is at fault, and not the network. */
  private static final int ENOUGH = 3;

  private final FolderTable folders;
  private final Arrivals arrivals;
  private final MailProviders providers;

  Fetching(FolderTable folders, Arrivals arrivals, MailProviders providers) {
    this.folders = folders;
    this.arrivals = arrivals;
    this.providers = providers;
  }

  /** The UIDs from here on that the open folder has, ascending. */
  long[] uidsFrom(Mailbox mailbox, long uidNext) throws MailFailureException {
    var criteria = SearchCriteria.all();
    var found =
        mailbox
            .session()
            .search(uidNext <= 1 ? criteria : criteria.uids(UidSet.from(uidNext)))
            .uids();
    // n:* always names the last message, even below n (RFC 9051 6.4.9).
    return found.stream().filter(uid -> uid >= uidNext).toArray();
  }

  /**
   * Takes the next messages.
   *
   * @return false when they are to be taken again, in smaller parts or behind the one left out
   */
  boolean attempt(Mailbox mailbox, FolderState folder, long[] uids, Taking taking)
      throws MailFailureException {
    try {
      taking.take();
    } catch (MailFailureException e) {
      if (isOfMessages(mailbox, e.failure())) {
        failed(mailbox, folder, uids, e);
        return false;
      }
      throw e;
    }
    var until = folder.troubleUntil();
    if (until != null && uids[uids.length - 1] >= until) {
      folders.recovered(folder.id());
    } else if (folder.failedFetches() > 0) {
      folders.step(folder.id(), folder.step(), 0);
    }
    return true;
  }

  /** A message that the server counts and names, and never delivers. */
  void skipIfThere(Mailbox mailbox, FolderState folder, long uid) {
    if (answersOtherwise(mailbox, uid)) {
      arrivals.skip(mailbox, folder, uid, "the server has it and does not deliver it");
    }
  }

  private boolean isOfMessages(Mailbox mailbox, MailFailure failure) {
    return failure.stage() == Stage.IMAP_FETCH
        && providers.of(mailbox.account().type()).pauseAsked(failure).isEmpty();
  }

  /** Goes on only where the session does; else the next session does, with what is kept here. */
  private void failed(Mailbox mailbox, FolderState folder, long[] uids, MailFailureException e)
      throws MailFailureException {
    boolean goesOn = mailbox.session().isOpen();
    boolean certain = e.failure() instanceof MailFailure.Rejected;
    boolean broken = certain || e.failure() instanceof MailFailure.Garbled;
    int failures = folder.failedFetches() + 1;
    if (uids.length > 1) {
      // A lost connection says little; it has to happen here again and again.
      boolean narrow = broken || failures >= ENOUGH;
      if (narrow) {
        int step = Math.clamp(uids.length / NARROWER, 1, FolderState.USUAL_STEP);
        folders.narrow(folder.id(), step, uids[uids.length - 1]);
      } else {
        folders.step(folder.id(), folder.step(), failures);
      }
    } else if (certain && answersOtherwise(mailbox, uids[0])) {
      arrivals.skip(mailbox, folder, uids[0], e.failure().summary());
    } else if (!certain && failures >= ENOUGH) {
      arrivals.skip(mailbox, folder, uids[0], e.failure().summary());
    } else {
      folders.step(folder.id(), 1, failures);
      throw e;
    }
    if (!goesOn) {
      throw e;
    }
  }

  /** A server that is busy refuses everything; one that has a bad message only that. */
  private static boolean answersOtherwise(Mailbox mailbox, long uid) {
    List<Long> seen = new ArrayList<>();
    try {
      mailbox.session().fetchFlags(UidSet.of(uid), flags -> seen.add(flags.uid()));
      return !seen.isEmpty();
    } catch (MailFailureException alsoRefused) {
      return false;
    }
  }

  /** Fetches and records. */
  @FunctionalInterface
  interface Taking {
    void take() throws MailFailureException;
  }
}
