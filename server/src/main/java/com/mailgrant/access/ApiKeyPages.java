package com.mailgrant.access;

import com.mailgrant.platform.PageTexts;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
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

/** Setup > Configuration > API keys. */
@Controller
@RequestMapping("/setup/configuration/api-keys")
class ApiKeyPages {
  private final ApiKeys keys;
  private final PageTexts texts;
  private final Clock clock;

  ApiKeyPages(ApiKeys keys, PageTexts texts, Clock clock) {
    this.keys = keys;
    this.texts = texts;
    this.clock = clock;
  }

  @GetMapping
  String list(Caller caller, Model model) {
    var now = clock.instant();
    model.addAttribute("keys", keys.of(caller.organization()));
    model.addAttribute("now", now);
    model.addAttribute("tomorrow", LocalDate.ofInstant(now, ZoneOffset.UTC).plusDays(1));
    model.addAttribute("scopes", Scope.values());
    if (!model.containsAttribute("chosen")) {
      model.addAttribute("chosen", Set.of());
    }
    return "access/api-keys";
  }

  /** The key is rendered into this one answer and is never to be had again. */
  @PostMapping
  String create(
      @RequestParam(defaultValue = "") String name,
      @RequestParam(name = "scope", required = false) @Nullable List<String> scopes,
      @RequestParam(defaultValue = "") String expires,
      Caller caller,
      Model model) {
    var chosen = EnumSet.noneOf(Scope.class);
    if (scopes != null) {
      scopes.forEach(scope -> Scope.named(scope).ifPresent(chosen::add));
    }
    var end = expires.isBlank() ? Optional.<Instant>empty() : endOfDay(expires);
    boolean right = true;
    if (name.isBlank() || name.length() > 100 || name.chars().anyMatch(Character::isISOControl)) {
      model.addAttribute("nameError", texts.of("apikey.name.wrong"));
      right = false;
    }
    if (chosen.isEmpty()) {
      model.addAttribute("scopeError", texts.of("apikey.scopes.wrong"));
      right = false;
    }
    if (!expires.isBlank() && !end.map(clock.instant()::isBefore).orElse(false)) {
      model.addAttribute("expiresError", texts.of("apikey.expires.wrong"));
      right = false;
    }
    if (right) {
      model.addAttribute(
          "created",
          keys.create(caller.organization(), name.strip(), chosen, end.orElse(null)).reveal());
    } else {
      model.addAttribute("name", name);
      model.addAttribute("expires", expires);
      model.addAttribute("chosen", chosen);
    }
    return list(caller, model);
  }

  @PostMapping("/{id}/revoke")
  String revoke(@PathVariable UUID id, Caller caller, RedirectAttributes flash) {
    keys.revoke(caller.organization(), id);
    flash.addFlashAttribute("flash", texts.of("apikey.revoked"));
    return "redirect:/setup/configuration/api-keys";
  }

  /** A key is good on the whole of its last day, by UTC. */
  private static Optional<Instant> endOfDay(String day) {
    try {
      return Optional.of(LocalDate.parse(day).plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant());
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }
}
