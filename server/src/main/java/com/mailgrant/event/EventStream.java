package com.mailgrant.event;

import com.mailgrant.access.Caller;
import com.mailgrant.organization.OrganizationId;
import com.mailgrant.platform.InvalidInput;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import tools.jackson.databind.json.JsonMapper;

/**
 * The log as server-sent events (WHATWG HTML 9.2), for pages of signed-in people. Each message is
 * an {@link Event} whose id is its cursor, so that a browser that lost the connection goes on
 * behind the last one it got.
 */
@Controller
class EventStream {
  /** Proxies close connections on which nothing moves, often after 30 or 60 s. */
  private static final Duration SIGN_OF_LIFE = Duration.ofSeconds(15);

  /** Then the browser comes again by itself, and has to be signed in still. */
  private static final Duration LONGEST = Duration.ofMinutes(5);

  private static final int PIECE = 100;

  private final EventLog log;
  private final JsonMapper json;

  EventStream(EventLog log, JsonMapper json) {
    this.log = log;
    this.json = json;
  }

  /**
   * @param lastEventId sent by the browser when it comes again
   * @param after where to begin the first time; nothing for now
   */
  @GetMapping(path = "/events/stream", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
  void follow(
      @RequestHeader(name = "Last-Event-ID", required = false) @Nullable String lastEventId,
      @RequestParam(required = false) @Nullable String after,
      @RequestParam(required = false) @Nullable List<String> account,
      @RequestParam(required = false) @Nullable List<String> type,
      Caller caller,
      HttpServletResponse response)
      throws IOException, InterruptedException {
    var filter = EventFilter.parse("type", type, "account", account);
    long cursor = begin(caller.organization(), lastEventId == null ? after : lastEventId);
    response.setContentType(MediaType.TEXT_EVENT_STREAM_VALUE);
    response.setHeader("Cache-Control", "no-store");
    response.setHeader("X-Accel-Buffering", "no");
    try {
      write(response, "retry: 2000\n\n");
      write(caller.organization(), filter, cursor, response);
    } catch (IOException e) {
      // The browser left; there is nobody to tell.
    }
  }

  private void write(
      OrganizationId organization, EventFilter filter, long after, HttpServletResponse response)
      throws IOException, InterruptedException {
    long end = System.nanoTime() + LONGEST.toNanos();
    long cursor = after;
    while (log.isOpen() && System.nanoTime() < end) {
      var page = log.read(organization, filter, cursor, PIECE);
      cursor = page.next();
      if (!page.events().isEmpty()) {
        write(response, messages(page.events()));
      } else if (!log.await(organization, cursor, SIGN_OF_LIFE) && log.isOpen()) {
        write(response, ": nothing new\n\n");
      }
    }
  }

  private String messages(List<Event> events) {
    var text = new StringBuilder();
    for (var event : events) {
      text.append("id: ").append(event.cursor()).append('\n');
      text.append("data: ").append(json.writeValueAsString(event)).append("\n\n");
    }
    return text.toString();
  }

  /** A browser that comes with a cursor of another log gets what happens from now on. */
  private long begin(OrganizationId organization, @Nullable String wish) {
    try {
      return log.cursor(organization, "after", wish == null ? "latest" : wish);
    } catch (InvalidInput e) {
      return log.newest(organization);
    }
  }

  private static void write(HttpServletResponse response, String text) throws IOException {
    response.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
    response.flushBuffer();
  }
}
