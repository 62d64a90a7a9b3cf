package com.mailgrant.settings;

import com.mailgrant.access.Caller;
import com.mailgrant.organization.Organizations;
import com.mailgrant.platform.InvalidInput;
import com.mailgrant.platform.Language;
import com.mailgrant.platform.PageTexts;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Setup > Configuration > Organization. */
@Controller
@RequestMapping(SettingsPages.HOME)
class SettingsPages {
  static final String HOME = "/setup/configuration/organization";

  private final Organizations organizations;
  private final PageTexts texts;

  SettingsPages(Organizations organizations, PageTexts texts) {
    this.organizations = organizations;
    this.texts = texts;
  }

  @GetMapping
  String page(Caller caller, Model model) {
    var organization = organizations.get(caller.organization());
    var language = organization.language();
    return page(organization.name(), language == null ? "" : language.tag(), Map.of(), model);
  }

  @PostMapping
  String keep(
      @RequestParam(defaultValue = "") String name,
      @RequestParam(defaultValue = "") String language,
      Caller caller,
      Model model,
      RedirectAttributes flash) {
    try {
      organizations.keep(SettingsRules.check(caller.organization(), name, language));
    } catch (InvalidInput e) {
      var errors = new LinkedHashMap<String, String>();
      e.errors().forEach(error -> errors.put(error.field(), error.message()));
      return page(name, language, errors, model);
    }
    flash.addFlashAttribute("flash", texts.of("common.saved"));
    return "redirect:" + HOME;
  }

  private String page(String name, String language, Map<String, String> errors, Model model) {
    model.addAttribute("name", name);
    model.addAttribute("language", language);
    model.addAttribute("languages", Language.values());
    model.addAttribute("usual", organizations.usual().ownName());
    model.addAttribute("errors", errors);
    return "settings/organization";
  }
}
