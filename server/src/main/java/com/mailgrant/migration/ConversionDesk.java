package com.mailgrant.migration;

import com.mailgrant.account.AccountDraft;
import com.mailgrant.account.AccountId;
import com.mailgrant.account.Accounts;
import com.mailgrant.account.Conversion;
import com.mailgrant.account.Conversions;
import com.mailgrant.account.Conversions.Wish;
import com.mailgrant.account.MailAccount;
import com.mailgrant.connectiontest.ConnectionTest;
import com.mailgrant.connectiontest.TestReport;
import com.mailgrant.diagnosis.Diagnoses;
import com.mailgrant.diagnosis.Report;
import com.mailgrant.event.EventData;
import com.mailgrant.event.EventType;
import com.mailgrant.event.Events;
import com.mailgrant.event.Subject;
import com.mailgrant.login.LoginEnded;
import com.mailgrant.organization.OrganizationId;
import com.mailgrant.platform.InvalidInput;
import com.mailgrant.platform.Missing;
import com.mailgrant.platform.Refused;
import com.mailgrant.provider.AccountType;
import com.mailgrant.provider.Failure;
import com.mailgrant.provider.MailProvider;
import com.mailgrant.provider.MailProviders;
import com.mailgrant.token.AccountEvidence;
import com.mailgrant.token.Tokens;
import java.time.Clock;
import java.util.Comparator;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * From the plan to accounts that use OAuth: proves beside, switches over, goes back, brings back
 * what was deleted, and notes in the plan what holds things up.
 */
@Service
class ConversionDesk {
  private static final Logger LOG = LoggerFactory.getLogger(ConversionDesk.class);

  private final Plan plan;
  private final InvitationTable invitations;
  private final Accounts accounts;
  private final Conversions conversions;
  private final ConnectionTest test;
  private final Tokens tokens;
  private final Diagnoses diagnoses;
  private final MailProviders providers;
  private final AccountEvidence evidence;
  private final Events events;
  private final TransactionTemplate transaction;
  private final Clock clock;

  ConversionDesk(
      Plan plan,
      InvitationTable invitations,
      Accounts accounts,
      Conversions conversions,
      ConnectionTest test,
      Tokens tokens,
      Diagnoses diagnoses,
      MailProviders providers,
      AccountEvidence evidence,
      Events events,
      TransactionTemplate transaction,
      Clock clock) {
    this.plan = plan;
    this.invitations = invitations;
    this.accounts = accounts;
    this.conversions = conversions;
    this.test = test;
    this.tokens = tokens;
    this.diagnoses = diagnoses;
    this.providers = providers;
    this.evidence = evidence;
    this.events = events;
    this.transaction = transaction;
    this.clock = clock;
  }

  /** Begins to convert the account of a line; who is to sign in may be said. */
  Conversion begin(PlanEntry entry, Wish wish) {
    return conversions.begin(account(entry), wish);
  }

  /**
   * The dry run: proves the new way to read and to send with what somebody signed in for. The
   * account goes on with its password whatever comes out.
   */
  TestReport prove(PlanEntry entry) {
    return prove(account(entry));
  }

  private TestReport prove(MailAccount account) {
    var conversion =
        conversions
            .of(account)
            .filter(each -> !each.switched())
            .orElseThrow(() ->
                new Refused(
                    Refused.Reason.CONFLICT,
                    account.useOAuth()
                        ? "wrong.account.oauth-already"
                        : "wrong.migration.nobody-signed-in"));
    var report = test.prove(conversion.converted());
    boolean passed = report.status() == TestReport.Status.PASSED;
    conversions.proved(account.id(), account.version(), passed);
    noteTrouble(account, passed ? null : Objects.toString(report.errorId(), "-"));
    return report;
  }

  /** Proves, and switches over if that passed. */
  MailAccount convert(PlanEntry entry, String by) {
    var account = account(entry);
    var report = prove(account);
    if (report.status() != TestReport.Status.PASSED) {
      throw new Refused(
          Refused.Reason.CONFLICT,
          "wrong.migration.not-proved",
          account.accountName(),
          Objects.toString(report.errorId(), "-"));
    }
    return switched(account, by);
  }

  private MailAccount switched(MailAccount account, String by) {
    return Objects.requireNonNull(
        transaction.execute(_ -> {
          var after = conversions.switchOver(account);
          events.publish(
              EventType.MIGRATION_CONVERTED,
              Subject.account(after.organization(), after.id().value()),
              new EventData.Migration(
                  after.accountName(),
                  by,
                  "From the password of " + account.username() + " to OAuth."));
          return after;
        }));
  }

  /** Back to the password, as long as it is kept. */
  MailAccount goBack(PlanEntry entry, String by) {
    var account = account(entry);
    var after =
        Objects.requireNonNull(
            transaction.execute(_ -> {
              var restored = conversions.goBack(account);
              events.publish(
                  EventType.MIGRATION_WENT_BACK,
                  Subject.account(restored.organization(), restored.id().value()),
                  new EventData.Migration(
                      restored.accountName(), by, "From OAuth back to the password."));
              return restored;
            }));
    test.everything(after);
    return after;
  }

  /** Gives up what was begun: the sign-in beside is forgotten, the password stays. */
  void giveUp(PlanEntry entry) {
    var account = account(entry);
    if (account.useOAuth()) {
      throw new Refused(Refused.Reason.CONFLICT, "wrong.migration.go-back-instead");
    }
    transaction.executeWithoutResult(_ -> {
      conversions.giveUp(account);
      tokens.forgetBeside(account.id());
      plan.trouble(account.id(), null);
    });
  }

  /** Creates the account of a line from what the plan noted (row R10). */
  MailAccount create(PlanEntry entry, Wish wish) {
    if (entry.account() != null) {
      throw new Refused(Refused.Reason.CONFLICT, "wrong.migration.has-account");
    }
    var planned = entry.planned();
    var type = type(planned, wish);
    var username = planned.username().contains("@") ? planned.username() : planned.senderEmail();
    return Objects.requireNonNull(
        transaction.execute(_ -> {
          var account =
              accounts.create(
                  entry.organization(),
                  new AccountDraft(
                      type,
                      planned.accountName(),
                      planned.senderName(),
                      planned.senderEmail(),
                      true,
                      wish.username() == null || wish.username().isBlank()
                          ? username
                          : wish.username(),
                      wish.mailboxAddress() == null
                          ? planned.mailboxAddress()
                          : wish.mailboxAddress(),
                      wish.cloud(),
                      null,
                      null,
                      null,
                      null,
                      null,
                      null));
          plan.joined(entry, account.id());
          return account;
        }));
  }

  private String type(PlannedAccount planned, Wish wish) {
    if (wish.type() != null && !wish.type().isBlank()) {
      return wish.type();
    }
    var known =
        planned.type() == AccountType.GENERIC
            ? providers.all().stream()
                .filter(provider ->
                    provider.passwordsRemoved(ServerText.host(planned.imap())).isPresent()
                        || provider.passwordsRemoved(ServerText.host(planned.smtp())).isPresent())
                .map(MailProvider::type)
                .min(Comparator.naturalOrder())
            : Optional.of(planned.type());
    return known
        .map(AccountType::apiName)
        .orElseThrow(() -> new InvalidInput("type", "wrong.migration.type"));
  }

  /** Deletes the account of a line; the line stays. */
  void delete(PlanEntry entry) {
    var account = account(entry);
    accounts.delete(account.organization(), account.id());
  }

  /** Brings back an account that was deleted a few days ago at most. */
  MailAccount bringBack(OrganizationId organization, AccountId id, String by) {
    return Objects.requireNonNull(
        transaction.execute(_ -> {
          var account = accounts.bringBack(organization, id);
          events.publish(
              EventType.MIGRATION_BROUGHT_BACK,
              Subject.account(organization, id.value()),
              new EventData.Migration(account.accountName(), by, "The deleted account is back."));
          return account;
        }));
  }

  /** What came of a sign-in shows in the plan, and the new way is proved at once. */
  @EventListener
  void loginEnded(LoginEnded ended) {
    var account = accounts.find(ended.account()).orElse(null);
    if (account == null) {
      return;
    }
    noteTrouble(account, ended.errorId());
    if (ended.errorId() != null) {
      return;
    }
    invitations.used(account.id(), clock.instant());
    if (!account.useOAuth()) {
      Thread.ofVirtual().name("prove-" + account.id()).start(() -> proveQuietly(account));
    }
  }

  /** The application signed in by itself: proves it at once, and says how it came out. */
  void signedIn(MailAccount signing) {
    plan.trouble(signing.id(), null);
    invitations.used(signing.id(), clock.instant());
    var account =
        accounts.find(signing.id()).orElseThrow(() -> new Missing("wrong.missing.mail-account"));
    if (account.useOAuth()) {
      test.everything(account);
    } else {
      prove(account);
    }
  }

  /** The authority gave the application no token. */
  void signInFailed(MailAccount signing, Failure failure) {
    var finding = providers.of(signing.type()).explain(failure, evidence.of(signing));
    var report =
        diagnoses.report(
            finding, signing.organization().value(), signing.id().value(), "migration");
    noteTrouble(signing, report.errorId().value());
  }

  private void proveQuietly(MailAccount account) {
    try {
      prove(account);
    } catch (RuntimeException e) {
      LOG.warn(
          "The proof after the sign-in for account {} did not come to its end. It can be repeated"
              + " from the plan.",
          account.id(),
          e);
    }
  }

  /** Tests everyday life of what was switched over; returns whether there was any. */
  boolean confirmNext() {
    var next = conversions.nextToConfirm();
    next.ifPresent(test::everything);
    return next.isPresent();
  }

  /** Erases what was kept to go back; returns whether there was any. */
  boolean eraseNext() {
    return Boolean.TRUE.equals(
        transaction.execute(_ -> {
          var erased = conversions.eraseNext();
          erased.ifPresent(account ->
              events.publish(
                  EventType.MIGRATION_PASSWORD_ERASED,
                  Subject.account(account.organization(), account.id().value()),
                  new EventData.Migration(
                      account.accountName(),
                      null,
                      "The time to go back is over; the old password was erased.")));
          return erased.isPresent();
        }));
  }

  private void noteTrouble(MailAccount account, @Nullable String errorId) {
    if (errorId == null) {
      plan.trouble(account.id(), null);
      return;
    }
    var diagnosis = diagnoses.find(account.organization().value(), errorId).map(Report::diagnosis);
    plan.trouble(
        account.id(),
        new PlanTrouble(
            clock.instant(),
            errorId,
            diagnosis.map(each -> each.title()).orElse(errorId),
            diagnosis.map(each -> each.actor().apiName()).orElse("operator")));
  }

  private MailAccount account(PlanEntry entry) {
    return Optional.ofNullable(entry.account())
        .map(id -> accounts.get(entry.organization(), id))
        .orElseThrow(() ->
            new Refused(
                Refused.Reason.CONFLICT,
                "wrong.migration.create-first",
                entry.planned().accountName()));
  }
}
