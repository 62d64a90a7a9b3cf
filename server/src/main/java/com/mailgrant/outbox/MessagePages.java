package com.mailgrant.outbox;

import com.mailgrant.access.Caller;
import com.mailgrant.account.AccountId;
import com.mailgrant.account.Accounts;
import com.mailgrant.account.MailAccount;
import com.mailgrant.diagnosis.Diagnoses;
import com.mailgrant.outbox.MessageDraft.Recipient;
import com.mailgrant.platform.InvalidInput;
import com.mailgrant.platform.Missing;
import com.mailgrant.platform.PageTexts;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** One message and what became of it; a test message can be sent here. */
@Controller
@RequestMapping("/setup/configuration/email/mail-accounts/{id}")
class MessagePages {
  private final Outbox outbox;
  private final Accounts accounts;
  private final Diagnoses diagnoses;
  private final PageTexts texts;

  MessagePages(Outbox outbox, Accounts accounts, Diagnoses diagnoses, PageTexts texts) {
    this.outbox = outbox;
    this.accounts = accounts;
    this.diagnoses = diagnoses;
    this.texts = texts;
  }

  @PostMapping("/test-message")
  String send(
      @PathVariable String id,
      @RequestParam(defaultValue = "") String to,
      Caller caller,
      RedirectAttributes flash) {
    var account = accounts.get(caller.organization(), id(id));
    var draft =
        new MessageDraft(
            List.of(new Recipient(null, to.strip())),
            null,
            null,
            texts.of("outbox.test.subject", account.accountName()),
            texts.of("outbox.test.text", account.accountName()),
            null,
            null);
    try {
      var message = outbox.accept(account, draft, null);
      return "redirect:" + address(message);
    } catch (InvalidInput e) {
      flash.addFlashAttribute("toError", e.first());
      flash.addFlashAttribute("to", to);
      return "redirect:/setup/configuration/email/mail-accounts/" + id;
    }
  }

  @GetMapping("/sent/{message}")
  String show(@PathVariable String id, @PathVariable UUID message, Caller caller, Model model) {
    fill(id, message, caller, model);
    return "outbox/message";
  }

  /** Asked for again and again by the page until the message has left. */
  @GetMapping("/sent/{message}/state")
  String state(@PathVariable String id, @PathVariable UUID message, Caller caller, Model model) {
    fill(id, message, caller, model);
    return "outbox/message :: state";
  }

  private void fill(String id, UUID messageId, Caller caller, Model model) {
    var message = outbox.get(caller.organization(), messageId);
    model.addAttribute("account", accounts.get(caller.organization(), id(id)));
    model.addAttribute("message", message);
    model.addAttribute("why", message.sentThrough());
    model.addAttribute("asked", nameOfAsked(caller, message));
    model.addAttribute(
        "waits", message.state() == OutboxState.QUEUED || message.state() == OutboxState.DEFERRED);
    model.addAttribute(
        "moving", message.state() == OutboxState.QUEUED || message.state() == OutboxState.SENDING);
    addReport("report", message.errorId(), caller, model);
    addReport("copyReport", message.sentCopyErrorId(), caller, model);
  }

  private void addReport(String name, @Nullable String errorId, Caller caller, Model model) {
    if (errorId != null) {
      diagnoses
          .find(caller.organization().value(), errorId)
          .ifPresent(report -> model.addAttribute(name, report));
    }
  }

  /** The page of a message. */
  static String address(OutboxMessage message) {
    return "/setup/configuration/email/mail-accounts/"
        + message.accountId()
        + "/sent/"
        + message.id();
  }

  private String nameOfAsked(Caller caller, OutboxMessage message) {
    return Optional.ofNullable(message.askedAccountId())
        .flatMap(AccountId::parse)
        .flatMap(accounts::find)
        .filter(account -> account.organization().equals(caller.organization()))
        .map(MailAccount::accountName)
        .orElseGet(() -> texts.of("outbox.deleted-account"));
  }

  private static AccountId id(String id) {
    return AccountId.parse(id).orElseThrow(() -> new Missing("wrong.missing.mail-account"));
  }
}
