package com.mailgrant.desk;

import com.mailgrant.access.Caller;
import com.mailgrant.account.AccountId;
import com.mailgrant.account.AccountStep;
import com.mailgrant.account.Accounts;
import com.mailgrant.diagnosis.Actor;
import com.mailgrant.diagnosis.Diagnoses;
import com.mailgrant.diagnosis.ProviderTrace;
import com.mailgrant.platform.Missing;
import com.mailgrant.platform.Sentence;
import com.mailgrant.provider.ErrorNumbers;
import com.mailgrant.provider.Failure;
import com.mailgrant.provider.MailProviders;
import com.mailgrant.provider.TokenError;
import com.mailgrant.token.AccountEvidence;
import java.util.List;
import java.util.regex.Pattern;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/**
 * The consent desk of one account, and the way in for those who are stuck on a provider's page that
 * never leads back.
 */
@Controller
@RequestMapping("/setup/configuration/email/mail-accounts/{id}")
class ConsentPages {
  private static final Pattern WORD =
      Pattern.compile("(?i)\\berror(?: \\d{3})?: ?([a-z]{2,30}(?:_[a-z]{2,30}){1,5})\\b");

  private static final int LONGEST_TEXT = 4_000;

  private final ConsentDesk desk;
  private final Accounts accounts;
  private final MailProviders providers;
  private final AccountEvidence evidence;
  private final Diagnoses diagnoses;

  ConsentPages(
      ConsentDesk desk,
      Accounts accounts,
      MailProviders providers,
      AccountEvidence evidence,
      Diagnoses diagnoses) {
    this.desk = desk;
    this.accounts = accounts;
    this.providers = providers;
    this.evidence = evidence;
    this.diagnoses = diagnoses;
  }

  @GetMapping("/administrator")
  String show(@PathVariable String id, Caller caller, Model model) {
    var account = accounts.get(caller.organization(), id(id));
    model.addAttribute("account", account);
    desk.request(account)
        .ifPresent(asked -> {
          model.addAttribute("asked", asked);
          model.addAttribute("link", asked.link().toString());
          model.addAttribute("letters", desk.letters(account, asked));
          model.addAttribute("host", asked.host());
        });
    model.addAttribute("answers", desk.answers(account));
    model.addAttribute("card", providers.of(account.type()).consentCard().orElse(null));
    return "desk/consent";
  }

  /** The person copied what stands on the provider's page. */
  @PostMapping("/stuck")
  String stuck(
      @PathVariable String id,
      @RequestParam(defaultValue = "") String text,
      Caller caller,
      Model model) {
    var account = accounts.get(caller.organization(), id(id));
    model.addAttribute("account", account);
    model.addAttribute("text", text);
    if (text.isBlank() || text.length() > LONGEST_TEXT) {
      model.addAttribute("textError", Sentence.of("desk.stuck-wrong", LONGEST_TEXT).forReader());
      return "desk/stuck";
    }
    var finding =
        providers
            .of(account.type())
            .explain(new Failure.SignInRefused(told(text.strip())), evidence.of(account));
    var report =
        diagnoses.report(
            finding, account.organization().value(), account.id().value(), "login: told by hand");
    boolean administrator = report.diagnosis().actor() == Actor.TENANT_ADMIN;
    if (administrator) {
      accounts.step(account.id(), AccountStep.ADMINISTRATOR_NEEDED);
    }
    model.addAttribute("report", report);
    model.addAttribute("administrator", administrator);
    return "desk/stuck";
  }

  @GetMapping("/stuck")
  String blank(@PathVariable String id, Caller caller, Model model) {
    model.addAttribute("account", accounts.get(caller.organization(), id(id)));
    model.addAttribute("text", "");
    return "desk/stuck";
  }

  /**
   * Digits alone are the number; everything else is the page's text, in which an authority without
   * numbers names its OAuth word: {@code Error 403: org_internal}.
   */
  private static TokenError told(String text) {
    var numbers = text.matches("\\d{5,7}") ? List.of(Integer.valueOf(text)) : ErrorNumbers.in(text);
    var word = WORD.matcher(text);
    var error = numbers.isEmpty() && word.find() ? word.group(1) : "told_by_hand";
    return new TokenError(error, text, null, numbers, 0, ProviderTrace.NONE);
  }

  private static AccountId id(String id) {
    return AccountId.parse(id).orElseThrow(() -> new Missing("wrong.missing.mail-account"));
  }
}
