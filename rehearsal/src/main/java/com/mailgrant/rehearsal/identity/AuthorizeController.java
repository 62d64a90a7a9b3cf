package com.mailgrant.rehearsal.identity;

import com.mailgrant.rehearsal.registration.Registration.Authority;
import com.mailgrant.rehearsal.registration.Registrations;
import com.mailgrant.rehearsal.web.BrowserSessions;
import com.mailgrant.rehearsal.web.Parameters;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Map;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.view.RedirectView;

/** Where applications send browsers. */
@Controller
class AuthorizeController {
  private final AuthorizeRequests requests;
  private final SignInFlow flow;
  private final BrowserSessions sessions;
  private final Registrations registrations;
  private final Pages pages;

  AuthorizeController(
      AuthorizeRequests requests,
      SignInFlow flow,
      BrowserSessions sessions,
      Registrations registrations,
      Pages pages) {
    this.requests = requests;
    this.flow = flow;
    this.sessions = sessions;
    this.registrations = registrations;
    this.pages = pages;
  }

  /** RFC 6749 4.1.1. */
  @RequestMapping(
      path = "/{tenant}/oauth2/v2.0/authorize",
      method = {RequestMethod.GET, RequestMethod.POST})
  ModelAndView authorize(@PathVariable("tenant") String tenant, HttpServletRequest request) {
    return flow.begin(requests.authorize(tenant, Parameters.of(request)), request);
  }

  /** facts/microsoft365 8. */
  @GetMapping("/{tenant}/v2.0/adminconsent")
  ModelAndView adminConsent(@PathVariable("tenant") String tenant, HttpServletRequest request) {
    return flow.begin(requests.adminConsent(tenant, Parameters.of(request)), request);
  }

  /** facts/microsoft365 1.7: refresh tokens live on. */
  @RequestMapping(
      path = "/{tenant}/oauth2/v2.0/logout",
      method = {RequestMethod.GET, RequestMethod.POST})
  ModelAndView signedOut(
      @PathVariable("tenant") String tenant,
      HttpServletRequest request,
      HttpServletResponse response) {
    Tenant.named(tenant);
    sessions.forget(request, response);
    var target = Parameters.of(request).text("post_logout_redirect_uri");
    if (registrations.at(Authority.MICROSOFT).redirectUris().contains(target)) {
      var view = new RedirectView(target, false, true, false);
      view.setExpandUriTemplateVariables(false);
      return new ModelAndView(view);
    }
    return pages.done("You signed out", "It is best to close all windows of the browser.");
  }

  /** Where error answers point people to. */
  @GetMapping("/error")
  ModelAndView lookUp(HttpServletRequest request) {
    var code = Parameters.of(request).text("code");
    var number = code.matches("\\d{4,7}") ? "AADSTS" + code : "This error";
    return new ModelAndView(
        "identity/done",
        Map.of(
            "title",
            number,
            "text",
            "At Microsoft this page would explain the number. Look it up in Mailgrant's list of diagnoses, or search for it on Microsoft's site."));
  }
}
