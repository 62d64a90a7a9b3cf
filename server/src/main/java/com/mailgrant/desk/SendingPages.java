package com.mailgrant.desk;

import com.mailgrant.access.Caller;
import com.mailgrant.account.AccountId;
import com.mailgrant.account.AccountServers;
import com.mailgrant.account.Accounts;
import com.mailgrant.account.MailAccount;
import com.mailgrant.platform.Missing;
import com.mailgrant.provider.MailProviders;
import java.util.function.Consumer;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;

/** The task card: to read, to forward, to print, and to say that it was done. */
@Controller
@RequestMapping("/setup/configuration/email/mail-accounts/{id}/sending")
class SendingPages {
  private final SendingDesk desk;
  private final Accounts accounts;
  private final AccountServers servers;
  private final MailProviders providers;

  SendingPages(
      SendingDesk desk, Accounts accounts, AccountServers servers, MailProviders providers) {
    this.desk = desk;
    this.accounts = accounts;
    this.servers = servers;
    this.providers = providers;
  }

  @GetMapping
  String show(@PathVariable String id, Caller caller, Model model) {
    fill(account(id, caller), model);
    return "desk/sending";
  }

  /** Asked for again and again while tries go on. */
  @GetMapping("/state")
  String state(@PathVariable String id, Caller caller, Model model) {
    fill(account(id, caller), model);
    return "desk/sending :: state";
  }

  @PostMapping("/told")
  String told(@PathVariable String id, Caller caller) {
    return change(id, caller, desk::told);
  }

  @PostMapping("/saved")
  String saved(@PathVariable String id, Caller caller) {
    return change(id, caller, desk::saved);
  }

  private String change(String id, Caller caller, Consumer<SendingTask> step) {
    desk.task(account(id, caller)).ifPresent(step);
    return "redirect:/setup/configuration/email/mail-accounts/" + id + "/sending";
  }

  private void fill(MailAccount account, Model model) {
    model.addAttribute("account", account);
    model.addAttribute("task", desk.task(account).orElse(null));
    model.addAttribute("cloud", servers.cloud(account).orElse(null));
    model.addAttribute("card", providers.of(account.type()).sendingCard().orElse(null));
  }

  private MailAccount account(String id, Caller caller) {
    return accounts.get(
        caller.organization(),
        AccountId.parse(id).orElseThrow(() -> new Missing("wrong.missing.mail-account")));
  }
}
