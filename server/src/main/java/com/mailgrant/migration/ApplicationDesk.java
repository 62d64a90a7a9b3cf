package com.mailgrant.migration;

import com.mailgrant.account.AccountServers;
import com.mailgrant.account.Accounts;
import com.mailgrant.account.Conversions;
import com.mailgrant.account.Conversions.Wish;
import com.mailgrant.account.EmailAddress;
import com.mailgrant.account.MailAccount;
import com.mailgrant.appregistration.AppRegistration;
import com.mailgrant.appregistration.AppRegistrations;
import com.mailgrant.mail.Credential;
import com.mailgrant.mail.FolderName;
import com.mailgrant.mail.ImapSession;
import com.mailgrant.mail.MailFailure;
import com.mailgrant.mail.MailFailureException;
import com.mailgrant.organization.OrganizationId;
import com.mailgrant.platform.InvalidInput;
import com.mailgrant.platform.Refused;
import com.mailgrant.provider.ApplicationAccess;
import com.mailgrant.provider.MailProviders;
import com.mailgrant.session.MailSessions;
import com.mailgrant.token.AccessToken;
import com.mailgrant.token.ApplicationSignIn;
import com.mailgrant.token.Freshness;
import com.mailgrant.token.TokenOutcome;
import com.mailgrant.token.Tokens;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/**
 * Connects many or shared mailboxes at once by the application's own sign-in, where the company's
 * administrator has allowed it mailbox by mailbox; and proves that a mailbox outside of that is
 * refused.
 */
@Service
class ApplicationDesk {
  private final Plan plan;
  private final ConversionDesk desk;
  private final Accounts accounts;
  private final Conversions conversions;
  private final AccountServers servers;
  private final AppRegistrations registrations;
  private final MailProviders providers;
  private final MailSessions sessions;
  private final Tokens tokens;
  private final ApplicationSignIn signIn;

  ApplicationDesk(
      Plan plan,
      ConversionDesk desk,
      Accounts accounts,
      Conversions conversions,
      AccountServers servers,
      AppRegistrations registrations,
      MailProviders providers,
      MailSessions sessions,
      Tokens tokens,
      ApplicationSignIn signIn) {
    this.plan = plan;
    this.desk = desk;
    this.accounts = accounts;
    this.conversions = conversions;
    this.servers = servers;
    this.registrations = registrations;
    this.providers = providers;
    this.sessions = sessions;
    this.tokens = tokens;
    this.signIn = signIn;
  }

  /**
   * What an administrator runs.
   *
   * @param clientId of the app registration; empty where there is none yet
   * @param mailboxes whose sign-in is missing
   * @param sendingAlone the other way, which limits sending alone; empty where there is none
   */
  record Commands(String clientId, List<String> mailboxes, String text, String sendingAlone) {}

  /** For all mailboxes of the plan whose sign-in is missing. */
  Commands commands(OrganizationId organization, @Nullable String typedId) {
    var objectId = typedId == null ? "" : typedId.strip();
    if (!objectId.isEmpty() && !objectId.matches("(?i)[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")) {
      throw new InvalidInput("objectId", "wrong.migration.object-id");
    }
    var registration = registration(organization);
    if (registration
        .map(AppRegistration::clientId)
        .filter(objectId::equalsIgnoreCase)
        .isPresent()) {
      throw new InvalidInput("objectId", "wrong.migration.client-id");
    }
    var mailboxes = new TreeSet<String>();
    plan.accountLines(organization).stream()
        .filter(PlanLine::missesSignIn)
        .map(line -> mailbox(line.entry().planned()))
        .filter(mailbox -> EmailAddress.parse(mailbox).isPresent())
        .forEach(mailboxes::add);
    var clientId = registration.map(AppRegistration::clientId).orElse("");
    return new Commands(
        clientId,
        List.copyOf(mailboxes),
        access().map(access -> access.commands(clientId, objectId, mailboxes)).orElse(""),
        access().map(access -> access.sendingAlone(clientId, objectId, mailboxes)).orElse(""));
  }

  /**
   * Signs in for one line and proves it; nothing of a password account changes before the switch.
   */
  PlanView connect(PlanEntry entry) {
    var account = account(entry);
    var mailbox = mailbox(entry.planned());
    if (!account.useOAuth()) {
      desk.begin(entry, new Wish(null, cloud(account), mailbox, null));
    }
    var failure = signIn.signIn(account);
    var after = conversions.signingIn(account.id()).orElse(account);
    if (failure != null) {
      desk.signInFailed(after, failure);
    } else {
      desk.signedIn(after);
    }
    return PlanView.of(plan.line(entry.organization(), entry.id()));
  }

  /**
   * How a mailbox outside of the grant answered.
   *
   * @param refused whether it stayed closed, as it should
   * @param words of the server; empty where it opened
   */
  record Outside(String mailbox, boolean refused, String words) {}

  /**
   * Tries to open another mailbox with the token of this line, and reads nothing of it.
   *
   * @throws Refused where nothing can be said: there is no token, or no answer
   */
  Outside outside(PlanEntry entry, @Nullable String typed) {
    var mailbox =
        EmailAddress.parse(typed == null ? "" : typed)
            .map(EmailAddress::value)
            .orElseThrow(() -> new InvalidInput("mailbox", "wrong.migration.closed-mailbox"));
    var account = conversions.signingIn(account(entry).id()).orElseThrow();
    if (account.mailbox().equalsIgnoreCase(mailbox)) {
      throw new InvalidInput("mailbox", "wrong.migration.same-mailbox");
    }
    var server = servers.imap(account).orElseThrow(() -> refused("wrong.migration.no-imap"));
    try (var session = ImapSession.open(sessions.testConnector(), server)) {
      session.authenticate(new Credential.Bearer(mailbox, token(account).value()));
      session.namespace();
      session.examine(FolderName.INBOX);
      return new Outside(mailbox, false, "");
    } catch (MailFailureException e) {
      if (e.failure() instanceof MailFailure.Rejected) {
        return new Outside(mailbox, true, e.failure().summary());
      }
      throw refused("wrong.migration.no-answer", e.failure().summary());
    }
  }

  private AccessToken token(MailAccount account) {
    return switch (tokens.accessToken(account.id(), Freshness.CACHED)) {
      case TokenOutcome.Ready(var token) -> token;
      case TokenOutcome.Troubled _, TokenOutcome.LoginNeeded _, TokenOutcome.NotSignedIn _ ->
          throw refused("wrong.migration.no-token");
    };
  }

  private @Nullable String cloud(MailAccount account) {
    return conversions.of(account).map(each -> each.converted().cloud()).orElse(null);
  }

  private Optional<ApplicationAccess> access() {
    return providers.all().stream()
        .flatMap(provider -> provider.applicationAccess().stream())
        .findFirst();
  }

  /** The one for a cloud whose provider knows sign-ins of applications, the declared ones first. */
  private Optional<AppRegistration> registration(OrganizationId organization) {
    return plan.accountLines(organization).stream()
        .filter(PlanLine::missesSignIn)
        .flatMap(line -> Optional.ofNullable(line.entry().account()).stream())
        .flatMap(id -> conversions.signingIn(id).stream())
        .flatMap(account -> Optional.ofNullable(account.cloud()).stream())
        .flatMap(cloud -> registrations.forCloud(organization, cloud).stream())
        .findFirst();
  }

  private MailAccount account(PlanEntry entry) {
    return Optional.ofNullable(entry.account())
        .map(id -> accounts.get(entry.organization(), id))
        .orElseThrow(() -> refused("wrong.migration.no-account-yet"));
  }

  private static String mailbox(PlannedAccount planned) {
    var mailbox = planned.mailbox();
    return (mailbox.contains("@") ? mailbox : planned.senderEmail()).toLowerCase(Locale.ROOT);
  }

  private static Refused refused(String key, Object... values) {
    return new Refused(Refused.Reason.CONFLICT, key, values);
  }
}
