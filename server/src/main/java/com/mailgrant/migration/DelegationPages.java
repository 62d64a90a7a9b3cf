package com.mailgrant.migration;

import com.mailgrant.access.Caller;
import com.mailgrant.access.DelegateSignIn;
import com.mailgrant.platform.InvalidInput;
import com.mailgrant.platform.Secret;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.util.UUID;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Who may work at the plan for a time: the administrator's page, and the bearer's. */
@Controller
class DelegationPages {
  private static final String LIST = PlanPages.HOME + "/delegations";
  private final Delegations delegations;
  private final DelegateSignIn signIn;
  private final DeadLinks deadLinks;
  private final Clock clock;

  DelegationPages(
      Delegations delegations, DelegateSignIn signIn, DeadLinks deadLinks, Clock clock) {
    this.delegations = delegations;
    this.signIn = signIn;
    this.deadLinks = deadLinks;
    this.clock = clock;
  }

  @GetMapping(LIST)
  String list(Caller caller, Model model) {
    model.addAttribute("delegations", delegations.of(caller.organization()));
    model.addAttribute("now", clock.instant());
    return "migration/delegations";
  }

  /** The link is rendered into this one answer and is never to be had again. */
  @PostMapping(LIST)
  String make(
      @RequestParam(defaultValue = "") String name,
      @RequestParam(defaultValue = "") String days,
      @RequestParam(defaultValue = "false") boolean apiKey,
      Caller caller,
      Model model,
      HttpServletResponse response) {
    try {
      int count = days.matches("\\d{1,4}") ? Integer.parseInt(days) : 0;
      model.addAttribute(
          "made", delegations.make(caller.organization(), name, count, apiKey, caller.name()));
    } catch (InvalidInput e) {
      response.setStatus(422);
      model.addAttribute("problem", e.first());
    }
    return list(caller, model);
  }

  @PostMapping(LIST + "/{id}/revoke")
  String revoke(@PathVariable UUID id, Caller caller) {
    delegations.revoke(caller.organization(), id, caller.name());
    return "redirect:" + LIST;
  }

  @GetMapping(Delegations.PATH + "{token}")
  String open(
      @PathVariable String token,
      Model model,
      HttpServletRequest request,
      HttpServletResponse response) {
    response.setHeader("Cache-Control", "no-store");
    var found = delegations.open(new Secret(token));
    if (found.isEmpty()) {
      return deadLinks.answer(request, response);
    }
    model.addAttribute("delegation", found.get());
    model.addAttribute("token", token);
    return "migration/delegate";
  }

  @PostMapping(Delegations.PATH + "{token}")
  String begin(
      @PathVariable String token, HttpServletRequest request, HttpServletResponse response) {
    var found = delegations.open(new Secret(token));
    if (found.isEmpty()) {
      return deadLinks.answer(request, response);
    }
    signIn.signIn(found.get().id(), found.get().name(), request, response);
    return "redirect:" + PlanPages.HOME;
  }
}
