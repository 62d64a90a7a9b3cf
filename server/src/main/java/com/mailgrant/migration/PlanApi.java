package com.mailgrant.migration;

import com.mailgrant.access.Caller;
import com.mailgrant.access.Needs;
import com.mailgrant.access.Scope;
import com.mailgrant.account.AccountId;
import com.mailgrant.platform.MergePatch;
import com.mailgrant.platform.Missing;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The plan for programs: read it, note in it, take lists in and out. */
@RestController
@RequestMapping("/api/v1/migration")
class PlanApi {
  private static final int PAGE = 200;

  private final Plan plan;
  private final PlanImport imports;
  private final Discovery discovery;

  PlanApi(Plan plan, PlanImport imports, Discovery discovery) {
    this.plan = plan;
    this.imports = imports;
    this.discovery = discovery;
  }

  /** The progress of the company, and the lines by name. */
  @Needs(Scope.MIGRATION_READ)
  @GetMapping
  Page plan(
      @RequestParam(required = false) @Nullable String stage,
      @RequestParam(required = false) @Nullable String decision,
      @RequestParam(required = false) @Nullable String waitsFor,
      @RequestParam(required = false) @Nullable String q,
      @RequestParam(required = false) @Nullable String cursor,
      Caller caller) {
    var page =
        plan.page(
            caller.organization(),
            PlanFilter.of(stage, decision, waitsFor, q),
            PlanCursor.parse(cursor),
            0,
            PAGE + 1);
    var lines = page.lines().stream().limit(PAGE).toList();
    return new Page(
        page.progress(),
        lines.stream().map(PlanView::of).toList(),
        page.found(),
        page.lines().size() > PAGE ? PlanCursor.after(lines.getLast().entry()).toString() : null);
  }

  /** Adds a line for an account that is not there yet. */
  @Needs(Scope.MIGRATION_WRITE)
  @PostMapping("/entries")
  ResponseEntity<PlanView> add(@RequestBody LineDraft draft, Caller caller) {
    var checked = draft.check();
    var entry = plan.add(caller.organization(), checked.planned(), checked.notes());
    return ResponseEntity.created(URI.create("/api/v1/migration/entries/" + entry.id()))
        .eTag(String.valueOf(entry.version()))
        .body(PlanView.of(plan.line(caller.organization(), entry.id())));
  }

  /** One line of the plan, with its ETag. */
  @Needs(Scope.MIGRATION_READ)
  @GetMapping("/entries/{id}")
  ResponseEntity<PlanView> line(@PathVariable UUID id, Caller caller) {
    return answer(plan.line(caller.organization(), id));
  }

  /** The line of a mail account, with its ETag. */
  @Needs(Scope.MIGRATION_READ)
  @GetMapping("/accounts/{account}")
  ResponseEntity<PlanView> ofAccount(@PathVariable String account, Caller caller) {
    return answer(
        AccountId.parse(account)
            .flatMap(id -> plan.ofAccount(caller.organization(), id))
            .map(entry -> plan.line(caller.organization(), entry.id()))
            .orElseThrow(() -> new Missing("wrong.missing.line-of-the-plan")));
  }

  /** Keeps notes about a line; what is left out stays as it is. */
  @Needs(Scope.MIGRATION_WRITE)
  @PatchMapping(
      path = "/entries/{id}",
      consumes = {"application/merge-patch+json", MediaType.APPLICATION_JSON_VALUE})
  ResponseEntity<PlanView> note(
      @PathVariable UUID id,
      @RequestBody NotesDraft notes,
      @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch,
      Caller caller) {
    var before = plan.find(caller.organization(), id);
    plan.note(
        caller.organization(),
        id,
        notes.check(before.notes()),
        MergePatch.version(ifMatch, "line of the plan"));
    return answer(plan.line(caller.organization(), id));
  }

  /** Only of a line that has no mail account. */
  @Needs(Scope.MIGRATION_WRITE)
  @DeleteMapping("/entries/{id}")
  ResponseEntity<Void> remove(@PathVariable UUID id, Caller caller) {
    plan.remove(caller.organization(), id);
    return ResponseEntity.noContent().build();
  }

  /** Takes a list in: all of it, or nothing and what is wrong with it. */
  @Needs(Scope.MIGRATION_WRITE)
  @PostMapping("/import")
  ResponseEntity<PlanImport.Outcome> read(
      @RequestBody byte[] list,
      @RequestParam(defaultValue = "false") boolean dryRun,
      Caller caller) {
    var outcome = imports.read(caller.organization(), list, dryRun, caller.name());
    return ResponseEntity.status(outcome.errors().isEmpty() ? 200 : 422).body(outcome);
  }

  /** The plan as a list that the import reads back to the same plan. */
  @Needs(Scope.MIGRATION_READ)
  @GetMapping(path = "/export", produces = "text/csv")
  ResponseEntity<byte[]> export(Caller caller) {
    return csv(plan, caller);
  }

  /** What an address uses, as its domain tells. */
  @Needs(Scope.MIGRATION_READ)
  @GetMapping("/discovery")
  Discovery.Found discover(@RequestParam String address) {
    return discovery.look(address);
  }

  static ResponseEntity<byte[]> csv(Plan plan, Caller caller) {
    return ResponseEntity.ok()
        .contentType(new MediaType("text", "csv", StandardCharsets.UTF_8))
        .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"migration-plan.csv\"")
        .header(HttpHeaders.CACHE_CONTROL, "no-store")
        .body(PlanExport.csv(reader -> plan.each(caller.organization(), PlanFilter.ALL, reader)));
  }

  private static ResponseEntity<PlanView> answer(PlanLine line) {
    return ResponseEntity.ok().eTag(String.valueOf(line.entry().version())).body(PlanView.of(line));
  }

  /**
   * @param found how many lines there are in all that fit
   * @param next cursor of the next page; left out on the last one
   */
  record Page(PlanProgress progress, List<PlanView> items, long found, @Nullable String next) {}
}
