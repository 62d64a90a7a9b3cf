package com.mailgrant.event;

import com.mailgrant.access.Caller;
import com.mailgrant.account.Accounts;
import com.mailgrant.account.MailAccount;
import com.mailgrant.diagnosis.Catalogue;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.util.UriComponentsBuilder;

/** Setup > Configuration > Email > Events: what happened, newest first, growing while one looks. */
@Controller
@RequestMapping("/setup/configuration/email/events")
class EventPages {
  private static final String HOME = "/setup/configuration/email/events";
  private static final int SHOWN = 50;

  private final EventLog log;
  private final Accounts accounts;
  private final Catalogue catalogue;

  EventPages(EventLog log, Accounts accounts, Catalogue catalogue) {
    this.log = log;
    this.accounts = accounts;
    this.catalogue = catalogue;
  }

  @GetMapping
  String page(
      @RequestParam(required = false) @Nullable String type,
      @RequestParam(required = false) @Nullable String account,
      @RequestParam(required = false) @Nullable Long before,
      Caller caller,
      Model model) {
    fill(type, account, before, caller, model);
    return "event/events";
  }

  /** Asked for by the page whenever the stream says that there is something new. */
  @GetMapping("/newest")
  String newest(
      @RequestParam(required = false) @Nullable String type,
      @RequestParam(required = false) @Nullable String account,
      Caller caller,
      Model model) {
    fill(type, account, null, caller, model);
    return "event/events :: events";
  }

  private void fill(
      @Nullable String type,
      @Nullable String account,
      @Nullable Long before,
      Caller caller,
      Model model) {
    var filter = EventFilter.parse("type", listed(type), "account", listed(account));
    var organization = caller.organization();
    long newest = log.newest(organization);
    var events =
        log.newestFirst(organization, filter, before == null ? Long.MAX_VALUE : before, SHOWN);
    var names = new LinkedHashMap<UUID, String>();
    for (MailAccount known : accounts.of(organization)) {
      names.put(known.id().value(), known.accountName());
    }
    model.addAttribute("lines", events.stream().map(event -> line(event, names)).toList());
    model.addAttribute("type", type == null ? "" : type);
    model.addAttribute("account", account == null ? "" : account);
    model.addAttribute("types", EventType.values());
    model.addAttribute("accounts", names);
    model.addAttribute("isNewest", before == null);
    model.addAttribute("newestAddress", address("/newest", type, account, null));
    model.addAttribute("streamAddress", stream(type, account, newest));
    model.addAttribute(
        "olderAddress",
        events.size() < SHOWN ? null : address("", type, account, events.getLast().cursor()));
  }

  private EventLine line(Event event, Map<UUID, String> names) {
    var account = event.account();
    return EventLine.of(event, account == null ? null : names.get(account), catalogue);
  }

  private static List<String> listed(@Nullable String word) {
    return word == null ? List.of() : List.of(word);
  }

  private static String address(
      String below, @Nullable String type, @Nullable String account, @Nullable Long before) {
    return filtered(UriComponentsBuilder.fromPath(HOME + below), type, account)
        .queryParamIfPresent("before", java.util.Optional.ofNullable(before))
        .encode()
        .toUriString();
  }

  private static String stream(@Nullable String type, @Nullable String account, long after) {
    return filtered(UriComponentsBuilder.fromPath("/events/stream"), type, account)
        .queryParam("after", after)
        .encode()
        .toUriString();
  }

  private static UriComponentsBuilder filtered(
      UriComponentsBuilder address, @Nullable String type, @Nullable String account) {
    if (type != null && !type.isBlank()) {
      address.queryParam("type", type);
    }
    if (account != null && !account.isBlank()) {
      address.queryParam("account", account);
    }
    return address;
  }
}
