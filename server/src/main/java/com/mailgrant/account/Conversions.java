package com.mailgrant.account;

import com.mailgrant.account.ConversionTable.Before;
import com.mailgrant.account.ConversionTable.Target;
import com.mailgrant.organization.OrganizationId;
import com.mailgrant.platform.InvalidInput;
import com.mailgrant.platform.MailgrantProperties;
import com.mailgrant.platform.Missing;
import com.mailgrant.platform.Refused;
import com.mailgrant.provider.AccountType;
import com.mailgrant.provider.Cloud;
import com.mailgrant.provider.Clouds;
import com.mailgrant.provider.MailProvider;
import com.mailgrant.provider.MailProviders;
import com.mailgrant.provider.SentCopy;
import java.time.Clock;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Takes accounts from their password to OAuth in place: the account keeps its id and everything
 * that hangs on it. The new way is proved beside the old one; the switch is one transaction, so
 * that whoever looks sees one of two accounts that work. Until the time to go back is over the old
 * password stays sealed where it was.
 */
@Service
public class Conversions {
  private final AccountTable accounts;
  private final ConversionTable table;
  private final PasswordTable passwords;
  private final Accounts steps;
  private final AccountServers servers;
  private final Clouds clouds;
  private final MailProviders providers;
  private final ApplicationEventPublisher events;
  private final MailgrantProperties properties;
  private final Clock clock;

  Conversions(
      AccountTable accounts,
      ConversionTable table,
      PasswordTable passwords,
      Accounts steps,
      AccountServers servers,
      Clouds clouds,
      MailProviders providers,
      ApplicationEventPublisher events,
      MailgrantProperties properties,
      Clock clock) {
    this.accounts = accounts;
    this.table = table;
    this.passwords = passwords;
    this.steps = steps;
    this.servers = servers;
    this.clouds = clouds;
    this.providers = providers;
    this.events = events;
    this.properties = properties;
    this.clock = clock;
  }

  /**
   * What the person who plans may say; the rest is taken from the account.
   *
   * @param type null: the one whose servers the account uses
   * @param cloud null: the one whose servers the account uses, else the usual one of the type
   * @param username who will sign in; null: the username, or the sender where that is no address
   * @param mailboxAddress null: as it is
   */
  public record Wish(
      @Nullable String type,
      @Nullable String cloud,
      @Nullable String username,
      @Nullable String mailboxAddress) {
    public static final Wish NOTHING_SPECIAL = new Wish(null, null, null, null);
  }

  /** Begins, or gives what was begun where the wish is the same. The account goes on unchanged. */
  @Transactional
  public Conversion begin(MailAccount given, Wish wish) {
    accounts.lockStanding(given.id());
    var account =
        accounts.find(given.id()).orElseThrow(() -> new Missing("wrong.missing.mail-account"));
    if (account.useOAuth()) {
      throw new Refused(Refused.Reason.CONFLICT, "wrong.account.nothing-to-convert");
    }
    var target = target(account, wish);
    var begun = table.find(account.id()).filter(row -> row.target().equals(target));
    if (begun.isEmpty()) {
      table.keep(account.id(), target, clock.instant());
    }
    return of(account).orElseThrow();
  }

  /** The conversion of an account; empty where none was begun. */
  public Optional<Conversion> of(MailAccount account) {
    return table.find(account.id()).map(row -> conversion(account, row));
  }

  /** All of an organization. */
  public Map<AccountId, Conversion> of(OrganizationId organization) {
    var all = new LinkedHashMap<AccountId, Conversion>();
    var rows = table.of(organization);
    if (!rows.isEmpty()) {
      var known = new LinkedHashMap<AccountId, MailAccount>();
      accounts.of(organization).forEach(account -> known.put(account.id(), account));
      for (var row : rows) {
        var account = known.get(row.account());
        if (account != null) {
          all.put(row.account(), conversion(account, row));
        }
      }
    }
    return all;
  }

  /**
   * The account whose sign-in a grant of this id serves: the account itself, or what it is about to
   * become.
   */
  public Optional<MailAccount> signingIn(AccountId id) {
    return accounts
        .find(id)
        .map(account ->
            account.useOAuth() ? account : of(account).map(Conversion::converted).orElse(account));
  }

  /** Notes whether the new way was proved with the settings of this version. */
  @Transactional
  public void proved(AccountId id, long version, boolean passed) {
    table.proved(id, passed ? clock.instant() : null, passed ? version : null);
  }

  /**
   * The switch. Either all of it happened, or nothing.
   *
   * @throws Refused when the new way was not proved with the settings as they are
   */
  @Transactional
  public MailAccount switchOver(MailAccount given) {
    accounts.lockStanding(given.id());
    var before =
        accounts.find(given.id()).orElseThrow(() -> new Missing("wrong.missing.mail-account"));
    var conversion =
        of(before)
            .filter(each -> !each.switched())
            .orElseThrow(() ->
                new Refused(
                    Refused.Reason.CONFLICT,
                    before.useOAuth() ? "wrong.account.oauth-already" : "wrong.account.not-begun"));
    if (!conversion.ready()) {
      throw new Refused(Refused.Reason.CONFLICT, "wrong.account.not-proved");
    }
    var now = clock.instant();
    table.switched(
        before.id(), Before.of(before), now, now.plus(properties.migration().undoWithin()));
    accounts.connect(conversion.converted());
    steps.step(before.id(), AccountStep.SIGNED_IN);
    steps.proved(before.id(), now);
    return told(before);
  }

  /**
   * Back to the password.
   *
   * @throws Refused when the time for it is over
   */
  @Transactional
  public MailAccount goBack(MailAccount given) {
    accounts.lockStanding(given.id());
    var now =
        accounts.find(given.id()).orElseThrow(() -> new Missing("wrong.missing.mail-account"));
    var before =
        of(now)
            .filter(Conversion::canGoBack)
            .flatMap(_ -> table.before(now.id()))
            .filter(_ -> !passwords.stored(now.id()).isEmpty())
            .orElseThrow(
                () -> new Refused(Refused.Reason.CONFLICT, "wrong.account.no-password-left"));
    accounts.connect(restored(now, before));
    table.wentBack(now.id());
    steps.step(now.id(), AccountStep.SIGNED_IN);
    return told(now);
  }

  /** Gives up what was begun; the account goes on with its password. */
  @Transactional
  public void giveUp(MailAccount account) {
    accounts.lockStanding(account.id());
    if (of(account).filter(conversion -> !conversion.switched()).isPresent()) {
      table.forget(account.id());
    }
  }

  /** Erases the passwords of one account whose time is over; empty when there is none. */
  @Transactional
  public Optional<MailAccount> eraseNext() {
    var over = table.lockOver(clock.instant());
    over.ifPresent(id -> {
      // Somebody may have gone back by hand, and uses the password.
      if (accounts.find(id).filter(MailAccount::useOAuth).isPresent()) {
        passwords.forget(id);
      }
      table.windowClosed(id);
    });
    return over.flatMap(accounts::find);
  }

  /** One that was switched and has to be tested in everyday life now; empty when there is none. */
  @Transactional
  public Optional<MailAccount> nextToConfirm() {
    return table.takeUnconfirmed(clock.instant()).flatMap(accounts::find);
  }

  private MailAccount told(MailAccount before) {
    var after = accounts.find(before.id()).orElseThrow();
    events.publishEvent(new AccountEdited(before, after));
    return after;
  }

  private Target target(MailAccount account, Wish wish) {
    var cloud = cloud(account, wish);
    var type = cloud.serves();
    var username =
        wish.username() == null || wish.username().isBlank()
            ? usual(account)
            : wish.username().strip();
    if (EmailAddress.parse(username).isEmpty()) {
      throw new InvalidInput("username", "wrong.account.sign-in-address");
    }
    var mailbox = wish.mailboxAddress();
    var opened =
        mailbox == null || mailbox.isBlank()
            ? account.mailboxAddress()
            : EmailAddress.parse(mailbox)
                .orElseThrow(() -> new InvalidInput("mailboxAddress", "wrong.account.no-address"));
    return new Target(type, cloud.name(), username, opened);
  }

  private static String usual(MailAccount account) {
    return EmailAddress.parse(account.username()).isPresent()
        ? account.username()
        : account.senderEmail().value();
  }

  private Cloud cloud(MailAccount account, Wish wish) {
    var type = type(account, wish);
    if (wish.cloud() != null && !wish.cloud().isBlank()) {
      return clouds
          .named(wish.cloud().strip())
          .filter(named -> type.isEmpty() || named.serves() == type.get())
          .orElseThrow(() -> new InvalidInput("cloud", "wrong.account.no-cloud"));
    }
    return servedBy(account)
        .filter(found -> type.isEmpty() || found.serves() == type.get())
        .or(() -> type.map(clouds::usual))
        .orElseThrow(() -> new InvalidInput("type", "wrong.account.which-type", types()));
  }

  private Optional<AccountType> type(MailAccount account, Wish wish) {
    if (wish.type() != null && !wish.type().isBlank()) {
      return Optional.of(
          AccountType.named(wish.type().strip())
              .filter(named -> named != AccountType.GENERIC)
              .orElseThrow(() -> new InvalidInput("type", "wrong.account.type", types())));
    }
    return account.type() == AccountType.GENERIC ? Optional.empty() : Optional.of(account.type());
  }

  private static String types() {
    return Arrays.stream(AccountType.values())
        .filter(type -> type != AccountType.GENERIC)
        .map(AccountType::apiName)
        .collect(Collectors.joining(", "));
  }

  /** The cloud whose servers the account talks to already. */
  private Optional<Cloud> servedBy(MailAccount account) {
    if (account.cloud() != null) {
      return servers.cloud(account);
    }
    return clouds.all().stream()
        .filter(cloud ->
            servers.imap(account).filter(cloud.imap()::equals).isPresent()
                || servers.smtp(account).filter(cloud.smtp()::equals).isPresent())
        .min(Comparator.comparing(Cloud::serves))
        .or(() -> byHost(account));
  }

  private Optional<Cloud> byHost(MailAccount account) {
    return servers
        .imap(account)
        .or(() -> servers.smtp(account))
        .flatMap(server ->
            providers.all().stream()
                .filter(provider -> provider.passwordsRemoved(server.host()).isPresent())
                .min(Comparator.comparing(MailProvider::type)))
        .map(provider -> clouds.usual(provider.type()));
  }

  private static Conversion conversion(MailAccount account, ConversionTable.Row row) {
    boolean current = Long.valueOf(account.version()).equals(row.provedVersion());
    return new Conversion(
        account.useOAuth() ? account : converted(account, row.target()),
        row.begunAt(),
        current || account.useOAuth() ? row.provedAt() : null,
        account.useOAuth() ? row.switchedAt() : null,
        row.confirmedAt(),
        row.rollbackUntil());
  }

  /** Servers are those of the cloud then, and so is who files sent messages. */
  private static MailAccount converted(MailAccount account, Target target) {
    return new MailAccount(
        account.id(),
        account.organization(),
        target.type(),
        account.accountName(),
        account.senderName(),
        account.senderEmail(),
        true,
        target.username(),
        target.mailboxAddress(),
        target.cloud(),
        null,
        null,
        null,
        null,
        account.sentCopy() == SentCopy.NO_COPY ? SentCopy.NO_COPY : null,
        account.state(),
        account.stateSince(),
        account.mapped(),
        account.lastProvedAt(),
        account.version(),
        account.createdAt());
  }

  private static MailAccount restored(MailAccount now, Before before) {
    var imap = before.imap();
    var pop3 = before.pop3();
    var smtp = before.smtp();
    return new MailAccount(
        now.id(),
        now.organization(),
        AccountType.named(before.type()).orElseThrow(),
        now.accountName(),
        now.senderName(),
        now.senderEmail(),
        false,
        before.username(),
        before.mailboxAddress() == null ? null : new EmailAddress(before.mailboxAddress()),
        before.cloud(),
        imap == null ? null : imap.address(),
        pop3 == null ? null : pop3.address(),
        smtp == null ? null : smtp.address(),
        before.smtpUsername(),
        before.sentCopy() == null ? null : SentCopy.named(before.sentCopy()).orElse(null),
        now.state(),
        now.stateSince(),
        now.mapped(),
        now.lastProvedAt(),
        now.version(),
        now.createdAt());
  }
}
