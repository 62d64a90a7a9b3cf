package com.mailgrant.webhook;

import com.mailgrant.access.Caller;
import com.mailgrant.account.Accounts;
import com.mailgrant.event.EventType;
import com.mailgrant.platform.InvalidInput;
import com.mailgrant.platform.InvalidInput.FieldError;
import com.mailgrant.platform.PageTexts;
import com.mailgrant.platform.Refused;
import jakarta.servlet.http.HttpServletResponse;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Setup > Configuration > Email > Webhooks: the list with its health, and the page of one. */
@Controller
@RequestMapping("/setup/configuration/email/webhooks")
class WebhookPages {
  private static final String HOME = "redirect:/setup/configuration/email/webhooks";

  private final Webhooks webhooks;
  private final Accounts accounts;
  private final PageTexts texts;

  WebhookPages(Webhooks webhooks, Accounts accounts, PageTexts texts) {
    this.webhooks = webhooks;
    this.accounts = accounts;
    this.texts = texts;
  }

  @GetMapping
  String list(Caller caller, Model model) {
    model.addAttribute("webhooks", webhooks.of(caller.organization()));
    return "webhook/list";
  }

  @GetMapping("/new")
  String blank(Caller caller, Model model) {
    return form(null, new EndpointDraft("", "", List.of(), List.of()), List.of(), caller, model);
  }

  /** The secret is rendered into this one answer and is never to be had again. */
  @PostMapping("/new")
  String save(
      @ModelAttribute("draft") EndpointDraft draft,
      Caller caller,
      Model model,
      HttpServletResponse response) {
    try {
      var made = webhooks.create(caller.organization(), draft);
      return page(made.endpoint().with(made.secret()), caller, model);
    } catch (InvalidInput e) {
      response.setStatus(422);
      return form(null, draft, e.errors(), caller, model);
    } catch (Refused e) {
      response.setStatus(409);
      var error = new FieldError("url", e.sentence());
      return form(null, draft, List.of(error), caller, model);
    }
  }

  @GetMapping("/{id}")
  String show(@PathVariable UUID id, Caller caller, Model model) {
    return page(webhooks.get(caller.organization(), id), caller, model);
  }

  @GetMapping("/{id}/edit")
  String edit(@PathVariable UUID id, Caller caller, Model model) {
    return form(
        webhooks.get(caller.organization(), id),
        webhooks.draft(caller.organization(), id),
        List.of(),
        caller,
        model);
  }

  @PostMapping("/{id}/edit")
  String keep(
      @PathVariable UUID id,
      @ModelAttribute("draft") EndpointDraft draft,
      @RequestParam(required = false) @Nullable Long version,
      Caller caller,
      Model model,
      RedirectAttributes flash,
      HttpServletResponse response) {
    try {
      webhooks.edit(caller.organization(), id, draft, version);
      return done(id, texts.of("common.saved"), flash);
    } catch (InvalidInput e) {
      response.setStatus(422);
      return form(webhooks.get(caller.organization(), id), draft, e.errors(), caller, model);
    } catch (Refused e) {
      response.setStatus(409);
      var error = new FieldError("url", e.sentence());
      return form(webhooks.get(caller.organization(), id), draft, List.of(error), caller, model);
    }
  }

  @PostMapping("/{id}/pause")
  String pause(@PathVariable UUID id, Caller caller, RedirectAttributes flash) {
    webhooks.pause(caller.organization(), id);
    return done(id, texts.of("webhook.paused"), flash);
  }

  @PostMapping("/{id}/resume")
  String resume(@PathVariable UUID id, Caller caller, RedirectAttributes flash) {
    webhooks.resume(caller.organization(), id);
    return done(id, texts.of("webhook.resumed"), flash);
  }

  @PostMapping("/{id}/replay")
  String replay(
      @PathVariable UUID id,
      @RequestParam(defaultValue = "") String after,
      Caller caller,
      RedirectAttributes flash) {
    try {
      var cursor = webhooks.replay(caller.organization(), id, after).health().cursor();
      return done(id, texts.of("webhook.delivering-again", String.valueOf(cursor)), flash);
    } catch (InvalidInput e) {
      flash.addFlashAttribute("replayError", e.first());
      return HOME + "/" + id;
    }
  }

  @PostMapping("/{id}/test")
  String test(@PathVariable UUID id, Caller caller, RedirectAttributes flash) {
    var tested = WebhooksApi.TestAnswer.of(webhooks.test(caller.organization(), id));
    if (tested.delivered()) {
      flash.addFlashAttribute(
          "flash",
          texts.of("webhook.test-taken", String.valueOf(tested.httpStatus()), tested.millis()));
    } else {
      flash.addFlashAttribute("testFailed", tested.message());
    }
    return HOME + "/" + id;
  }

  /** Shown once, as when it was created. */
  @PostMapping("/{id}/secret")
  String renewSecret(@PathVariable UUID id, Caller caller, Model model) {
    var renewed = webhooks.renewSecret(caller.organization(), id);
    return page(renewed.endpoint().with(renewed.secret()), caller, model);
  }

  @PostMapping("/{id}/delete")
  String delete(@PathVariable UUID id, Caller caller, RedirectAttributes flash) {
    webhooks.delete(caller.organization(), id, null);
    flash.addFlashAttribute("flash", texts.of("webhook.deleted"));
    return HOME;
  }

  private static String done(UUID id, String message, RedirectAttributes flash) {
    flash.addFlashAttribute("flash", message);
    return HOME + "/" + id;
  }

  private String page(EndpointView webhook, Caller caller, Model model) {
    model.addAttribute("webhook", webhook);
    var names = names(caller);
    model.addAttribute(
        "accountNames",
        webhook.accounts().stream()
            .map(id -> names.getOrDefault(id.toString(), "an account that was deleted"))
            .toList());
    return "webhook/webhook";
  }

  private String form(
      @Nullable EndpointView webhook,
      EndpointDraft draft,
      List<FieldError> errors,
      Caller caller,
      Model model) {
    var byField = new LinkedHashMap<String, String>();
    errors.forEach(error -> byField.merge(error.field(), error.message(), (a, b) -> a + " " + b));
    model.addAttribute("webhook", webhook);
    model.addAttribute("values", draft);
    model.addAttribute("chosenTypes", draft.types() == null ? List.of() : draft.types());
    model.addAttribute("chosenAccounts", draft.accounts() == null ? List.of() : draft.accounts());
    model.addAttribute("errors", byField);
    model.addAttribute("types", EventType.values());
    model.addAttribute("accounts", names(caller));
    return "webhook/form";
  }

  private Map<String, String> names(Caller caller) {
    var names = new LinkedHashMap<String, String>();
    accounts
        .of(caller.organization())
        .forEach(account -> names.put(account.id().toString(), account.accountName()));
    return names;
  }
}
