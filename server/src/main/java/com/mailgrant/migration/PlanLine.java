package com.mailgrant.migration;

import com.mailgrant.account.AccountState;
import com.mailgrant.account.Conversion;
import com.mailgrant.account.MailAccount;
import com.mailgrant.migration.Losses.Loss;
import com.mailgrant.outbox.Backlog;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A line of the plan with everything that is known around it.
 *
 * @param account null where there is none yet, or none any more
 * @param conversion null where none was begun
 * @param invitation the newest one; null where nobody was invited
 * @param signedIn whether somebody signed in for what a password account is about to become
 */
record PlanLine(
    PlanEntry entry,
    @Nullable MailAccount account,
    @Nullable Conversion conversion,
    @Nullable Invitation invitation,
    boolean signedIn,
    Backlog.Count waiting,
    List<Loss> losses) {

  /** Whether the account still signs in with a password. */
  public boolean withPassword() {
    return account != null && !account.useOAuth();
  }

  public Stage stage() {
    if (account == null) {
      return entry.accountDeletedAt() == null ? Stage.PLANNED : Stage.DELETED;
    }
    if (account.useOAuth() || entry.notes().decision() != Decision.CHANGE) {
      return account.useOAuth() && account.state() == AccountState.SAVED && invited()
          ? Stage.WAITING_FOR_LOGIN
          : Stage.of(account.state());
    }
    if (conversion != null && conversion.ready()) {
      return Stage.TESTED;
    }
    if (signedIn) {
      return Stage.SIGNED_IN;
    }
    var trouble = entry.trouble();
    if (trouble != null && trouble.actor().equals("tenant-admin")) {
      return Stage.WAITING_FOR_ADMINISTRATOR;
    }
    return invited() ? Stage.WAITING_FOR_LOGIN : Stage.PLANNED;
  }

  /** Whether what was decided has come true. */
  public boolean done() {
    return switch (entry.notes().decision()) {
      case RETAIN -> true;
      case DELETE -> account == null;
      case CHANGE -> account != null && account.useOAuth() && stage() == Stage.ACTIVE;
    };
  }

  /**
   * Who has to do the next thing: {@code user}, {@code tenant-admin}, {@code exchange-admin},
   * {@code operator}, {@code planner} for whoever works at the plan; empty when nothing is to be
   * done.
   */
  public String waitsFor() {
    if (done()) {
      return "";
    }
    var trouble = entry.trouble();
    if (trouble != null && !trouble.actor().equals("nobody")) {
      return trouble.actor();
    }
    return switch (stage()) {
      case WAITING_FOR_LOGIN, NEEDS_LOGIN -> "user";
      case WAITING_FOR_ADMINISTRATOR -> "tenant-admin";
      case PLANNED, SAVED, SIGNED_IN, TESTED, MAPPED, ACTIVE, DEGRADED, DISABLED, DELETED ->
          "planner";
    };
  }

  /** Whether a person has to sign in before this line can go on. */
  public boolean missesSignIn() {
    return entry.notes().decision() == Decision.CHANGE
        && account != null
        && switch (stage()) {
          case PLANNED, SAVED, WAITING_FOR_LOGIN, WAITING_FOR_ADMINISTRATOR, NEEDS_LOGIN -> true;
          case SIGNED_IN, TESTED, MAPPED, ACTIVE, DEGRADED, DISABLED, DELETED -> false;
        };
  }

  /**
   * Whether an invitation to everybody who is missing goes to this person too: it can be mailed,
   * and nobody asked them lately.
   *
   * @param remindAfter how long somebody who was asked is left alone
   */
  boolean toBeAsked(Instant now, Duration remindAfter) {
    return missesSignIn()
        && !entry.notes().ownerEmail().isEmpty()
        && (invitation == null
            || !invitation.serves(now)
            || invitation.createdAt().plus(remindAfter).isBefore(now));
  }

  /** Whether the switch is the only thing that is missing. */
  public boolean ready() {
    return withPassword() && conversion != null && conversion.ready();
  }

  private boolean invited() {
    return invitation != null && !invitation.used() && invitation.revokedAt() == null;
  }
}
