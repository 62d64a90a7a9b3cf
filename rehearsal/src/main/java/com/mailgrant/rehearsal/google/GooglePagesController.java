package com.mailgrant.rehearsal.google;

import com.mailgrant.rehearsal.RehearsalClock;
import com.mailgrant.rehearsal.directory.Directory;
import com.mailgrant.rehearsal.directory.Person;
import com.mailgrant.rehearsal.directory.Person.Home;
import com.mailgrant.rehearsal.grant.Consents;
import com.mailgrant.rehearsal.grant.SignInCode;
import com.mailgrant.rehearsal.grant.SignInCodes;
import com.mailgrant.rehearsal.platform.RandomText;
import com.mailgrant.rehearsal.registration.Registration.Authority;
import com.mailgrant.rehearsal.web.BrowserSessions;
import com.mailgrant.rehearsal.web.BrowserSessions.Keep;
import com.mailgrant.rehearsal.web.Parameters;
import com.mailgrant.rehearsal.web.RequestLog;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.view.RedirectView;
import org.springframework.web.util.UriComponentsBuilder;

/** Google's sign-in and consent pages (facts/microsoft365 12.1, 12.5). */
@Controller
class GooglePagesController {
  private final GoogleSignIns signIns;
  private final GoogleFaults faults;
  private final Directory directory;
  private final Consents consents;
  private final SignInCodes codes;
  private final BrowserSessions sessions;
  private final Clock clock;

  GooglePagesController(
      GoogleSignIns signIns,
      GoogleFaults faults,
      Directory directory,
      Consents consents,
      SignInCodes codes,
      BrowserSessions sessions,
      RehearsalClock clock) {
    this.signIns = signIns;
    this.faults = faults;
    this.directory = directory;
    this.consents = consents;
    this.codes = codes;
    this.sessions = sessions;
    this.clock = clock;
  }

  /** RFC 6749 4.1.1. */
  @GetMapping("/google/o/oauth2/v2/auth")
  ModelAndView authorize(HttpServletRequest request) {
    var signIn = signIns.begin(Parameters.of(request));
    var hint = signIn.loginHint();
    faults.strikePages(hint == null ? "*" : hint, signIn.redirectUri());
    return sessions.people(request).stream()
        .filter(person -> person.home() == Home.GMAIL)
        .filter(person -> hint == null || person.userPrincipalName().equalsIgnoreCase(hint))
        .findFirst()
        .map(person -> known(signIns.keep(signIn.as(person)), person))
        .orElseGet(() -> page(signIn, hint == null ? "" : hint, null, null));
  }

  /** Next was pressed. */
  @PostMapping("/google/signin")
  ModelAndView signedIn(
      @RequestParam("flow") String id,
      @RequestParam(name = "username", defaultValue = "") String username,
      @RequestParam(name = "password", defaultValue = "") String password,
      HttpServletRequest request,
      HttpServletResponse response) {
    var signIn = signIns.get(id);
    var person = directory.find(username).filter(found -> found.home() == Home.GMAIL).orElse(null);
    if (person == null) {
      return page(signIn, username, "Couldn’t find this account.", null);
    }
    if (!RandomText.same(person.password(), password)) {
      return page(signIn, username, null, "Wrong password. Try again.");
    }
    sessions.remember(request, response, person, Keep.SIGNED_IN);
    return known(signIns.keep(signIn.as(person)), person);
  }

  /** Allow or Cancel was pressed. */
  @PostMapping("/google/consent")
  ModelAndView consentAnswered(
      @RequestParam("flow") String id, @RequestParam("answer") String answer) {
    var signIn = signIns.get(id);
    var person = signIn.person();
    if (person == null) {
      return page(signIn, "", null, null);
    }
    if (!answer.equals("allow")) {
      signIns.finish(signIn);
      return back(signIn, Map.of("error", GoogleError.accessDenied().error()));
    }
    // Only a first consent, or one that was asked for, brings a refresh token (12.1).
    boolean refreshToken = signIn.offline();
    consents.allow(
        person.userPrincipalName(), signIn.registration().clientId(), signIn.scopeNames());
    return code(signIn, person, refreshToken);
  }

  @ExceptionHandler
  ModelAndView refused(GoogleRefusal refusal, HttpServletRequest request) {
    var error = refusal.error();
    RequestLog.note(request, error.error());
    var page =
        new ModelAndView(
            "google/error",
            Map.of("status", error.status(), "error", error.error(), "text", error.description()));
    page.setStatus(HttpStatus.valueOf(error.status()));
    return page;
  }

  private ModelAndView known(GoogleSignIn signIn, Person person) {
    var name = person.userPrincipalName();
    faults.strikePages(name, signIn.redirectUri());
    var sentBack = faults.sentBack(name);
    if (sentBack.isPresent()) {
      signIns.finish(signIn);
      return back(signIn, Map.of("error", sentBack.get().error()));
    }
    boolean allowed =
        consents.of(name, signIn.registration().clientId()).containsAll(signIn.scopeNames());
    return allowed && !signIn.asksConsent()
        ? code(signIn, person, false)
        : new ModelAndView("google/consent")
            .addObject("flow", signIn.id())
            .addObject("applicationName", signIn.registration().displayName())
            .addObject("person", person)
            .addObject("permissions", signIn.scopes());
  }

  private ModelAndView code(GoogleSignIn signIn, Person person, boolean refreshToken) {
    signIns.finish(signIn);
    var answer = new LinkedHashMap<String, String>();
    answer.put(
        "code",
        codes.issue(
            new SignInCode(
                Authority.GOOGLE,
                "",
                person.userPrincipalName(),
                signIn.registration().clientId(),
                signIn.redirectUri(),
                signIn.scopeNames(),
                refreshToken,
                signIn.nonce(),
                signIn.challenge(),
                clock.instant())));
    answer.put("scope", String.join(" ", signIn.scopeNames()));
    return back(signIn, answer);
  }

  private static ModelAndView back(GoogleSignIn signIn, Map<String, String> answer) {
    var target = UriComponentsBuilder.fromUriString(signIn.redirectUri());
    var values = new LinkedHashMap<String, Object>();
    var state = signIn.state();
    if (state != null) {
      target.queryParam("state", "{state}");
      values.put("state", state);
    }
    answer.forEach((name, value) -> {
      target.queryParam(name, "{" + name + "}");
      values.put(name, value);
    });
    var view = new RedirectView(target.encode().buildAndExpand(values).toUriString());
    view.setExpandUriTemplateVariables(false);
    view.setExposeModelAttributes(false);
    return new ModelAndView(view);
  }

  private static ModelAndView page(
      GoogleSignIn signIn,
      String username,
      @Nullable String usernameError,
      @Nullable String passwordError) {
    return new ModelAndView("google/sign-in")
        .addObject("flow", signIn.id())
        .addObject("applicationName", signIn.registration().displayName())
        .addObject("username", username)
        .addObject("usernameError", usernameError)
        .addObject("passwordError", passwordError);
  }
}
