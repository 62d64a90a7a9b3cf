package com.mailgrant.outbox;

import com.mailgrant.account.AccountId;
import com.mailgrant.account.Accounts;
import com.mailgrant.account.MailAccount;
import com.mailgrant.mail.MailFailureException;
import com.mailgrant.session.NoSession;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Ends doubts: a message of which nobody could tell whether it left is looked for again for a day,
 * since some providers file the copy late and some mailboxes do not open at once; and a person may
 * find out. It is never sent again from here.
 */
@Component
class Doubts {
  private static final Logger LOG = LoggerFactory.getLogger(Doubts.class);

  /** Those left over come with the next round. */
  private static final int ACCOUNTS_AT_ONCE = 100;

  private static final int MESSAGES_AT_ONCE = 500;

  private final DoubtTable table;
  private final Accounts accounts;
  private final SentFolder folder;
  private final Concluding concluding;
  private final TransactionTemplate transaction;
  private final Clock clock;

  Doubts(
      DoubtTable table,
      Accounts accounts,
      SentFolder folder,
      Concluding concluding,
      TransactionTemplate transaction,
      Clock clock) {
    this.table = table;
    this.accounts = accounts;
    this.folder = folder;
    this.concluding = concluding;
    this.transaction = transaction;
    this.clock = clock;
  }

  /** Looks for all that are due, those of an account in one session. */
  void look() {
    for (var account : table.accounts(clock.instant(), ACCOUNTS_AT_ONCE)) {
      look(account);
    }
  }

  private void look(AccountId id) {
    var due = table.due(id, clock.instant(), MESSAGES_AT_ONCE);
    var found = accounts.find(id).map(account -> found(account, due)).orElse(Set.of());
    for (var message : due) {
      if (!found.contains(message.messageId())) {
        table.looked(message, Pauses.nextLook(clock.instant(), message.looks() + 1));
      } else if (left(message.id())) {
        LOG.info(
            "A copy of {} was found in the Sent folder of account {}: it had left.",
            message.messageId(),
            id);
      }
    }
  }

  private Set<String> found(MailAccount account, List<Taken> due) {
    try {
      return folder.found(
          account,
          due.stream()
              .filter(message -> !message.partlyOut())
              .map(Taken::messageId)
              .collect(Collectors.toSet()));
    } catch (NoSession e) {
      LOG.debug("Messages in doubt of account {}: {}", account.id(), e.finding().code());
    } catch (MailFailureException e) {
      LOG.debug("Messages in doubt of account {}: {}", account.id(), e.failure().summary());
    } catch (RuntimeException e) {
      LOG.error(
          "Messages in doubt of account {} could not be looked for now. They are later.",
          account.id(),
          e);
    }
    return Set.of();
  }

  /** A message in doubt has left; false when it is not in doubt, and nothing is changed. */
  boolean left(UUID message) {
    return Boolean.TRUE.equals(
        transaction.execute(_ ->
            table
                .lock(message)
                .flatMap(it ->
                    accounts.find(it.account()).map(account -> concluding.hadLeft(account, it)))
                .orElse(false)));
  }
}
