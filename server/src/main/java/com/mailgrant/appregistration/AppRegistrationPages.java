package com.mailgrant.appregistration;

import com.mailgrant.access.Caller;
import com.mailgrant.appregistration.AppRegistration.Origin;
import com.mailgrant.platform.InvalidInput;
import com.mailgrant.platform.MailgrantProperties;
import com.mailgrant.platform.PageTexts;
import com.mailgrant.platform.Secret;
import com.mailgrant.provider.Clouds;
import jakarta.servlet.http.HttpServletResponse;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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

/** Setup > Configuration > Email > App registrations. */
@Controller
@RequestMapping("/setup/configuration/email/app-registrations")
class AppRegistrationPages {
  private static final String HOME = "redirect:/setup/configuration/email/app-registrations";

  private final AppRegistrations registrations;
  private final Clouds clouds;
  private final MailgrantProperties properties;
  private final PageTexts texts;

  AppRegistrationPages(
      AppRegistrations registrations,
      Clouds clouds,
      MailgrantProperties properties,
      PageTexts texts) {
    this.registrations = registrations;
    this.clouds = clouds;
    this.properties = properties;
    this.texts = texts;
  }

  @GetMapping
  String list(Caller caller, Model model) {
    model.addAttribute("registrations", registrations.of(caller.organization()));
    model.addAttribute("redirectUri", properties.redirectUri());
    return "appregistration/list";
  }

  @GetMapping("/new")
  String blank(Model model) {
    return form(null, Map.of(), List.of(), model);
  }

  @PostMapping("/new")
  String save(
      @RequestParam Map<String, String> values,
      Caller caller,
      Model model,
      RedirectAttributes flash,
      HttpServletResponse response) {
    try {
      registrations.create(caller.organization(), draft(values), Origin.SCREEN);
      flash.addFlashAttribute("flash", texts.of("appregistration.saved"));
      return HOME;
    } catch (InvalidInput e) {
      response.setStatus(422);
      return form(null, values, e.errors(), model);
    }
  }

  @GetMapping("/{id}")
  String edit(@PathVariable UUID id, Caller caller, Model model) {
    var registration = registrations.get(caller.organization(), id);
    var values = new LinkedHashMap<String, String>();
    values.put("cloud", registration.cloud());
    values.put("tenant", registration.tenant());
    values.put("clientId", registration.clientId());
    values.put("version", String.valueOf(registration.version()));
    var certificate = registration.certificate();
    if (certificate != null) {
      values.put("certificate", certificate);
    }
    var expires = registration.expires();
    if (expires != null) {
      values.put("expires", expires.toString());
    }
    return form(registration, values, List.of(), model);
  }

  @PostMapping("/{id}")
  String keep(
      @PathVariable UUID id,
      @RequestParam Map<String, String> values,
      Caller caller,
      Model model,
      RedirectAttributes flash,
      HttpServletResponse response) {
    var before = registrations.get(caller.organization(), id);
    try {
      registrations.edit(caller.organization(), id, draft(values), null);
      flash.addFlashAttribute("flash", texts.of("appregistration.saved"));
      return HOME;
    } catch (InvalidInput e) {
      response.setStatus(422);
      return form(before, values, e.errors(), model);
    }
  }

  @PostMapping("/{id}/delete")
  String delete(@PathVariable UUID id, Caller caller, RedirectAttributes flash) {
    registrations.delete(caller.organization(), id);
    flash.addFlashAttribute("flash", texts.of("appregistration.deleted"));
    return HOME;
  }

  private String form(
      @Nullable AppRegistration registration,
      Map<String, String> values,
      List<InvalidInput.FieldError> errors,
      Model model) {
    var byField = new LinkedHashMap<String, String>();
    errors.forEach(error -> byField.merge(error.field(), error.message(), (a, b) -> a + " " + b));
    model.addAttribute("registration", registration);
    model.addAttribute("values", values);
    model.addAttribute("errors", byField);
    model.addAttribute("clouds", clouds.all());
    model.addAttribute("redirectUri", properties.redirectUri());
    return "appregistration/form";
  }

  private static AppRegistrationDraft draft(Map<String, String> values) {
    return new AppRegistrationDraft(
        values.get("cloud"),
        values.get("tenant"),
        values.get("clientId"),
        new Secret(values.getOrDefault("clientSecret", "")),
        values.get("certificate"),
        new Secret(values.getOrDefault("privateKey", "")),
        values.get("expires"));
  }
}
