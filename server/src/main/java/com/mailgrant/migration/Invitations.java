package com.mailgrant.migration;

import com.mailgrant.account.AccountId;
import com.mailgrant.account.AccountState;
import com.mailgrant.account.Accounts;
import com.mailgrant.account.Conversions;
import com.mailgrant.account.Conversions.Wish;
import com.mailgrant.account.EmailAddress;
import com.mailgrant.account.MailAccount;
import com.mailgrant.event.EventData;
import com.mailgrant.event.EventType;
import com.mailgrant.event.Events;
import com.mailgrant.event.Subject;
import com.mailgrant.login.Login;
import com.mailgrant.organization.OrganizationId;
import com.mailgrant.organization.Organizations;
import com.mailgrant.outbox.MessageDraft;
import com.mailgrant.outbox.MessageDraft.Recipient;
import com.mailgrant.outbox.Outbox;
import com.mailgrant.platform.InvalidInput;
import com.mailgrant.platform.MailgrantProperties;
import com.mailgrant.platform.PageTexts;
import com.mailgrant.platform.Refused;
import com.mailgrant.platform.Secret;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Asks each person to sign in for their own account, by a link (row R38). The administrator never
 * needs anybody's password. That nobody else signs in, Login sees to: it compares who came back
 * with who was meant.
 */
@Service
class Invitations {
  static final String PATH = "/invitation/";

  private final InvitationTable table;
  private final Plan plan;
  private final Accounts accounts;
  private final Conversions conversions;
  private final Login login;
  private final Outbox outbox;
  private final Events events;
  private final PageTexts texts;
  private final Organizations organizations;
  private final MailgrantProperties properties;
  private final TransactionTemplate transaction;
  private final Clock clock;

  Invitations(
      InvitationTable table,
      Plan plan,
      Accounts accounts,
      Conversions conversions,
      Login login,
      Outbox outbox,
      Events events,
      PageTexts texts,
      Organizations organizations,
      MailgrantProperties properties,
      TransactionTemplate transaction,
      Clock clock) {
    this.table = table;
    this.plan = plan;
    this.accounts = accounts;
    this.conversions = conversions;
    this.login = login;
    this.outbox = outbox;
    this.events = events;
    this.texts = texts;
    this.organizations = organizations;
    this.properties = properties;
    this.transaction = transaction;
    this.clock = clock;
  }

  /**
   * What was made. The link is told this once and is nowhere to be had again.
   *
   * @param text the whole mail, to be copied into another one
   * @param sentTo where the mail went; null where none was sent
   */
  record Made(
      UUID entry,
      String accountName,
      String link,
      Instant expiresAt,
      String subject,
      String text,
      @Nullable String sentTo) {}

  /**
   * Makes a link, and mails it if wished.
   *
   * @param carrier the account that sends the mail; null: it is only made, to be copied
   */
  Made invite(PlanEntry entry, @Nullable AccountId carrier, String by) {
    var account = account(entry);
    var sender = carrier == null ? null : carrier(entry.organization(), carrier);
    var to = sender == null ? null : recipient(entry);
    var token = LinkToken.random();
    var link = LinkToken.link(properties.publicUrl(), PATH, token);
    var now = clock.instant();
    var expires = now.plus(properties.migration().invitationLife());
    return Objects.requireNonNull(
        transaction.execute(_ -> {
          if (!account.useOAuth() && conversions.of(account).isEmpty()) {
            conversions.begin(account, Wish.NOTHING_SPECIAL);
          }
          var who = signsIn(account);
          boolean reminder = !table.newest(List.of(entry.id())).isEmpty();
          table.insert(entry.id(), token, to, by, reminder, now, expires);
          events.publish(
              EventType.MIGRATION_INVITED,
              Subject.account(account.organization(), account.id().value()),
              new EventData.Migration(
                  account.accountName(),
                  by,
                  (reminder ? "Reminded " : "Invited ")
                      + (to == null ? who + " by a link" : to)
                      + "."));
          var language = organizations.language(entry.organization());
          var subject = texts.in(language, "migration.mail.subject", who);
          var text =
              texts.in(
                  language,
                  "migration.mail.text",
                  entry.notes().ownerName().isEmpty() ? who : entry.notes().ownerName(),
                  who,
                  link,
                  LocalDate.ofInstant(expires, ZoneOffset.UTC).toString());
          if (sender != null && to != null) {
            var draft =
                new MessageDraft(
                    new ArrayList<@Nullable Recipient>(List.of(new Recipient(null, to))),
                    null,
                    null,
                    subject,
                    text,
                    null,
                    null);
            outbox.accept(sender, draft, "invitation-" + UUID.randomUUID());
          }
          return new Made(entry.id(), account.accountName(), link, expires, subject, text, to);
        }));
  }

  /** Everybody who is missing and was not asked lately; those without an address are left out. */
  List<Made> inviteMissing(OrganizationId organization, AccountId carrier, String by) {
    carrier(organization, carrier);
    var now = clock.instant();
    return plan.accountLines(organization).stream()
        .filter(line -> line.toBeAsked(now, properties.migration().remindAfter()))
        .filter(line -> line.account() != null && !carrier.equals(line.account().id()))
        .map(line -> invite(line.entry(), carrier, by))
        .toList();
  }

  /** From now on no link of this line leads anywhere. */
  void revoke(PlanEntry entry, String by) {
    transaction.executeWithoutResult(_ -> {
      if (table.revoke(entry.id(), clock.instant()) > 0) {
        var account = entry.account();
        events.publish(
            EventType.MIGRATION_INVITATION_REVOKED,
            account == null
                ? Subject.organization(entry.organization())
                : Subject.account(entry.organization(), account.value()),
            new EventData.Migration(
                entry.planned().accountName(), by, "The links of this account were revoked."));
      }
    });
  }

  /**
   * What the bearer of a link may see.
   *
   * @param account as it is once the person has signed in
   */
  record Asked(MailAccount account, String ownerName) {}

  /** Empty for every link that does not serve, whatever the reason: it tells nothing. */
  Optional<Asked> open(Secret token) {
    var now = clock.instant();
    return table
        .find(token)
        .filter(invitation -> invitation.serves(now))
        .flatMap(invitation ->
            plan.anywhere(invitation.entry())
                .flatMap(entry -> {
                  table.opened(invitation.id(), now);
                  return Optional.ofNullable(entry.account())
                      .flatMap(accounts::find)
                      .flatMap(account -> conversions.signingIn(account.id()))
                      .map(account -> new Asked(account, entry.notes().ownerName()));
                }));
  }

  /** Login, for the account of this link. */
  Optional<Login.Started> login(Secret token) {
    return open(token)
        .flatMap(asked -> accounts.find(asked.account().id()))
        .map(login::startForGuest);
  }

  /** Accounts that could send invitations. */
  List<MailAccount> carriers(OrganizationId organization) {
    return accounts.of(organization).stream()
        .filter(account -> account.state() == AccountState.ACTIVE || account.signedIn())
        .toList();
  }

  private MailAccount carrier(OrganizationId organization, AccountId carrier) {
    var account = accounts.get(organization, carrier);
    if (!account.signedIn()) {
      throw new Refused(Refused.Reason.CONFLICT, "wrong.migration.carrier", account.accountName());
    }
    return account;
  }

  private static String recipient(PlanEntry entry) {
    var to = entry.notes().ownerEmail();
    if (EmailAddress.parse(to).isEmpty()) {
      throw new InvalidInput(
          "ownerEmail", "wrong.migration.owner-email", entry.planned().accountName());
    }
    return to;
  }

  private MailAccount account(PlanEntry entry) {
    var id = entry.account();
    if (id == null) {
      throw new Refused(
          Refused.Reason.CONFLICT, "wrong.migration.create-first", entry.planned().accountName());
    }
    return accounts.get(entry.organization(), id);
  }

  private String signsIn(MailAccount account) {
    return conversions
        .signingIn(account.id())
        .map(MailAccount::username)
        .orElse(account.username());
  }
}
