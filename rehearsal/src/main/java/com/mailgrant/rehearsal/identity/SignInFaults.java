package com.mailgrant.rehearsal.identity;

import com.mailgrant.rehearsal.fault.Fault;
import com.mailgrant.rehearsal.fault.Faults;
import com.mailgrant.rehearsal.fault.Place;
import org.springframework.stereotype.Component;

/** The faults that strike while a browser is on the pages. */
@Component
class SignInFaults {
  private final Faults faults;

  SignInFaults(Faults faults) {
    this.faults = faults;
  }

  /**
   * Once before anybody typed anything, with the name that the application hints at, and once with
   * the person who signed in.
   *
   * @throws Refusal where the real thing ends on a page of its own
   * @throws SentBack where it sends the browser back with an error
   */
  void strike(String person, Purpose purpose) {
    faults
        .refusalAt(Place.PAGE, person)
        .ifPresent(script -> {
          throw new Refusal(EntraError.of(script), person);
        });
    var clientId = purpose.registration().clientId();
    if (faults.strikes(Fault.APPLICATION_UNKNOWN, person)) {
      throw new Refusal(EntraErrors.unknownApplication(clientId), person);
    }
    if (faults.strikes(Fault.APPLICATION_DISABLED, person)) {
      throw new Refusal(EntraErrors.disabledApplication(clientId), person);
    }
    if (faults.strikes(Fault.SINGLE_TENANT_APPLICATION, person)) {
      throw new Refusal(EntraErrors.singleTenant(clientId), person);
    }
    if (purpose instanceof Purpose.Code code) {
      faults
          .refusalAt(Place.RETURN, person)
          .ifPresent(script -> {
            throw new SentBack(EntraError.of(script), code.returnAddress());
          });
      if (faults.strikes(Fault.REDIRECT_URI_NOT_REGISTERED, person)) {
        throw new Refusal(
            EntraErrors.redirectUri(code.returnAddress().redirectUri(), clientId), person);
      }
      if (faults.strikes(Fault.SCOPE_UNKNOWN, person)) {
        throw new SentBack(unknownScope(code.scopes()), code.returnAddress());
      }
    }
  }

  /** Whether only an administrator's consent counts, and the person learns it on a dead end. */
  boolean consentEndsOnPage(String person) {
    return faults.strikes(Fault.CONSENT_NEEDS_ADMINISTRATOR, person);
  }

  /** Whether only an administrator's consent counts, and the application learns it. */
  boolean consentIsRefused(String person) {
    return faults.strikes(Fault.CONSENT_REFUSED_TO_USERS, person);
  }

  /** Whether what the person allowed before no longer counts. */
  boolean consentIsWithdrawn(String person) {
    return faults.strikes(Fault.CONSENT_WITHDRAWN, person);
  }

  /** The last one of a mail resource, or of whatever there is. */
  static EntraError unknownScope(Scopes scopes) {
    var last = scopes.all().getLast();
    for (var scope : scopes.all()) {
      if (!scope.audience().isEmpty()) {
        last = scope;
      }
    }
    return GrantErrors.unknownScope(last.permission().name(), last.audience());
  }
}
