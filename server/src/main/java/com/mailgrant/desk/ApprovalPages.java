package com.mailgrant.desk;

import com.mailgrant.account.Accounts;
import com.mailgrant.account.MailAccount;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Optional;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/**
 * Where the forwarded link leads: an administrator, whom Mailgrant does not know, reads what is
 * asked and may give a name. The provider's return names nobody, so this is all that can be had; it
 * is kept as what it is, the name that somebody gave.
 */
@Controller
@RequestMapping(ApprovalPages.PATH + "/{state}")
class ApprovalPages {
  static final String PATH = "/approval";
  private static final int LONGEST_NAME = 100;

  private final ConsentDesk desk;
  private final ConsentStates states;
  private final Accounts accounts;

  ApprovalPages(ConsentDesk desk, ConsentStates states, Accounts accounts) {
    this.desk = desk;
    this.states = states;
    this.accounts = accounts;
  }

  @GetMapping
  String opened(@PathVariable String state, Model model, HttpServletResponse response) {
    return account(state)
        .flatMap(account ->
            desk.request(account)
                .map(asked -> {
                  model.addAttribute("account", account);
                  model.addAttribute("asked", asked);
                  model.addAttribute("state", state);
                  return "desk/approval";
                }))
        .orElseGet(() -> stray(model, response));
  }

  /** The page that leads to the provider is no redirect, as with Login. */
  @PostMapping
  String continued(
      @PathVariable String state,
      @RequestParam(defaultValue = "") String approver,
      Model model,
      HttpServletResponse response) {
    var name = name(approver);
    return account(state)
        .flatMap(account ->
            desk.request(account, name)
                .map(asked -> {
                  model.addAttribute("asked", asked);
                  model.addAttribute("authorizationUrl", asked.link().toString());
                  return "desk/leaving";
                }))
        .orElseGet(() -> stray(model, response));
  }

  private Optional<MailAccount> account(String state) {
    return states.read(state).flatMap(asked -> accounts.find(asked.account()));
  }

  /** One line, however it was entered: it is told to people and to programs. */
  private static String name(String typed) {
    var line = typed.replaceAll("[\\p{Cntrl}\\p{Cf}\\s]+", " ").strip();
    int end = Math.min(line.length(), LONGEST_NAME);
    return line.substring(
        0, end > 0 && Character.isHighSurrogate(line.charAt(end - 1)) ? end - 1 : end);
  }

  private static String stray(Model model, HttpServletResponse response) {
    response.setStatus(HttpServletResponse.SC_BAD_REQUEST);
    model.addAttribute("outcome", "stray");
    return "desk/returned";
  }
}
