package com.mailgrant.outbox;

import com.mailgrant.access.Caller;
import com.mailgrant.account.Accounts;
import com.mailgrant.diagnosis.Diagnoses;
import com.mailgrant.event.EventLog;
import com.mailgrant.outbox.OutboxDesk.Bulk;
import com.mailgrant.platform.PageTexts;
import com.mailgrant.platform.Refused;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
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
import org.springframework.web.util.UriComponentsBuilder;

/** Setup > Configuration > Email > Outbox: what waits and why, changing while one looks. */
@Controller
@RequestMapping("/setup/configuration/email/outbox")
class OutboxPages {
  private static final String HOME = "/setup/configuration/email/outbox";
  private static final int SHOWN = 50;

  private final Outbox outbox;
  private final OutboxDesk desk;
  private final Accounts accounts;
  private final Diagnoses diagnoses;
  private final EventLog log;
  private final PageTexts texts;
  private final Clock clock;

  OutboxPages(
      Outbox outbox,
      OutboxDesk desk,
      Accounts accounts,
      Diagnoses diagnoses,
      EventLog log,
      PageTexts texts,
      Clock clock) {
    this.outbox = outbox;
    this.desk = desk;
    this.accounts = accounts;
    this.diagnoses = diagnoses;
    this.log = log;
    this.texts = texts;
    this.clock = clock;
  }

  /**
   * @param why title of the last trouble; null where there was none
   */
  public record Row(OutboxMessage message, String accountName, @Nullable String why) {}

  @GetMapping
  String page(
      @RequestParam(required = false) @Nullable String state,
      @RequestParam(required = false) @Nullable UUID account,
      @RequestParam(required = false) @Nullable String cursor,
      Caller caller,
      Model model) {
    fill(state, account, cursor, caller, model);
    return "outbox/outbox";
  }

  /** Asked for by the page whenever the stream says that there is something new. */
  @GetMapping("/newest")
  String newest(
      @RequestParam(required = false) @Nullable String state,
      @RequestParam(required = false) @Nullable UUID account,
      Caller caller,
      Model model) {
    fill(state, account, null, caller, model);
    return "outbox/outbox :: messages";
  }

  /**
   * One of the buttons beside a message.
   *
   * @param back whether it stood on the page of the message
   */
  @PostMapping("/{message}/{action:try-again|cancel|mark-sent}")
  String act(
      @PathVariable UUID message,
      @PathVariable String action,
      @RequestParam(required = false) @Nullable String back,
      @RequestParam(required = false) @Nullable String state,
      @RequestParam(required = false) @Nullable UUID account,
      Caller caller,
      RedirectAttributes flash) {
    var organization = caller.organization();
    switch (action) {
      case "try-again" ->
          change(() -> outbox.retry(organization, message), "outbox.tried-again", flash);
      case "cancel" ->
          change(() -> outbox.cancel(organization, message), "outbox.cancelled", flash);
      default -> change(() -> outbox.markSent(organization, message), "outbox.marked-sent", flash);
    }
    return "redirect:" + back(back, message, state, account, caller);
  }

  private void change(Runnable change, String done, RedirectAttributes flash) {
    try {
      change.run();
      flash.addFlashAttribute("flash", texts.of(done));
    } catch (Refused e) {
      flash.addFlashAttribute("flash", texts.of("outbox.too-late"));
    }
  }

  private String back(
      @Nullable String back,
      UUID message,
      @Nullable String state,
      @Nullable UUID account,
      Caller caller) {
    return "message".equals(back)
        ? MessagePages.address(outbox.get(caller.organization(), message))
        : address("", state, account, null);
  }

  /** To all that the filter shows, also on further pages. */
  @PostMapping("/all")
  String all(
      @RequestParam String action,
      @RequestParam String state,
      @RequestParam(required = false) @Nullable UUID account,
      Caller caller,
      RedirectAttributes flash) {
    var done = desk.bulk(caller.organization(), new Bulk(action, null, account, state));
    flash.addFlashAttribute("flash", texts.of("outbox.done", done.done(), done.skipped()));
    return "redirect:" + address("", state, account, null);
  }

  private void fill(
      @Nullable String state,
      @Nullable UUID account,
      @Nullable String cursor,
      Caller caller,
      Model model) {
    var organization = caller.organization();
    var wanted = state == null || state.isBlank() ? null : OutboxState.parse("state", state);
    var after = cursor == null || cursor.isBlank() ? null : OutboxCursor.parse(cursor);
    var page = desk.page(organization, new OutboxFilter(account, wanted), after, SHOWN);
    var names = new LinkedHashMap<String, String>();
    accounts.of(organization).forEach(it -> names.put(it.id().toString(), it.accountName()));
    var summary = desk.summary(organization, account);
    model.addAttribute(
        "rows", page.items().stream().map(message -> row(message, names, caller)).toList());
    model.addAttribute("summary", summary);
    model.addAttribute(
        "troubled", summary.count(OutboxState.HELD) + summary.count(OutboxState.UNKNOWN) > 0);
    model.addAttribute("oldest", age(summary.oldestWaiting()));
    model.addAttribute("state", wanted == null ? "" : wanted.apiName());
    model.addAttribute("account", account == null ? "" : account.toString());
    model.addAttribute("states", OutboxState.values());
    model.addAttribute("accounts", names);
    model.addAttribute("isNewest", after == null);
    model.addAttribute("newestAddress", address("/newest", state, account, null));
    model.addAttribute("streamAddress", stream(caller));
    model.addAttribute(
        "olderAddress", page.next() == null ? null : address("", state, account, page.next()));
  }

  private Row row(OutboxMessage message, Map<String, String> names, Caller caller) {
    var errorId = message.errorId();
    var why =
        errorId == null
            ? null
            : diagnoses
                .find(caller.organization().value(), errorId)
                .map(report -> report.diagnosis().title())
                .orElse(errorId);
    return new Row(message, names.getOrDefault(message.accountId(), message.accountId()), why);
  }

  /** How long ago, as a person says it; null where there is nothing. */
  private @Nullable String age(@Nullable Instant since) {
    if (since == null) {
      return null;
    }
    var age = Duration.between(since, clock.instant());
    if (age.toDays() > 0) {
      return texts.of("outbox.age.days", age.toDays(), age.toHoursPart());
    }
    return age.toHours() > 0
        ? texts.of("outbox.age.hours", age.toHours(), age.toMinutesPart())
        : texts.of("outbox.age.minutes", Math.max(0, age.toMinutes()));
  }

  private String stream(Caller caller) {
    return UriComponentsBuilder.fromPath("/events/stream")
        .queryParam("type", "message.*")
        .queryParam("after", log.newest(caller.organization()))
        .encode()
        .toUriString();
  }

  private static String address(
      String below, @Nullable String state, @Nullable UUID account, @Nullable String cursor) {
    return UriComponentsBuilder.fromPath(HOME + below)
        .queryParamIfPresent("state", Optional.ofNullable(state).filter(word -> !word.isBlank()))
        .queryParamIfPresent("account", Optional.ofNullable(account))
        .queryParamIfPresent("cursor", Optional.ofNullable(cursor))
        .encode()
        .toUriString();
  }
}
