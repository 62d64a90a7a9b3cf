package com.mailgrant.access;

import com.mailgrant.platform.Sentence;
import jakarta.servlet.http.HttpSession;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The sign-in page of Mailgrant itself, and the ways that lead to the first page. */
@Controller
class SignInController {
  @GetMapping("/sign-in")
  String signIn(
      @RequestParam(required = false) @Nullable String failed, HttpSession session, Model model) {
    if (failed != null && session.getAttribute(SignInFailed.SENTENCE) instanceof String stored) {
      model.addAttribute("message", Sentence.restored(stored, null));
    }
    return "access/sign-in";
  }

  @GetMapping({"/", "/setup", "/setup/configuration/mail-accounts"})
  String home() {
    return "redirect:/setup/configuration/email/mail-accounts";
  }
}
