package com.mailgrant.migration;

import com.mailgrant.access.Caller;
import com.mailgrant.platform.InvalidInput;
import com.mailgrant.platform.PageTexts;
import com.mailgrant.platform.Refused;
import java.util.UUID;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Many mailboxes at once by the application's own sign-in. */
@Controller
@RequestMapping(PlanPages.HOME + "/application")
class ApplicationPages {
  /** To try a closed door with; any of them will do. */
  private static final int MOST_OFFERED = 200;

  private final ApplicationDesk desk;
  private final Rounds rounds;
  private final Plan plan;
  private final PageTexts texts;

  ApplicationPages(ApplicationDesk desk, Rounds rounds, Plan plan, PageTexts texts) {
    this.texts = texts;
    this.rounds = rounds;
    this.desk = desk;
    this.plan = plan;
  }

  @GetMapping
  String show(@RequestParam(defaultValue = "") String objectId, Caller caller, Model model) {
    model.addAttribute("objectId", objectId);
    try {
      model.addAttribute("commands", desk.commands(caller.organization(), objectId));
    } catch (InvalidInput e) {
      model.addAttribute("objectIdError", e.first());
      model.addAttribute("commands", desk.commands(caller.organization(), null));
    }
    model.addAttribute(
        "lines",
        plan.accountLines(caller.organization()).stream()
            .filter(line -> line.account() != null)
            .filter(
                line -> line.signedIn() || (line.account() != null && line.account().useOAuth()))
            .limit(MOST_OFFERED)
            .toList());
    return "migration/application";
  }

  @PostMapping
  String connectAll(Caller caller, RedirectAttributes flash) {
    flash.addFlashAttribute("connecting", rounds.beginConnecting(caller.organization()));
    return "redirect:" + PlanPages.HOME + "/application";
  }

  @PostMapping("/outside")
  String outside(
      @RequestParam UUID entry,
      @RequestParam(defaultValue = "") String mailbox,
      Caller caller,
      RedirectAttributes flash) {
    try {
      var outside = desk.outside(plan.find(caller.organization(), entry), mailbox);
      if (outside.refused()) {
        flash.addFlashAttribute(
            "flash", texts.of("migration.application.refused", outside.mailbox(), outside.words()));
      } else {
        flash.addFlashAttribute(
            "problem", texts.of("migration.application.opened", outside.mailbox()));
      }
    } catch (Refused e) {
      flash.addFlashAttribute("problem", e.sentence().forReader());
    } catch (InvalidInput e) {
      flash.addFlashAttribute("problem", e.first());
    }
    return "redirect:" + PlanPages.HOME + "/application";
  }
}
