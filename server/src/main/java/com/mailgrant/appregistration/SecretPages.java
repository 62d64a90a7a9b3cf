package com.mailgrant.appregistration;

import com.mailgrant.access.Caller;
import com.mailgrant.appregistration.SpareSecret.Role;
import com.mailgrant.platform.InvalidInput;
import com.mailgrant.platform.PageTexts;
import com.mailgrant.platform.Refused;
import com.mailgrant.platform.Secret;
import jakarta.servlet.http.HttpServletResponse;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Setup > Configuration > Email > App registrations > Secrets: two of them, side by side. */
@Controller
@RequestMapping("/setup/configuration/email/app-registrations/{id}/secrets")
class SecretPages {
  private final AppRegistrations registrations;
  private final SpareSecrets spares;
  private final PageTexts texts;

  SecretPages(AppRegistrations registrations, SpareSecrets spares, PageTexts texts) {
    this.registrations = registrations;
    this.spares = spares;
    this.texts = texts;
  }

  @GetMapping
  String show(@PathVariable UUID id, Caller caller, Model model) {
    return page(id, caller, Map.of(), List.of(), model);
  }

  @PostMapping("/next")
  String entered(
      @PathVariable UUID id,
      @RequestParam Map<String, String> values,
      Caller caller,
      Model model,
      RedirectAttributes flash,
      HttpServletResponse response) {
    try {
      spares.enter(
          caller.organization(),
          id,
          new Secret(values.getOrDefault("clientSecret", "")),
          values.get("certificate"),
          new Secret(values.getOrDefault("privateKey", "")),
          values.get("expires"));
    } catch (InvalidInput e) {
      response.setStatus(422);
      return page(id, caller, values, e.errors(), model);
    }
    spares.test(caller.organization(), id);
    return back(id, flash, "appregistration.secrets.entered");
  }

  @PostMapping("/next/test")
  String tested(@PathVariable UUID id, Caller caller, RedirectAttributes flash) {
    spares.test(caller.organization(), id);
    return back(id, flash, "appregistration.secrets.tested");
  }

  @PostMapping("/next/switch")
  String switched(@PathVariable UUID id, Caller caller, RedirectAttributes flash) {
    try {
      spares.switchOver(caller.organization(), id);
    } catch (Refused _) {
      return back(id, flash, "appregistration.secrets.not-tested");
    }
    return back(id, flash, "appregistration.secrets.switched");
  }

  @PostMapping("/next/discard")
  String discarded(@PathVariable UUID id, Caller caller, RedirectAttributes flash) {
    spares.discard(caller.organization(), id);
    return back(id, flash, "appregistration.secrets.discarded");
  }

  @PostMapping("/previous/switch")
  String switchedBack(@PathVariable UUID id, Caller caller, RedirectAttributes flash) {
    try {
      spares.switchBack(caller.organization(), id);
    } catch (Refused _) {
      return back(id, flash, "appregistration.secrets.next-in-the-way");
    }
    return back(id, flash, "appregistration.secrets.switched-back");
  }

  private String back(UUID id, RedirectAttributes flash, String text) {
    flash.addFlashAttribute("flash", texts.of(text));
    return "redirect:/setup/configuration/email/app-registrations/" + id + "/secrets";
  }

  private String page(
      UUID id,
      Caller caller,
      Map<String, String> values,
      List<InvalidInput.FieldError> errors,
      Model model) {
    var registration = registrations.get(caller.organization(), id);
    var byField = new LinkedHashMap<String, String>();
    errors.forEach(error -> byField.merge(error.field(), error.message(), (a, b) -> a + " " + b));
    model.addAttribute("registration", registration);
    model.addAttribute("next", NextView.of(spares.find(registration, Role.NEXT).orElse(null)));
    model.addAttribute("previous", spares.find(registration, Role.PREVIOUS).orElse(null));
    model.addAttribute("values", values);
    model.addAttribute("errors", byField);
    return "appregistration/secrets";
  }
}
