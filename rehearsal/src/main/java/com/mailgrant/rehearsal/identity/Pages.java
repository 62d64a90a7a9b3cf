package com.mailgrant.rehearsal.identity;

import com.mailgrant.rehearsal.directory.Person;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.ModelAndView;

/** The pages of the identity provider and what they show. */
@Component
class Pages {
  ModelAndView signIn(SignIn signIn) {
    var hint = signIn.purpose() instanceof Purpose.Code code ? code.loginHint() : null;
    return signIn(signIn, hint == null ? "" : hint, null, null);
  }

  /**
   * @param username stays in its field after a mistake
   */
  ModelAndView signIn(
      SignIn signIn,
      String username,
      @Nullable String usernameError,
      @Nullable String passwordError) {
    var page = page("identity/sign-in", signIn);
    page.addObject("username", username);
    page.addObject("usernameError", usernameError);
    page.addObject("passwordError", passwordError);
    return page;
  }

  ModelAndView accounts(SignIn signIn, List<Person> known) {
    return page("identity/accounts", signIn).addObject("people", known);
  }

  ModelAndView consent(SignIn signIn, Person person) {
    boolean forAll = signIn.purpose() instanceof Purpose.AdminConsent;
    return page("identity/consent", signIn)
        .addObject("person", person)
        .addObject("permissions", signIn.purpose().scopes().permissions())
        .addObject("forAll", forAll)
        .addObject("mayConsentForAll", person.administrator() && !forAll);
  }

  ModelAndView staySignedIn(SignIn signIn, Person person) {
    return page("identity/stay-signed-in", signIn).addObject("person", person);
  }

  ModelAndView administratorNeeded(SignIn signIn, Person person) {
    var error = GrantErrors.administratorNeeded(signIn.purpose().registration().displayName());
    return page("identity/administrator-needed", signIn)
        .addObject("person", person)
        .addObject("headline", error.headline());
  }

  ModelAndView confirmDevice(SignIn signIn, Person person) {
    return page("identity/device-confirm", signIn).addObject("person", person);
  }

  /**
   * @param error null where nothing was typed yet
   */
  ModelAndView enterDeviceCode(String typed, @Nullable String error) {
    var model = new LinkedHashMap<String, @Nullable Object>();
    model.put("typed", typed);
    model.put("codeError", error);
    return new ModelAndView("identity/device", model);
  }

  ModelAndView done(String title, String text) {
    return new ModelAndView("identity/done", Map.of("title", title, "text", text));
  }

  /** Nobody is sent anywhere from here. */
  ModelAndView deadEnd(EntraError error, Trace trace) {
    var page =
        new ModelAndView(
            "identity/error",
            Map.of("number", error.number(), "headline", error.headline(), "trace", trace));
    page.setStatus(HttpStatus.BAD_REQUEST);
    return page;
  }

  private static ModelAndView page(String template, SignIn signIn) {
    return new ModelAndView(template)
        .addObject("flow", signIn.id())
        .addObject("applicationName", signIn.purpose().registration().displayName());
  }
}
