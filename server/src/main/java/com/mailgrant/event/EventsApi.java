package com.mailgrant.event;

import com.mailgrant.access.Caller;
import com.mailgrant.access.Needs;
import com.mailgrant.access.Scope;
import com.mailgrant.platform.InvalidInput;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The log for programs. */
@RestController
@RequestMapping("/api/v1/events")
class EventsApi {
  private static final int MOST = 1_000;
  private static final int LONGEST_WAIT_SECONDS = 30;

  private final EventLog log;

  EventsApi(EventLog log) {
    this.log = log;
  }

  /**
   * Events of the organization, oldest first. A reader keeps {@link Page#next} together with what
   * it made of the events, and sends it as {@code after} the next time; so it gets each event once,
   * whatever happens in between.
   *
   * @param after cursor after which to begin; 0 or nothing for the beginning, {@code latest} to
   *     learn where the log ends now
   * @param account ids of mail accounts, repeated or separated by commas; nothing for all
   * @param type names of {@link EventType} or groups such as {@code message.*}, repeated or
   *     separated by commas; nothing for all
   * @param limit 1 to 1,000
   * @param wait seconds to wait for an event if there is none yet, 0 to 30
   */
  @Needs(Scope.EVENTS_READ)
  @GetMapping
  Page list(
      @RequestParam(required = false) @Nullable String after,
      @RequestParam(required = false) @Nullable List<String> account,
      @RequestParam(required = false) @Nullable List<String> type,
      @RequestParam(defaultValue = "100") int limit,
      @RequestParam(defaultValue = "0") int wait,
      Caller caller)
      throws InterruptedException {
    if (limit < 1 || limit > MOST) {
      throw new InvalidInput("limit", "wrong.api.limit", MOST);
    }
    if (wait < 0 || wait > LONGEST_WAIT_SECONDS) {
      throw new InvalidInput("wait", "wrong.event.wait", LONGEST_WAIT_SECONDS);
    }
    var filter = EventFilter.parse("type", type, "account", account);
    var organization = caller.organization();
    long cursor = log.cursor(organization, "after", after);
    long deadline = System.nanoTime() + Duration.ofSeconds(wait).toNanos();
    var page = log.read(organization, filter, cursor, limit);
    while (page.events().isEmpty()
        && log.await(organization, page.next(), Duration.ofNanos(deadline - System.nanoTime()))) {
      page = log.read(organization, filter, page.next(), limit);
    }
    return new Page(page.events(), String.valueOf(page.next()), page.more());
  }

  /**
   * @param next to be sent as {@code after} the next time; it moves on even where the filter left
   *     everything out
   * @param more whether there is something after {@code next} already
   */
  record Page(List<Event> items, String next, boolean more) {}
}
