package com.mailgrant.access;

import com.mailgrant.platform.PageTexts;
import java.util.UUID;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Setup > Configuration > API keys. */
@Controller
@RequestMapping("/setup/configuration/api-keys")
class ApiKeyPages {
  private final ApiKeys keys;
  private final PageTexts texts;

  ApiKeyPages(ApiKeys keys, PageTexts texts) {
    this.keys = keys;
    this.texts = texts;
  }

  @GetMapping
  String list(Model model) {
    model.addAttribute("keys", keys.all());
    return "access/api-keys";
  }

  /** The key is rendered into this one answer and is never to be had again. */
  @PostMapping
  String create(@RequestParam(defaultValue = "") String name, Model model) {
    if (name.isBlank() || name.length() > 100 || name.chars().anyMatch(Character::isISOControl)) {
      model.addAttribute("nameError", texts.of("access.name-wanted"));
    } else {
      model.addAttribute("created", keys.create(name.strip()).reveal());
    }
    return list(model);
  }

  @PostMapping("/{id}/revoke")
  String revoke(@PathVariable UUID id, RedirectAttributes flash) {
    keys.revoke(id);
    flash.addFlashAttribute("flash", texts.of("access.key-revoked"));
    return "redirect:/setup/configuration/api-keys";
  }
}
