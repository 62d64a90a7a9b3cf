package com.mailgrant.watch;

import com.mailgrant.access.Caller;
import com.mailgrant.account.MailAccount;
import com.mailgrant.platform.InvalidInput;
import com.mailgrant.platform.PageTexts;
import com.mailgrant.watch.SynchronisationView.State;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Receiving, as a part of the account's page. */
@Controller
@RequestMapping("/setup/configuration/email/mail-accounts/{id}/synchronisation")
class SynchronisationPages {
  private final Receiving receiving;
  private final PageTexts texts;

  SynchronisationPages(Receiving receiving, PageTexts texts) {
    this.receiving = receiving;
    this.texts = texts;
  }

  @GetMapping
  String section(@PathVariable String id, Caller caller, Model model) {
    var account = receiving.account(caller.organization(), id);
    return page(account, receiving.view(account), model);
  }

  @PostMapping
  String choose(
      @PathVariable String id,
      @RequestParam(defaultValue = "false") boolean allFolders,
      @RequestParam(defaultValue = "") String announceSince,
      Caller caller,
      Model model) {
    var account = receiving.account(caller.organization(), id);
    try {
      return page(account, receiving.choose(account, allFolders, announceSince), model);
    } catch (InvalidInput e) {
      // Shown with the part that htmx swaps in; that happens with 200 only.
      model.addAttribute("sinceError", texts.of("watch.sinceWrong"));
      return page(account, receiving.view(account), model);
    }
  }

  private static String page(MailAccount account, SynchronisationView view, Model model) {
    model.addAttribute("account", account);
    model.addAttribute("view", view);
    var since = view.announceSince();
    model.addAttribute("since", since == null ? "" : LocalDate.ofInstant(since, ZoneOffset.UTC));
    model.addAttribute(
        "moving",
        view.state() == State.WAITING
            || view.state() == State.STARTING
            || view.state() == State.SYNCHRONISING);
    return "watch/synchronisation";
  }
}
