package com.mailgrant.rehearsal.identity;

import com.mailgrant.rehearsal.directory.Person;
import com.mailgrant.rehearsal.web.BrowserSessions;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.ModelAndView;

/**
 * Decides what a browser sees next: the first question that is still open, or the way back. It is
 * asked again after every answer, so no page can be jumped.
 */
@Component
class SignInFlow {
  private final SignIns signIns;
  private final SignInFaults faults;
  private final ConsentRules consent;
  private final BrowserSessions sessions;
  private final Endings endings;
  private final Pages pages;

  SignInFlow(
      SignIns signIns,
      SignInFaults faults,
      ConsentRules consent,
      BrowserSessions sessions,
      Endings endings,
      Pages pages) {
    this.signIns = signIns;
    this.faults = faults;
    this.consent = consent;
    this.sessions = sessions;
    this.endings = endings;
    this.pages = pages;
  }

  /** The browser has just arrived. */
  ModelAndView begin(Purpose purpose, HttpServletRequest request) {
    var hint = purpose instanceof Purpose.Code code ? code.loginHint() : null;
    faults.strike(hint == null ? "*" : hint, purpose);
    var signIn = signIns.begin(purpose);
    var known = sessions.people(request).stream().filter(purpose.tenant()::admits).toList();
    var prompt = prompt(purpose);
    if (prompt == Prompt.LOGIN || known.isEmpty()) {
      return nobody(signIn, prompt);
    }
    if (prompt == Prompt.SELECT_ACCOUNT || (hint == null && known.size() > 1)) {
      return pages.accounts(signIn, known);
    }
    return known.stream()
        .filter(person -> hint == null || person.userPrincipalName().equalsIgnoreCase(hint))
        .findFirst()
        .map(person -> next(signIns.keep(signIn.asKnown(person))))
        .orElseGet(() -> nobody(signIn, prompt));
  }

  /** Somebody answered something. */
  ModelAndView next(SignIn signIn) {
    var person = signIn.person();
    if (person == null) {
      return pages.signIn(signIn);
    }
    faults.strike(person.userPrincipalName(), signIn.purpose());
    return switch (signIn.purpose()) {
      case Purpose.Code code -> nextToCode(signIn, code, person);
      case Purpose.AdminConsent admin -> nextToAdminConsent(signIn, admin, person);
      case Purpose.Device device -> nextToDevice(signIn, device, person);
    };
  }

  private ModelAndView nextToCode(SignIn signIn, Purpose.Code code, Person person) {
    if (!signIn.consented()) {
      switch (consent.open(person, code, code.prompt())) {
        case NOTHING -> {
          // nothing to ask
        }
        case PERSON -> {
          if (code.prompt() == Prompt.NONE) {
            throw new SentBack(GrantErrors.interactionNeeded(), code.returnAddress());
          }
          return pages.consent(signIn, person);
        }
        case ADMINISTRATOR -> {
          return pages.administratorNeeded(signIn, person);
        }
        case REFUSED ->
            throw new SentBack(
                GrantErrors.administratorNeeded(code.registration().displayName()),
                code.returnAddress());
      }
    }
    return signIn.typedPassword() && !signIn.settled()
        ? pages.staySignedIn(signIn, person)
        : endings.code(signIn, code, person);
  }

  private ModelAndView nextToAdminConsent(
      SignIn signIn, Purpose.AdminConsent admin, Person person) {
    if (!person.administrator()) {
      return pages.administratorNeeded(signIn, person);
    }
    return signIn.consented() ? endings.adminConsent(signIn, admin) : pages.consent(signIn, person);
  }

  private ModelAndView nextToDevice(SignIn signIn, Purpose.Device device, Person person) {
    if (!signIn.consented()) {
      switch (consent.open(person, device, Prompt.ORDINARY)) {
        case NOTHING -> {
          // nothing to ask
        }
        case PERSON -> {
          return pages.consent(signIn, person);
        }
        case ADMINISTRATOR, REFUSED -> {
          return pages.administratorNeeded(signIn, person);
        }
      }
    }
    return signIn.settled()
        ? endings.device(signIn, device, person)
        : pages.confirmDevice(signIn, person);
  }

  private ModelAndView nobody(SignIn signIn, Prompt prompt) {
    if (prompt == Prompt.NONE && signIn.purpose() instanceof Purpose.Code code) {
      throw new SentBack(GrantErrors.nobodySignedIn(), code.returnAddress());
    }
    return pages.signIn(signIn);
  }

  private static Prompt prompt(Purpose purpose) {
    return purpose instanceof Purpose.Code code ? code.prompt() : Prompt.ORDINARY;
  }

  /** The people of this browser who may go on with this sign-in. */
  List<Person> known(SignIn signIn, HttpServletRequest request) {
    return sessions.people(request).stream().filter(signIn.purpose().tenant()::admits).toList();
  }
}
