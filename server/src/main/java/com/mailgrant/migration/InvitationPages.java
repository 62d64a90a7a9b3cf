package com.mailgrant.migration;

import com.mailgrant.platform.Secret;
import com.mailgrant.provider.MailProviders;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;

/**
 * What the bearer of a link sees, outside of the sign-in of Mailgrant: who is asked for what, and
 * Login. A link that does not serve, whatever the reason, gets one and the same answer.
 */
@Controller
@RequestMapping(Invitations.PATH + "{token}")
class InvitationPages {
  private final Invitations invitations;
  private final MailProviders providers;
  private final DeadLinks deadLinks;

  InvitationPages(Invitations invitations, MailProviders providers, DeadLinks deadLinks) {
    this.invitations = invitations;
    this.providers = providers;
    this.deadLinks = deadLinks;
  }

  @GetMapping
  String open(
      @PathVariable String token,
      Model model,
      HttpServletRequest request,
      HttpServletResponse response) {
    response.setHeader("Cache-Control", "no-store");
    var asked = invitations.open(new Secret(token));
    if (asked.isEmpty()) {
      return deadLinks.answer(request, response);
    }
    model.addAttribute("asked", asked.get());
    model.addAttribute("token", token);
    return "migration/invitation";
  }

  @PostMapping("/login")
  String loginPressed(
      @PathVariable String token,
      Model model,
      HttpServletRequest request,
      HttpServletResponse response) {
    response.setHeader("Cache-Control", "no-store");
    var asked = invitations.open(new Secret(token));
    var started = invitations.login(new Secret(token));
    if (asked.isEmpty() || started.isEmpty()) {
      return deadLinks.answer(request, response);
    }
    var url = started.get().authorizationUrl();
    model.addAttribute("account", started.get().account());
    model.addAttribute("authorizationUrl", url.toString());
    model.addAttribute("host", url.getHost());
    model.addAttribute("screens", providers.of(asked.get().account().type()).signInScreens());
    return "login/leaving";
  }
}
