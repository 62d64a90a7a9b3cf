package com.mailgrant.migration;

import com.mailgrant.access.Caller;
import com.mailgrant.account.AccountId;
import com.mailgrant.account.Accounts;
import com.mailgrant.account.Conversions.Wish;
import com.mailgrant.connectiontest.TestReport;
import com.mailgrant.platform.InvalidInput;
import com.mailgrant.platform.MailgrantProperties;
import com.mailgrant.platform.Missing;
import com.mailgrant.platform.PageTexts;
import com.mailgrant.platform.Refused;
import com.mailgrant.provider.AccountType;
import com.mailgrant.provider.Cloud;
import com.mailgrant.provider.Clouds;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
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

/** One line of the plan: its notes, and everything that can be done next. */
@Controller
@RequestMapping(PlanPages.HOME)
class LinePages {
  private final Plan plan;
  private final Invitations invitations;
  private final ConversionDesk desk;
  private final Accounts accounts;
  private final Clouds clouds;
  private final Rounds rounds;
  private final AccountUses uses;
  private final PageTexts texts;
  private final MailgrantProperties properties;
  private final Clock clock;

  LinePages(
      Plan plan,
      Invitations invitations,
      ConversionDesk desk,
      Accounts accounts,
      Clouds clouds,
      Rounds rounds,
      AccountUses uses,
      PageTexts texts,
      MailgrantProperties properties,
      Clock clock) {
    this.plan = plan;
    this.invitations = invitations;
    this.desk = desk;
    this.accounts = accounts;
    this.clouds = clouds;
    this.rounds = rounds;
    this.uses = uses;
    this.texts = texts;
    this.properties = properties;
    this.clock = clock;
  }

  @GetMapping("/entries/{id}")
  String show(@PathVariable UUID id, Caller caller, Model model) {
    return page(id, caller, model, Map.of());
  }

  /** From the guard at the form of a new account, which knows the account alone. */
  @GetMapping("/accounts/{account}")
  String ofAccount(@PathVariable String account, Caller caller) {
    return AccountId.parse(account)
        .flatMap(id -> plan.ofAccount(caller.organization(), id))
        .map(entry -> to(entry.id()))
        .orElseThrow(() -> new Missing("wrong.missing.line-of-the-plan"));
  }

  @PostMapping("/entries/{id}")
  String note(
      @PathVariable UUID id,
      @ModelAttribute NotesDraft notes,
      @RequestParam(required = false) @Nullable Long version,
      Caller caller,
      Model model,
      RedirectAttributes flash,
      HttpServletResponse response) {
    try {
      var before = plan.find(caller.organization(), id);
      plan.note(caller.organization(), id, notes.check(before.notes()), version);
      flash.addFlashAttribute("flash", texts.of("migration.line.saved"));
      return to(id);
    } catch (InvalidInput e) {
      response.setStatus(422);
      var errors = new LinkedHashMap<String, String>();
      e.errors()
          .forEach(error -> errors.merge(error.field(), error.message(), (a, b) -> a + " " + b));
      return page(id, caller, model, errors);
    } catch (Refused e) {
      flash.addFlashAttribute("problem", e.sentence().forReader());
      return to(id);
    }
  }

  /** The link is rendered into this one answer and is never to be had again. */
  @PostMapping("/entries/{id}/invite")
  String invite(
      @PathVariable UUID id,
      @RequestParam(defaultValue = "") String from,
      Caller caller,
      Model model,
      RedirectAttributes flash) {
    return tried(
        id,
        flash,
        () -> {
          var carrier = AccountId.parse(from).orElse(null);
          var made =
              invitations.invite(plan.find(caller.organization(), id), carrier, caller.name());
          model.addAttribute("made", made);
          return page(id, caller, model, Map.of());
        });
  }

  @PostMapping("/entries/{id}/revoke")
  String revoke(@PathVariable UUID id, Caller caller, RedirectAttributes flash) {
    return done(id, caller, flash, "revoked", entry -> invitations.revoke(entry, caller.name()));
  }

  /** Says who signs in, and at which provider. */
  @PostMapping("/entries/{id}/begin")
  String begin(
      @PathVariable UUID id, @ModelAttribute Wish wish, Caller caller, RedirectAttributes flash) {
    return done(id, caller, flash, "begun", entry -> desk.begin(entry, wish));
  }

  @PostMapping("/entries/{id}/give-up")
  String giveUp(@PathVariable UUID id, Caller caller, RedirectAttributes flash) {
    return done(id, caller, flash, "given-up", desk::giveUp);
  }

  @PostMapping("/entries/{id}/prove")
  String prove(@PathVariable UUID id, Caller caller, RedirectAttributes flash) {
    return tried(
        id,
        flash,
        () -> {
          var report = desk.prove(plan.find(caller.organization(), id));
          if (report.status() == TestReport.Status.PASSED) {
            flash.addFlashAttribute("flash", texts.of("migration.line.proved"));
          } else {
            flash.addFlashAttribute(
                "problem", texts.of("migration.line.not-proved", String.valueOf(report.errorId())));
          }
          return to(id);
        });
  }

  @PostMapping("/entries/{id}/switch")
  String convert(@PathVariable UUID id, Caller caller, RedirectAttributes flash) {
    return done(id, caller, flash, "switched", entry -> desk.convert(entry, caller.name()));
  }

  /** Everything that is ready; nobody has to wait for the end. */
  @PostMapping("/switch")
  String convertReady(Caller caller, RedirectAttributes flash) {
    flash.addFlashAttribute(
        "converting", rounds.beginConverting(caller.organization(), caller.name()));
    return "redirect:" + PlanPages.HOME;
  }

  @PostMapping("/entries/{id}/rollback")
  String goBack(@PathVariable UUID id, Caller caller, RedirectAttributes flash) {
    return done(id, caller, flash, "went-back", entry -> desk.goBack(entry, caller.name()));
  }

  /** The new account, prefilled from the plan (row R10). */
  @PostMapping("/entries/{id}/account")
  String create(
      @PathVariable UUID id, @ModelAttribute Wish wish, Caller caller, RedirectAttributes flash) {
    return done(id, caller, flash, "created", entry -> desk.create(entry, wish));
  }

  @PostMapping("/entries/{id}/remove")
  String remove(@PathVariable UUID id, Caller caller, RedirectAttributes flash) {
    return tried(
        id,
        flash,
        () -> {
          plan.remove(caller.organization(), id);
          flash.addFlashAttribute("flash", texts.of("migration.line.removed"));
          return "redirect:" + PlanPages.HOME;
        });
  }

  /** A part of the page that asks before accounts are deleted: what hangs on them (row R8). */
  @GetMapping("/uses")
  String uses(@RequestParam(defaultValue = "") List<String> account, Caller caller, Model model) {
    var found = uses.of(caller.organization(), account);
    model.addAttribute("lines", found.lines());
    model.addAttribute("endpoints", found.endpoints());
    return "migration/uses";
  }

  @GetMapping("/deleted")
  String deleted(@RequestParam(defaultValue = "1") int page, Caller caller, Model model) {
    long found = accounts.countParked(caller.organization());
    int pages = PlanPages.pages(found);
    int shown = Math.clamp(page, 1, pages);
    model.addAttribute(
        "parked",
        accounts.parked(caller.organization(), (shown - 1L) * PlanPages.PAGE, PlanPages.PAGE));
    model.addAttribute("found", found);
    model.addAttribute("page", shown);
    model.addAttribute("pages", pages);
    model.addAttribute("days", properties.migration().undoWithin().toDays());
    return "migration/deleted";
  }

  @PostMapping("/deleted/restore")
  String bringBack(@RequestParam String account, Caller caller, RedirectAttributes flash) {
    try {
      var id =
          AccountId.parse(account)
              .orElseThrow(() -> new Missing("wrong.missing.deleted-mail-account"));
      var back = desk.bringBack(caller.organization(), id, caller.name());
      flash.addFlashAttribute("flash", texts.of("migration.deleted.back", back.accountName()));
      return "redirect:/setup/configuration/email/mail-accounts/" + back.id();
    } catch (Refused e) {
      flash.addFlashAttribute("problem", e.sentence().forReader());
      return "redirect:" + PlanPages.HOME + "/deleted";
    }
  }

  private String page(UUID id, Caller caller, Model model, Map<String, String> errors) {
    var line = plan.line(caller.organization(), id);
    model.addAttribute("line", line);
    model.addAttribute("errors", errors);
    model.addAttribute("decisions", Decision.values());
    model.addAttribute("clouds", clouds.all());
    model.addAttribute("signInAt", signInAt(line));
    model.addAttribute(
        "types",
        Arrays.stream(AccountType.values()).filter(type -> type != AccountType.GENERIC).toList());
    model.addAttribute("carriers", invitations.carriers(caller.organization()));
    model.addAttribute("now", clock.instant());
    model.addAttribute("days", properties.migration().undoWithin().toDays());
    return "migration/line";
  }

  /** The provider at which somebody signs in for what was begun. */
  private String signInAt(PlanLine line) {
    var conversion = line.conversion();
    var cloud = conversion == null ? null : conversion.converted().cloud();
    return cloud == null ? "" : clouds.named(cloud).map(Cloud::displayName).orElse(cloud);
  }

  /** Does it, and says so on the page of the line. */
  private String done(
      UUID id, Caller caller, RedirectAttributes flash, String said, Consumer<PlanEntry> what) {
    return tried(
        id,
        flash,
        () -> {
          what.accept(plan.find(caller.organization(), id));
          flash.addFlashAttribute("flash", texts.of("migration.line." + said));
          return to(id);
        });
  }

  /** What cannot be done now says so on the page of the line. */
  private static String tried(UUID id, RedirectAttributes flash, Action action) {
    try {
      return action.run();
    } catch (Refused e) {
      flash.addFlashAttribute("problem", e.sentence().forReader());
    } catch (InvalidInput e) {
      flash.addFlashAttribute(
          "problem",
          e.errors().stream().map(InvalidInput.FieldError::message).findFirst().orElse(""));
    }
    return to(id);
  }

  private static String to(UUID id) {
    return "redirect:" + PlanPages.HOME + "/entries/" + id;
  }

  @FunctionalInterface
  private interface Action {
    String run();
  }
}
