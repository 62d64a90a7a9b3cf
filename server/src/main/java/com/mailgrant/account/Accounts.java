package com.mailgrant.account;

import com.mailgrant.organization.OrganizationId;
import com.mailgrant.platform.InvalidInput;
import com.mailgrant.platform.MailgrantProperties;
import com.mailgrant.platform.Missing;
import com.mailgrant.platform.Refused;
import com.mailgrant.platform.Secret;
import com.mailgrant.platform.Sentence;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The mail accounts of all organizations: create, edit, delete, and where each stands. */
@Service
public class Accounts {
  private static final String PLAN = "/setup/configuration/email/migration";

  private final AccountTable table;
  private final PasswordTable passwords;
  private final AccountRules rules;
  private final ApplicationEventPublisher events;
  private final MailgrantProperties properties;
  private final Clock clock;

  Accounts(
      AccountTable table,
      PasswordTable passwords,
      AccountRules rules,
      ApplicationEventPublisher events,
      MailgrantProperties properties,
      Clock clock) {
    this.table = table;
    this.passwords = passwords;
    this.rules = rules;
    this.events = events;
    this.properties = properties;
    this.clock = clock;
  }

  /** All of an organization, by name. */
  public List<MailAccount> of(OrganizationId organization) {
    return table.of(organization);
  }

  /**
   * One account.
   *
   * @throws Missing when the organization has no such account
   */
  public MailAccount get(OrganizationId organization, AccountId id) {
    return table
        .find(id)
        .filter(account -> account.organization().equals(organization))
        .orElseThrow(() -> new Missing("wrong.missing.mail-account"));
  }

  /** One account, for work that no person asked for; empty when it was deleted meanwhile. */
  public Optional<MailAccount> find(AccountId id) {
    return table.find(id);
  }

  /** The accounts of all organizations that have something to sign in with and are not disabled. */
  public List<AccountId> signedIn() {
    return table.signedIn();
  }

  /** Saves a new account without needing a connection. */
  @Transactional
  public MailAccount create(OrganizationId organization, AccountDraft draft) {
    var settings = rules.check(draft, Set.of());
    table.lockAll(organization);
    refuseSecondAccount(organization, settings, null);
    var id = AccountId.random();
    var standing = settings.password() == null ? Standing.SAVED_ONLY : Standing.WITH_PASSWORD;
    try {
      table.insert(id, organization, settings, standing, clock.instant());
    } catch (DuplicateKeyException e) {
      throw nameTaken(settings);
    }
    keepPasswords(id, settings);
    var account = get(organization, id);
    events.publishEvent(new AccountCreated(account));
    return account;
  }

  /**
   * Replaces the settings.
   *
   * @param version the one that the person saw; null to overwrite whatever is there
   */
  @Transactional
  MailAccount edit(
      OrganizationId organization, AccountId id, AccountDraft draft, @Nullable Long version) {
    var before = lockedForEdit(organization, id, version);
    var settings = rules.check(draft, passwords.stored(id));
    if (settings.type() != before.type()) {
      throw new InvalidInput("type", "wrong.account.type-fixed");
    }
    table.lockAll(organization);
    refuseSecondAccount(organization, settings, id);
    try {
      table.update(id, settings);
    } catch (DuplicateKeyException e) {
      throw nameTaken(settings);
    }
    keepPasswords(id, settings);
    stepAfterEdit(before, settings);
    var after = get(organization, id);
    events.publishEvent(new AccountEdited(before, after));
    return after;
  }

  /** By name, at most so many after the cursor. */
  List<MailAccount> page(OrganizationId organization, Optional<AccountCursor> after, int limit) {
    return table.page(organization, after, limit);
  }

  /** Deletes the account, whatever version it has. */
  @Transactional
  public void delete(OrganizationId organization, AccountId id) {
    delete(organization, id, null);
  }

  /**
   * Deletes the account: from now on nobody finds it. For some days it can be brought back; then
   * everything that hangs on it is erased.
   *
   * @param version that the caller has seen; null: whatever it is
   */
  @Transactional
  void delete(OrganizationId organization, AccountId id, @Nullable Long version) {
    // The grant goes before the account is locked: a refresh takes them in this order, too.
    events.publishEvent(new AccountDeleted(get(organization, id)));
    lockedForEdit(organization, id, version);
    if (properties.migration().undoWithin().isZero()) {
      table.delete(id);
    } else {
      table.park(id, clock.instant());
    }
  }

  /**
   * Some of the accounts that were deleted and can still be brought back, newest first.
   *
   * @param skipped how many are left out before the first one
   * @param most how many there may be
   */
  public List<ParkedAccount> parked(OrganizationId organization, long skipped, int most) {
    return table.parked(organization, skipped, most);
  }

  /** How many accounts were deleted and can still be brought back. */
  public long countParked(OrganizationId organization) {
    return table.countParked(organization);
  }

  /**
   * Brings a deleted account back, with its password and folder mapping; a grant is gone, somebody
   * signs in again.
   *
   * @throws Refused when its name or its mailbox are taken meanwhile
   */
  @Transactional
  public MailAccount bringBack(OrganizationId organization, AccountId id) {
    table.lockAll(organization);
    var parked =
        table
            .parked(organization, id)
            .orElseThrow(() -> new Missing("wrong.missing.deleted-mail-account"));
    refuseSecondAccount(parked, organization, null);
    try {
      if (!table.unpark(id)) {
        throw new Missing("wrong.missing.deleted-mail-account");
      }
    } catch (DuplicateKeyException e) {
      throw new Refused(
          Refused.Reason.CONFLICT, "wrong.account.name-in-the-way", parked.accountName());
    }
    var account = get(organization, id);
    events.publishEvent(new AccountCreated(account));
    step(id, account.useOAuth() ? AccountStep.CREDENTIALS_GONE : AccountStep.SIGNED_IN);
    return get(organization, id);
  }

  /** Really erases what was deleted longer ago than it may be brought back. */
  @Transactional
  public int eraseParked() {
    return table.eraseParked(clock.instant().minus(properties.migration().undoWithin()));
  }

  /** Tells an account what happened to it; returns where it stands now. */
  @Transactional
  public AccountState step(AccountId id, AccountStep step) {
    return step(id, step, null);
  }

  /**
   * Tells an account what happened to it; returns where it stands now.
   *
   * @param errorId of the failure that happened; null where none did
   */
  @Transactional
  public AccountState step(AccountId id, AccountStep step, @Nullable String errorId) {
    var before = table.lockStanding(id);
    if (before.isEmpty()) {
      throw new Missing("wrong.missing.mail-account");
    }
    var after = before.get().after(step);
    var now = clock.instant();
    table.keepStanding(id, after, before.get().state() == after.state() ? null : now);
    if (before.get().state() != after.state()) {
      events.publishEvent(
          new AccountStateChanged(id, before.get().state(), after.state(), now, errorId));
    }
    return after.state();
  }

  /** Notes that somebody signed in at the provider. */
  @Transactional
  public void signedIn(AccountId id, String username) {
    step(id, AccountStep.SIGNED_IN);
    events.publishEvent(new AccountSignedIn(id, username));
  }

  /** Notes that Test Connection passed. */
  @Transactional
  public void proved(AccountId id, Instant when) {
    step(id, AccountStep.TEST_PASSED);
    table.keepLastProved(id, when);
  }

  /** The password of an account that signs in with one. */
  public Optional<Secret> password(AccountId id) {
    return passwords.find(id, PasswordTable.Use.MAIL);
  }

  /** The password for sending where it differs from the one for reading. */
  public Optional<Secret> smtpPassword(AccountId id) {
    return passwords.find(id, PasswordTable.Use.SMTP);
  }

  /** The draft that would leave an account as it is, for the form and for merge patches. */
  AccountDraft draft(MailAccount account) {
    return AccountDrafts.of(account);
  }

  private MailAccount lockedForEdit(
      OrganizationId organization, AccountId id, @Nullable Long version) {
    table.lockStanding(id);
    var account = get(organization, id);
    if (version != null && version != account.version()) {
      throw new Refused(Refused.Reason.STALE_VERSION, "wrong.account.stale");
    }
    return account;
  }

  private void stepAfterEdit(MailAccount before, AccountSettings settings) {
    if (before.useOAuth() != settings.useOAuth()) {
      step(before.id(), settings.useOAuth() ? AccountStep.CREDENTIALS_GONE : AccountStep.SIGNED_IN);
    } else if (!Objects.equals(before.cloud(), settings.cloud())) {
      // What the old cloud's authority granted is of no use at the new one.
      step(before.id(), AccountStep.CREDENTIALS_GONE);
    } else if (settings.password() != null) {
      step(before.id(), AccountStep.SIGNED_IN);
    } else if (!Objects.equals(before.username(), settings.username())
        || !Objects.equals(before.mailboxAddress(), settings.mailboxAddress())) {
      step(before.id(), AccountStep.SETTINGS_CHANGED);
    }
  }

  private void keepPasswords(AccountId id, AccountSettings settings) {
    var password = settings.password();
    if (password != null) {
      passwords.keep(id, PasswordTable.Use.MAIL, password);
    }
    var smtpPassword = settings.smtpPassword();
    if (smtpPassword != null) {
      passwords.keep(id, PasswordTable.Use.SMTP, smtpPassword);
    }
  }

  private void refuseSecondAccount(
      OrganizationId organization, AccountSettings settings, @Nullable AccountId itself) {
    var mailbox =
        settings.mailboxAddress() == null ? settings.username() : settings.mailboxAddress().value();
    refuseSecondAccount(
        new Claimed(mailbox, settings.senderEmail().value(), settings.useOAuth()),
        organization,
        itself);
  }

  private void refuseSecondAccount(
      MailAccount account, OrganizationId organization, @Nullable AccountId itself) {
    refuseSecondAccount(Claimed.by(account), organization, itself);
  }

  /**
   * A mailbox moves from password to OAuth as a whole: never one account of each kind for it (row
   * R6).
   */
  private void refuseSecondAccount(
      Claimed claimed, OrganizationId organization, @Nullable AccountId itself) {
    table.of(organization).stream()
        .filter(other -> !other.id().equals(itself))
        .filter(other -> other.state() != AccountState.DISABLED)
        .filter(other -> claimed.collidesWith(Claimed.by(other)))
        .findFirst()
        .ifPresent(other -> {
          throw new Refused(
              Refused.Reason.CONFLICT,
              "wrong.account.mailbox-taken",
              claimed.mailbox(),
              other.accountName(),
              claimed.oauth()
                  ? Sentence.of("wrong.account.convert-instead", properties.publicUrl() + PLAN)
                  : Sentence.of("wrong.account.delete-first"));
        });
  }

  /**
   * What an account has to itself.
   *
   * @param sender a password account's username may be no address; then this tells its mailbox
   */
  private record Claimed(String mailbox, String sender, boolean oauth) {
    static Claimed by(MailAccount account) {
      return new Claimed(account.mailbox(), account.senderEmail().value(), account.useOAuth());
    }

    boolean collidesWith(Claimed other) {
      if (oauth == other.oauth) {
        return false;
      }
      var password = oauth ? other : this;
      var with = oauth ? this : other;
      return with.mailbox.equalsIgnoreCase(password.mailbox)
          || (!password.mailbox.contains("@") && with.mailbox.equalsIgnoreCase(password.sender));
    }
  }

  private static InvalidInput nameTaken(AccountSettings settings) {
    return new InvalidInput("accountName", "wrong.account.name-taken", settings.accountName());
  }
}
