package com.mailgrant.inbox;

import com.mailgrant.access.Caller;
import com.mailgrant.account.AccountId;
import com.mailgrant.account.Accounts;
import com.mailgrant.diagnosis.Diagnoses;
import com.mailgrant.platform.Missing;
import com.mailgrant.session.NoSession;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/** The newest messages of the mapped Inbox. */
@Controller
class InboxPages {
  private final Reading reading;
  private final Accounts accounts;
  private final Diagnoses diagnoses;

  InboxPages(Reading reading, Accounts accounts, Diagnoses diagnoses) {
    this.reading = reading;
    this.accounts = accounts;
    this.diagnoses = diagnoses;
  }

  @GetMapping("/setup/configuration/email/mail-accounts/{id}/inbox")
  String newest(@PathVariable String id, Caller caller, Model model) {
    var account =
        accounts.get(
            caller.organization(),
            AccountId.parse(id).orElseThrow(() -> new Missing("mail account")));
    model.addAttribute("account", account);
    try {
      model.addAttribute("messages", reading.list(account, null, null, null, null).items());
    } catch (NoSession e) {
      model.addAttribute(
          "report",
          diagnoses.report(
              e.finding(), account.organization().value(), account.id().value(), "inbox"));
    }
    return "inbox/newest";
  }
}
