package com.mailgrant.access;

import com.mailgrant.platform.MailgrantProperties;
import com.mailgrant.platform.PageTexts;
import com.mailgrant.platform.Secret;
import com.mailgrant.platform.Sentence;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.authentication.WebAuthenticationDetailsSource;
import org.springframework.security.web.context.HttpSessionSecurityContextRepository;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Change password; also the first page after a sign-in with a one-time password. */
@Controller
@RequestMapping(PasswordPages.PATH)
class PasswordPages {
  static final String PATH = "/change-password";

  private final People people;
  private final PersonSessions sessions;
  private final GuardedSignIn signIn;
  private final MailgrantProperties properties;
  private final PageTexts texts;

  PasswordPages(
      People people,
      PersonSessions sessions,
      GuardedSignIn signIn,
      MailgrantProperties properties,
      PageTexts texts) {
    this.people = people;
    this.sessions = sessions;
    this.signIn = signIn;
    this.properties = properties;
    this.texts = texts;
  }

  @GetMapping
  String form(Authentication person, Model model) {
    return form(person, Map.of(), model);
  }

  /** Whoever found an open browser does not know the current password. */
  @PostMapping
  String change(
      @RequestParam(defaultValue = "") String current,
      @RequestParam(defaultValue = "") String chosen,
      @RequestParam(defaultValue = "") String repeated,
      Authentication person,
      Model model,
      RedirectAttributes flash,
      HttpServletRequest request,
      HttpServletResponse response) {
    var complaints =
        PasswordRules.complaints(new Secret(current), new Secret(chosen), new Secret(repeated));
    if (!complaints.isEmpty()) {
      return form(person, complaints, model);
    }
    try {
      signIn.authenticate(attempt(person, current, request));
    } catch (GuardedSignIn.Locked e) {
      return form(person, Map.of("current", e.sentence()), model);
    } catch (AuthenticationException e) {
      return form(person, Map.of("current", Sentence.of("access.not-current")), model);
    }
    people.choosePassword(person.getName(), new Secret(chosen));
    sessions.endOthers(person.getName(), request.getSession().getId());
    request.changeSessionId();
    continueAs(person.getName(), request, response);
    flash.addFlashAttribute("flash", texts.of("access.password-changed"));
    return "redirect:/";
  }

  private String form(Authentication person, Map<String, Sentence> complaints, Model model) {
    var written = new LinkedHashMap<String, String>();
    complaints.forEach((field, sentence) -> written.put(field, sentence.forReader()));
    model.addAttribute("complaints", written);
    model.addAttribute("userName", person.getName());
    model.addAttribute(
        "first",
        AuthorityUtils.authorityListToSet(person.getAuthorities())
            .contains(Authorities.PASSWORD_CHANGE));
    model.addAttribute(
        "configured",
        People.ADMINISTRATOR.equals(person.getName())
            && properties.bootstrap().adminPassword() != null);
    return "access/change-password";
  }

  private static Authentication attempt(
      Authentication person, String password, HttpServletRequest request) {
    var attempt = UsernamePasswordAuthenticationToken.unauthenticated(person.getName(), password);
    attempt.setDetails(new WebAuthenticationDetailsSource().buildDetails(request));
    return attempt;
  }

  /** With all that the person may do from now on. */
  private void continueAs(
      String userName, HttpServletRequest request, HttpServletResponse response) {
    var person = people.loadUserByUsername(userName);
    var context = SecurityContextHolder.createEmptyContext();
    context.setAuthentication(
        UsernamePasswordAuthenticationToken.authenticated(person, null, person.getAuthorities()));
    SecurityContextHolder.setContext(context);
    new HttpSessionSecurityContextRepository().saveContext(context, request, response);
  }
}
