package com.mailgrant.rehearsal.mail;

import com.mailgrant.rehearsal.directory.Person;
import com.mailgrant.rehearsal.directory.Person.Home;
import com.mailgrant.rehearsal.fault.Fault;
import com.mailgrant.rehearsal.fault.Place;
import com.mailgrant.rehearsal.mail.AccessTokens.Presented;
import com.mailgrant.rehearsal.mail.SignIn.Refusal;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Whether a token opens a mailbox. A fault that is switched on for one person cannot strike before
 * the person has said who it is; such faults strike here.
 */
public final class SignIns {
  /** No token runs out in the middle of it. */
  private static final Duration PASSWORD_SESSION = Duration.ofDays(1);

  private final Tenant tenant;
  private final Service service;
  private final Protocol protocol;
  private final SentFolderFault sentFolder;

  public SignIns(Tenant tenant, Service service, Protocol protocol) {
    this.tenant = tenant;
    this.service = service;
    this.protocol = protocol;
    this.sentFolder = new SentFolderFault(tenant);
  }

  /**
   * Judges what was presented.
   *
   * @throws HungUpException if a fault makes the server fall silent
   */
  public SignIn ask(Bearer bearer, Wire wire) throws IOException, InterruptedException {
    var presented = tenant.tokens().read(bearer.token());
    var people =
        Stream.concat(
                Stream.of(bearer.user()), presented.map(Presented::userPrincipalName).stream())
            .toList();
    tenant.mishapBeforeAnswer(people, wire);
    var scripted = tenant.lineAt(place(), people);
    if (scripted.isPresent()) {
      return new SignIn.Scripted(scripted.get());
    }
    if (people.stream().anyMatch(who -> !tenant.faults().claims(who).isEmpty())) {
      return Refusal.TOKEN;
    }
    if (tenant.strikes(Fault.NO_OAUTH_OFFERED, people)) {
      return Refusal.NOT_OFFERED;
    }
    if (tenant.strikes(Fault.MAIL_SERVER_BUSY, people)) {
      return Refusal.BUSY;
    }
    var person =
        presented
            .filter(token -> service.accepts(token, protocol))
            .flatMap(token ->
                // An application acts as the mailbox that it opens.
                here(
                    token.userPrincipalName().equals(AccessTokens.APPLICATION)
                        ? bearer.user()
                        : token.userPrincipalName()));
    var owner = here(bearer.user());
    var mailbox = owner.flatMap(found -> tenant.mailboxes().find(found.userPrincipalName()));
    if (presented.isEmpty() || person.isEmpty() || owner.isEmpty() || mailbox.isEmpty()) {
      return Refusal.TOKEN;
    }
    var address = owner.get().userPrincipalName();
    var mayOpen =
        presented.get().userPrincipalName().equals(AccessTokens.APPLICATION)
            ? tenant.directory().isOpenForApplications(address)
            : tenant.directory().mayOpen(person.get(), address);
    var account =
        new Account(person.get(), owner.get(), mailbox.get(), mayOpen, presented.get().expiresAt());
    sentFolder.apply(account.mailbox());
    return protocol == Protocol.SMTP ? submission(account, people) : reading(account, people);
  }

  private Place place() {
    return switch (protocol) {
      case IMAP -> Place.IMAP_SIGN_IN;
      case POP3 -> Place.POP3_SIGN_IN;
      case SMTP -> Place.SMTP_SIGN_IN;
    };
  }

  /** Passwords are refused whatever they are, but for the company that has not moved yet. */
  public SignIn ask(Password presented, Wire wire) throws IOException, InterruptedException {
    var people = List.of(presented.user());
    tenant.mishapBeforeAnswer(people, wire);
    var person =
        here(presented.user())
            .filter(found -> tenant.directory().takesPassword(found, presented.password()));
    var mailbox = person.flatMap(found -> tenant.mailboxes().find(found.userPrincipalName()));
    return mailbox.isEmpty()
        ? Refusal.TOKEN
        : new SignIn.Accepted(
            new Account(
                person.get(),
                person.get(),
                mailbox.get(),
                true,
                tenant.now().plus(PASSWORD_SESSION)));
  }

  private SignIn reading(Account account, List<String> people) {
    if (service == Service.GOOGLE) {
      return !account.connected()
          ? Refusal.TOKEN
          : tenant.strikes(Fault.IMAP_OFF_FOR_MAILBOX, people)
              ? Refusal.SWITCHED_OFF
              : new SignIn.Accepted(account);
    }
    boolean connected =
        account.connected() && !tenant.strikes(Fault.AUTHENTICATED_NOT_CONNECTED, people);
    if (tenant.strikes(Fault.IMAP_OFF_FOR_MAILBOX, people)) {
      // Personal mailboxes take the token and then do not open (facts/microsoft365 12.7).
      if (account.owner().home() == Home.MICROSOFT_365) {
        return Refusal.SWITCHED_OFF;
      }
      connected = false;
    }
    return new SignIn.Accepted(
        new Account(
            account.person(), account.owner(), account.mailbox(), connected, account.tokenEnds()));
  }

  private SignIn submission(Account account, List<String> people) {
    boolean refused =
        !account.connected()
            || tenant.strikes(Fault.SMTP_REFUSES_TOKEN, people)
            || (account.owner().isSharedMailbox()
                && tenant.strikes(Fault.SHARED_SMTP_SIGN_IN_REFUSED, people));
    if (refused) {
      return Refusal.TOKEN;
    }
    if (account.owner().home() == Home.MICROSOFT_365) {
      if (tenant.strikes(Fault.SMTP_AUTH_OFF_FOR_ORGANIZATION, people)) {
        return Refusal.SMTP_OFF_FOR_ORGANIZATION;
      }
      if (tenant.strikes(Fault.SMTP_AUTH_OFF_FOR_MAILBOX, people)) {
        return Refusal.SMTP_OFF_FOR_MAILBOX;
      }
    }
    return tenant.strikes(Fault.TOO_MANY_CONNECTIONS, people)
        ? Refusal.TOO_MANY_CONNECTIONS
        : new SignIn.Accepted(account);
  }

  private Optional<Person> here(String userPrincipalName) {
    return tenant
        .directory()
        .find(userPrincipalName)
        .filter(person -> service.isHomeOf(person.home()));
  }
}
