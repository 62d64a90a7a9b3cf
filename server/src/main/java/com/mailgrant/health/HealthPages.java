package com.mailgrant.health;

import com.mailgrant.access.Caller;
import com.mailgrant.account.AccountId;
import com.mailgrant.account.Accounts;
import com.mailgrant.account.MailAccount;
import com.mailgrant.platform.Missing;
import com.mailgrant.platform.PageTexts;
import java.time.Clock;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Setup > Configuration > Email > Health, and what other pages show of it. */
@Controller
class HealthPages {
  private static final String HOME = "/setup/configuration/email/health";
  private static final String ACCOUNT = "/setup/configuration/email/mail-accounts/{id}/health";

  private final Health health;
  private final Outages outages;
  private final HealthTriggers triggers;
  private final ProvingWorker worker;
  private final Accounts accounts;
  private final Places places;
  private final Clock clock;
  private final PageTexts texts;

  HealthPages(
      Health health,
      Outages outages,
      HealthTriggers triggers,
      ProvingWorker worker,
      Accounts accounts,
      Places places,
      Clock clock,
      PageTexts texts) {
    this.health = health;
    this.outages = outages;
    this.triggers = triggers;
    this.worker = worker;
    this.accounts = accounts;
    this.places = places;
    this.clock = clock;
    this.texts = texts;
  }

  @GetMapping(HOME)
  String overview(Caller caller, Model model) {
    model.addAttribute("summary", health.summary(caller.organization()));
    model.addAttribute(
        "past",
        outages.lately().stream()
            .filter(outage -> outage.until() != null)
            .map(outage ->
                new Past(
                    places.label(outage.place()),
                    outage.code(),
                    outage.since().toString(),
                    String.valueOf(outage.until()),
                    outage.accounts()))
            .toList());
    model.addAttribute("lines", health.lines(caller.organization()));
    return "health/overview";
  }

  /** For the list of accounts: only what somebody should know. */
  @GetMapping(HOME + "/banner")
  String banner(Caller caller, Model model) {
    model.addAttribute("summary", health.summary(caller.organization()));
    return "health/banner";
  }

  /** Proves every account that is in trouble. */
  @PostMapping(HOME + "/proof")
  String proveTroubled(Caller caller, RedirectAttributes flash) {
    var troubled =
        health.lines(caller.organization()).stream()
            .filter(line -> line.row().inTrouble())
            .map(Health.Line::account)
            .filter(MailAccount::signedIn)
            .toList();
    troubled.forEach(triggers::ask);
    worker.wake();
    flash.addFlashAttribute(
        "flash",
        troubled.isEmpty()
            ? texts.of("health.none-in-trouble")
            : texts.of("health.proving-some", troubled.size()));
    return "redirect:" + HOME;
  }

  /** For the page of one account. */
  @GetMapping(ACCOUNT)
  String account(@PathVariable String id, Caller caller, Model model) {
    var account = accounts.get(caller.organization(), id(id));
    model.addAttribute("line", health.line(account));
    model.addAttribute("picture", Picture.of(health.days(account), clock.instant()));
    return "health/account";
  }

  @PostMapping(ACCOUNT)
  String prove(@PathVariable String id, Caller caller, Model model) {
    var account = accounts.get(caller.organization(), id(id));
    if (account.signedIn()) {
      triggers.ask(account);
      worker.wake();
    }
    return account(id, caller, model);
  }

  private static AccountId id(String id) {
    return AccountId.parse(id).orElseThrow(() -> new Missing("wrong.missing.mail-account"));
  }

  /** An outage that is over. */
  record Past(String cloud, String code, String since, String until, int accounts) {}
}
