package com.mailgrant.migration;

import com.mailgrant.access.Caller;
import com.mailgrant.account.AccountId;
import com.mailgrant.platform.InvalidInput;
import com.mailgrant.platform.MailgrantProperties;
import com.mailgrant.platform.Missing;
import com.mailgrant.platform.PageTexts;
import java.io.IOException;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.UUID;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Setup > Configuration > Email > Migration: the plan, its lists in and out, and the look-up. */
@Controller
@RequestMapping(PlanPages.HOME)
class PlanPages {
  static final String HOME = "/setup/configuration/email/migration";
  static final int PAGE = 100;
  private static final int MOST_PAGES = 1_000_000;

  /** As many as a browser can lay out; more belong into a spreadsheet. */
  private static final int MOST_PRINTED = 2_000;

  private final Plan plan;
  private final PlanTable table;
  private final PlanImport imports;
  private final Invitations invitations;
  private final Discovery discovery;
  private final PageTexts texts;
  private final MailgrantProperties properties;
  private final Clock clock;

  PlanPages(
      Plan plan,
      PlanTable table,
      PlanImport imports,
      Invitations invitations,
      Discovery discovery,
      PageTexts texts,
      MailgrantProperties properties,
      Clock clock) {
    this.plan = plan;
    this.table = table;
    this.imports = imports;
    this.invitations = invitations;
    this.discovery = discovery;
    this.texts = texts;
    this.properties = properties;
    this.clock = clock;
  }

  @GetMapping
  String plan(
      @RequestParam(defaultValue = "") String stage,
      @RequestParam(defaultValue = "") String decision,
      @RequestParam(defaultValue = "") String waitsFor,
      @RequestParam(defaultValue = "") String q,
      @RequestParam(defaultValue = "1") int page,
      Caller caller,
      Model model) {
    var filter = filter(stage, decision, waitsFor, q);
    long skipped = (Math.clamp(page, 1, MOST_PAGES) - 1L) * PAGE;
    var seen = plan.page(caller.organization(), filter, null, skipped, PAGE);
    int pages = pages(seen.found());
    model.addAttribute("progress", seen.progress());
    model.addAttribute("lines", seen.lines());
    model.addAttribute("found", seen.found());
    model.addAttribute("page", Math.clamp(page, 1, pages));
    model.addAttribute("pages", pages);
    model.addAttribute("stage", stage);
    model.addAttribute("decision", decision);
    model.addAttribute("waitsFor", waitsFor);
    model.addAttribute("q", q);
    model.addAttribute("stages", Stage.values());
    model.addAttribute("decisions", Decision.values());
    model.addAttribute("missing", seen.missing());
    model.addAttribute("toBeAsked", seen.toBeAsked());
    model.addAttribute("remindAfter", properties.migration().remindAfter().toDays());
    model.addAttribute("ready", seen.ready());
    model.addAttribute("carriers", invitations.carriers(caller.organization()));
    model.addAttribute("today", LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC));
    return "migration/plan";
  }

  /** For paper: what was chosen on one page, without buttons (row R9). */
  @GetMapping("/print")
  String print(
      @RequestParam(defaultValue = "") String stage,
      @RequestParam(defaultValue = "") String decision,
      @RequestParam(defaultValue = "") String waitsFor,
      @RequestParam(defaultValue = "") String q,
      Caller caller,
      Model model) {
    var seen =
        plan.page(
            caller.organization(), filter(stage, decision, waitsFor, q), null, 0, MOST_PRINTED);
    model.addAttribute("lines", seen.lines());
    model.addAttribute("found", seen.found());
    model.addAttribute("progress", seen.progress());
    model.addAttribute("now", clock.instant());
    return "migration/print";
  }

  @GetMapping("/export")
  ResponseEntity<byte[]> export(Caller caller) {
    return PlanApi.csv(plan, caller);
  }

  @GetMapping("/import")
  String chooseList() {
    return "migration/import";
  }

  /** Looks through the list; nothing is imported yet. */
  @PostMapping("/import")
  String lookThrough(@RequestParam MultipartFile file, Caller caller, Model model)
      throws IOException {
    var bytes = file.getBytes();
    try {
      var outcome = imports.read(caller.organization(), bytes, true, caller.name());
      model.addAttribute("outcome", outcome);
      if (outcome.errors().isEmpty()) {
        var upload = UUID.randomUUID();
        table.keepUpload(upload, caller.organization(), bytes, clock.instant());
        model.addAttribute("upload", upload);
      }
    } catch (InvalidInput e) {
      model.addAttribute("problem", e.first());
    }
    return "migration/import";
  }

  /** Imports what was looked through; the plan may have changed since, so it is checked again. */
  @PostMapping("/import/now")
  String importNow(
      @RequestParam UUID upload, Caller caller, Model model, RedirectAttributes flash) {
    var bytes =
        table
            .upload(caller.organization(), upload)
            .orElseThrow(() -> new Missing("wrong.missing.list"));
    var outcome = imports.read(caller.organization(), bytes, false, caller.name());
    if (!outcome.imported()) {
      model.addAttribute("outcome", outcome);
      return "migration/import";
    }
    table.forgetUpload(upload);
    flash.addFlashAttribute(
        "flash",
        texts.of("migration.imported", outcome.added(), outcome.changed(), outcome.unchanged()));
    return "redirect:" + HOME;
  }

  /** What an address uses. */
  @GetMapping("/discovery")
  String discover(@RequestParam(defaultValue = "") String address, Model model) {
    model.addAttribute("address", address);
    if (!address.isBlank()) {
      try {
        model.addAttribute("discovered", discovery.look(address));
      } catch (InvalidInput e) {
        model.addAttribute("problem", e.first());
      }
    }
    return "migration/discovery";
  }

  /** Asks everybody who is missing. */
  @PostMapping("/invite")
  String invite(
      @RequestParam(defaultValue = "") String from, Caller caller, RedirectAttributes flash) {
    var carrier = AccountId.parse(from);
    if (carrier.isEmpty()) {
      flash.addFlashAttribute("noCarrier", true);
      return "redirect:" + HOME;
    }
    var made = invitations.inviteMissing(caller.organization(), carrier.get(), caller.name());
    flash.addFlashAttribute("invited", made.size());
    return "redirect:" + HOME;
  }

  /** What an address bar says that means nothing narrows nothing down. */
  private static PlanFilter filter(String stage, String decision, String waitsFor, String q) {
    return new PlanFilter(
        Stage.named(stage).orElse(null),
        Decision.named(decision).orElse(null),
        waitsFor.isEmpty() ? null : waitsFor,
        q.strip());
  }

  /** How many pages there are, at least one. */
  static int pages(long found) {
    return Math.toIntExact(Math.max(1, (found + PAGE - 1) / PAGE));
  }
}
