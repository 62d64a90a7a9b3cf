package com.mailgrant.outbox;

import com.mailgrant.account.AccountStateChanged;
import com.mailgrant.account.Accounts;
import com.mailgrant.account.MailAccount;
import com.mailgrant.diagnosis.Diagnoses;
import com.mailgrant.diagnosis.Finding;
import com.mailgrant.foldermapping.FoldersMapped;
import com.mailgrant.mail.Append;
import com.mailgrant.mail.FolderName;
import com.mailgrant.mail.ImapSession;
import com.mailgrant.mail.MailFailure;
import com.mailgrant.mail.MailFailureException;
import com.mailgrant.mail.Stage;
import com.mailgrant.outbox.CopyTable.Claim;
import com.mailgrant.outbox.CopyTable.Copy;
import com.mailgrant.provider.FolderRole;
import com.mailgrant.session.MailSessions;
import com.mailgrant.session.NoSession;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Files copies of sent messages where the provider does not. A copy is owed from the moment in
 * which the message has left, and tried until it is there: neither a crash nor a closed mailbox
 * loses it.
 */
@Component
class SentCopies {
  private static final Logger LOG = LoggerFactory.getLogger(SentCopies.class);
  private static final int AT_ONCE = 20;

  /** Longer than a mailbox is out of order without anybody caring. */
  private static final Duration GIVE_UP_AFTER = Duration.ofDays(30);

  private final CopyTable table;
  private final Accounts accounts;
  private final MailSessions sessions;
  private final SentFolder folder;
  private final Diagnoses diagnoses;
  private final Clock clock;

  SentCopies(
      CopyTable table,
      Accounts accounts,
      MailSessions sessions,
      SentFolder folder,
      Diagnoses diagnoses,
      Clock clock) {
    this.table = table;
    this.accounts = accounts;
    this.sessions = sessions;
    this.folder = folder;
    this.diagnoses = diagnoses;
    this.clock = clock;
  }

  /** Files what is due for one account; false when nothing was. */
  boolean fileNext() {
    var claim = claim();
    claim.ifPresent(this::file);
    return claim.isPresent();
  }

  Optional<Claim> claim() {
    return table.claim(clock.instant());
  }

  void file(Claim claim) {
    try {
      var account = accounts.find(claim.account()).orElse(null);
      if (account == null) {
        return;
      }
      var due = table.due(claim, clock.instant(), AT_ONCE);
      if (due.isEmpty()) {
        return;
      }
      fileAll(account, due);
    } finally {
      table.giveBack(claim);
    }
  }

  private void fileAll(MailAccount account, List<UUID> due) {
    var current = due.getFirst();
    try {
      var sent = folder.folderToFill(account, FolderRole.SENT);
      if (sent.isEmpty()) {
        mailboxTroubled(account, current, noFolder(account, "Sent"));
        return;
      }
      try (var session = sessions.imap(account)) {
        for (var id : due) {
          current = id;
          var copy = table.find(id);
          if (copy.isEmpty()) {
            table.ended(id, CopyState.MISSED);
          } else if (!isFiled(account, session, sent.get(), copy.get())) {
            mailboxTroubled(account, id, noFolder(account, sent.get().decoded()));
            return;
          }
        }
      }
    } catch (NoSession e) {
      mailboxTroubled(account, current, e.finding());
    } catch (MailFailureException e) {
      mailboxTroubled(account, current, sessions.explained(account, e.failure()).finding());
    }
  }

  /** False when there is no folder to file it in; a copy that the server refuses is put off. */
  private boolean isFiled(MailAccount account, ImapSession session, FolderName sent, Copy copy)
      throws MailFailureException {
    try {
      // Some servers file it by themselves (D44), and an earlier try may have come through.
      if (session.searchMessageId(sent, copy.messageId()).isEmpty()
          && !(session.append(sent, copy.content(), List.of("\\Seen"), copy.sentAt())
              instanceof Append.Stored)) {
        return false;
      }
      table.ended(copy.id(), CopyState.FILED);
    } catch (MailFailureException e) {
      if (!(e.failure() instanceof MailFailure.Rejected rejected)) {
        throw e;
      }
      if (rejected.stage() == Stage.IMAP_SELECT && !isListed(session, sent)) {
        return false;
      }
      if (rejected.stage() != Stage.IMAP_APPEND) {
        throw e;
      }
      postpone(account, copy, sessions.explained(account, e.failure()).finding());
    }
    return true;
  }

  /** Each server has words of its own for a folder that is not there; a listing needs none. */
  private static boolean isListed(ImapSession session, FolderName folder)
      throws MailFailureException {
    return session.list().stream().anyMatch(listed -> listed.name().equals(folder));
  }

  private static Finding noFolder(MailAccount account, String folder) {
    return Finding.of(
        "D42", Map.of("user", String.valueOf(account.mailbox()), "folder", folder), null);
  }

  private void mailboxTroubled(MailAccount account, UUID tried, Finding why) {
    var copy = table.find(tried);
    copy.ifPresent(it -> postpone(account, it, why));
    var attempts = copy.map(Copy::attempts).orElse(0) + 1;
    table.postponeAll(account.id(), clock.instant().plus(Pauses.after(attempts)), tried);
  }

  private void postpone(MailAccount account, Copy copy, Finding why) {
    var report =
        diagnoses.report(why, account.organization().value(), account.id().value(), "copy in Sent");
    if (copy.sentAt().plus(GIVE_UP_AFTER).isBefore(clock.instant())) {
      LOG.error(
          "[{}] No copy of {} could be filed for account {} in {}: {}. Nobody tries any more.",
          report.errorId(),
          copy.messageId(),
          account.id(),
          GIVE_UP_AFTER,
          why.code());
      table.missed(copy.id(), report.errorId().value());
      return;
    }
    LOG.warn(
        "[{}] No copy of {} could be filed for account {} now: {}. It is tried again.",
        report.errorId(),
        copy.messageId(),
        account.id(),
        why.code());
    table.postpone(
        copy.id(),
        clock.instant().plus(Pauses.after(copy.attempts() + 1)),
        report.errorId().value());
  }

  /** Copies do not wait for their next time once somebody has chosen folders. */
  @EventListener
  public void mapped(FoldersMapped mapped) {
    table.hurry(mapped.account(), clock.instant());
  }

  /** Nor once the mailbox opens again. */
  @EventListener
  public void accountWorksAgain(AccountStateChanged changed) {
    if (changed.worksAgain()) {
      table.hurry(changed.account(), clock.instant());
    }
  }
}
