package com.mailgrant.rehearsal.identity;

import com.mailgrant.rehearsal.directory.Directory;
import com.mailgrant.rehearsal.directory.Person;
import com.mailgrant.rehearsal.directory.Person.Home;
import com.mailgrant.rehearsal.grant.Consents;
import java.util.HashSet;
import org.springframework.stereotype.Component;

/** Who has to allow what (facts/microsoft365 8). */
@Component
class ConsentRules {
  /** What stands between a person and the application. */
  enum Open {
    NOTHING,
    /** The person may accept. */
    PERSON,
    /** Only an administrator may; the person is told on a dead end. */
    ADMINISTRATOR,
    /** Only an administrator may; the application is told. */
    REFUSED
  }

  private final Consents consents;
  private final SignInFaults faults;

  ConsentRules(Consents consents, SignInFaults faults) {
    this.consents = consents;
    this.faults = faults;
  }

  /** On the way to a code. Asking for consent by prompt asks again whoever allowed what before. */
  Open open(Person person, Purpose purpose, Prompt prompt) {
    var name = person.userPrincipalName();
    boolean asked = prompt == Prompt.CONSENT;
    if (!asked && allowedForAll(person, purpose)) {
      return Open.NOTHING;
    }
    if (person.home() == Home.MICROSOFT_365 && !person.administrator()) {
      if (faults.consentEndsOnPage(name)) {
        return Open.ADMINISTRATOR;
      }
      if (faults.consentIsRefused(name)) {
        return Open.REFUSED;
      }
    }
    boolean own =
        !faults.consentIsWithdrawn(name)
            && consents
                .of(name, purpose.registration().clientId())
                .containsAll(purpose.scopes().usual());
    return !asked && own ? Open.NOTHING : Open.PERSON;
  }

  /** Whether tokens for these scopes may go out. */
  boolean allowed(Person person, String clientId, Scopes scopes) {
    var allowed = new HashSet<>(consents.of(person.userPrincipalName(), clientId));
    if (person.home() == Home.MICROSOFT_365) {
      allowed.addAll(consents.of(Directory.TENANT, clientId));
    }
    return allowed.containsAll(scopes.usual());
  }

  void accept(Person person, Purpose purpose) {
    consents.allow(
        person.userPrincipalName(), purpose.registration().clientId(), purpose.scopes().usual());
  }

  void acceptForAll(Purpose purpose) {
    consents.allow(Directory.TENANT, purpose.registration().clientId(), purpose.scopes().usual());
  }

  private boolean allowedForAll(Person person, Purpose purpose) {
    return person.home() == Home.MICROSOFT_365
        && consents
            .of(Directory.TENANT, purpose.registration().clientId())
            .containsAll(purpose.scopes().usual());
  }
}
