package com.mailgrant.watch;

import com.mailgrant.account.AccountCreated;
import com.mailgrant.account.AccountDeleted;
import com.mailgrant.account.AccountEdited;
import com.mailgrant.account.AccountId;
import com.mailgrant.account.AccountSignedIn;
import com.mailgrant.account.AccountStateChanged;
import com.mailgrant.account.Accounts;
import com.mailgrant.account.MailAccount;
import com.mailgrant.foldermapping.FoldersMapped;
import com.mailgrant.sync.Synchronisations;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** What happens to accounts decides whether and how they are watched, in the same transaction. */
@Component
class WatchTriggers {
  private final WatchTable table;
  private final Accounts accounts;
  private final Synchronisations synchronisations;
  private final Watchers watchers;

  WatchTriggers(
      WatchTable table, Accounts accounts, Synchronisations synchronisations, Watchers watchers) {
    this.table = table;
    this.accounts = accounts;
    this.synchronisations = synchronisations;
    this.watchers = watchers;
  }

  @EventListener
  void created(AccountCreated created) {
    if (created.account().signedIn()) {
      want(created.account().id());
    }
  }

  @EventListener
  void stateChanged(AccountStateChanged changed) {
    var account = accounts.find(changed.account());
    if (account.map(MailAccount::signedIn).orElse(false)) {
      want(changed.account());
    } else if (account.isPresent()) {
      table.want(changed.account(), false);
      wakeAfterCommit();
    }
  }

  /** With what a person has just proved, nobody has to wait for the end of a pause. */
  @EventListener
  void signedIn(AccountSignedIn signedIn) {
    want(signedIn.account());
  }

  @EventListener
  void edited(AccountEdited edited) {
    changed(edited.after().id());
  }

  @EventListener
  void mapped(FoldersMapped mapped) {
    changed(mapped.account());
  }

  /**
   * Before the rows go: a watcher that is writing finishes, and no other transaction of it begins.
   */
  @EventListener
  void deleted(AccountDeleted deleted) {
    table.forget(deleted.account().id());
    wakeAfterCommit();
  }

  /**
   * Mail is news from now on, however long it takes until a node has time for this account: one may
   * have died just now.
   */
  private void want(AccountId account) {
    table.want(account, true);
    synchronisations.begin(account);
    wakeAfterCommit();
  }

  /** Whatever was changed, its watcher begins anew. */
  void changed(AccountId account) {
    table.changed(account);
    wakeAfterCommit();
  }

  private void wakeAfterCommit() {
    if (!TransactionSynchronizationManager.isSynchronizationActive()) {
      watchers.wake();
      return;
    }
    TransactionSynchronizationManager.registerSynchronization(
        new TransactionSynchronization() {
          @Override
          public void afterCommit() {
            watchers.wake();
          }
        });
  }
}
