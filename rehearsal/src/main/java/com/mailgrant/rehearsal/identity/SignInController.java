package com.mailgrant.rehearsal.identity;

import com.mailgrant.rehearsal.directory.Directory;
import com.mailgrant.rehearsal.directory.Person;
import com.mailgrant.rehearsal.directory.Person.Home;
import com.mailgrant.rehearsal.platform.RandomText;
import com.mailgrant.rehearsal.web.BrowserSessions;
import com.mailgrant.rehearsal.web.BrowserSessions.Keep;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** The answers that people give on the pages. */
@Controller
class SignInController {
  private final Directory directory;
  private final SignIns signIns;
  private final SignInFlow flow;
  private final ConsentRules consent;
  private final Endings endings;
  private final BrowserSessions sessions;
  private final Pages pages;

  SignInController(
      Directory directory,
      SignIns signIns,
      SignInFlow flow,
      ConsentRules consent,
      Endings endings,
      BrowserSessions sessions,
      Pages pages) {
    this.directory = directory;
    this.signIns = signIns;
    this.flow = flow;
    this.consent = consent;
    this.endings = endings;
    this.sessions = sessions;
    this.pages = pages;
  }

  /** Sign in was pressed. */
  @PostMapping("/common/login")
  ModelAndView signedIn(
      @RequestParam("flow") String id,
      @RequestParam(name = "username", defaultValue = "") String username,
      @RequestParam(name = "password", defaultValue = "") String password,
      HttpServletRequest request,
      HttpServletResponse response) {
    var signIn = signIns.get(id);
    if (username.isBlank()) {
      return pages.signIn(signIn, "", "Enter your sign-in name.", null);
    }
    var person = directory.find(username).filter(found -> found.home() != Home.GMAIL).orElse(null);
    if (person == null) {
      return pages.signIn(
          signIn, username, "AADSTS50034: There is no account with this sign-in name.", null);
    }
    if (!signIn.purpose().tenant().admits(person)) {
      return pages.signIn(
          signIn, username, "AADSTS50020: This account cannot be used at this address.", null);
    }
    if (person.isSharedMailbox()) {
      return pages.signIn(
          signIn,
          username,
          "AADSTS50057: This account is disabled: it is a shared mailbox. Sign in as a person.",
          null);
    }
    if (!RandomText.same(person.password(), password)) {
      return pages.signIn(
          signIn, username, null, "AADSTS50126: The sign-in name or the password is wrong.");
    }
    sessions.remember(request, response, person, Keep.UNTIL_CLOSED);
    return flow.next(signIns.keep(signIn.as(person)));
  }

  /** An account was picked, or another one is wanted. */
  @PostMapping("/common/account")
  ModelAndView accountPicked(
      @RequestParam("flow") String id,
      @RequestParam("account") String account,
      HttpServletRequest request) {
    var signIn = signIns.get(id);
    return flow.known(signIn, request).stream()
        .filter(person -> person.userPrincipalName().equals(account))
        .findFirst()
        .map(person -> flow.next(signIns.keep(signIn.asKnown(person))))
        .orElseGet(() -> pages.signIn(signIns.keep(signIn.asNobody()), "", null, null));
  }

  /** Accept or Cancel was pressed. */
  @PostMapping("/common/consent")
  ModelAndView consentAnswered(
      @RequestParam("flow") String id,
      @RequestParam("answer") String answer,
      @RequestParam(name = "forAll", defaultValue = "false") boolean forAll) {
    var signIn = signIns.get(id);
    if (!answer.equals("accept")) {
      return endings.declined(signIn);
    }
    var person = signIn.person();
    if (person == null || !mayAccept(signIn, person)) {
      return flow.next(signIn);
    }
    boolean asAdministrator = forAll || signIn.purpose() instanceof Purpose.AdminConsent;
    if (asAdministrator && person.administrator()) {
      consent.acceptForAll(signIn.purpose());
    } else {
      consent.accept(person, signIn.purpose());
    }
    return flow.next(signIns.keep(signIn.withConsent()));
  }

  /** Yes or No was pressed at "Stay signed in?". */
  @PostMapping("/common/stay-signed-in")
  ModelAndView stayAnswered(
      @RequestParam("flow") String id,
      @RequestParam("answer") String answer,
      HttpServletRequest request,
      HttpServletResponse response) {
    var signIn = signIns.get(id);
    var person = signIn.person();
    if (person != null && answer.equals("yes")) {
      sessions.remember(request, response, person, Keep.SIGNED_IN);
    }
    return flow.next(signIns.keep(signIn.withSettled()));
  }

  /** A hand-made request must not accept what the page does not offer. */
  private boolean mayAccept(SignIn signIn, Person person) {
    return switch (signIn.purpose()) {
      case Purpose.AdminConsent _ -> person.administrator();
      case Purpose.Code code ->
          switch (consent.open(person, code, code.prompt())) {
            case NOTHING, PERSON -> true;
            case ADMINISTRATOR, REFUSED -> false;
          };
      case Purpose.Device device ->
          switch (consent.open(person, device, Prompt.ORDINARY)) {
            case NOTHING, PERSON -> true;
            case ADMINISTRATOR, REFUSED -> false;
          };
    };
  }
}
