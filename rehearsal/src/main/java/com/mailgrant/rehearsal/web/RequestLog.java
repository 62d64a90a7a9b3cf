package com.mailgrant.rehearsal.web;

import com.mailgrant.rehearsal.RehearsalClock;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** What the identity provider was asked lately, without secrets. Thread-safe. */
@Component
public class RequestLog {
  private static final int MOST = 50;
  private static final int LONGEST = 300;
  private static final String NOTE = RequestLog.class.getName();

  /** Everything else may be a secret, or lead to one. */
  private static final Set<String> HARMLESS =
      Set.of(
          "access_type",
          "answer",
          "client_assertion_type",
          "client_id",
          "domain_hint",
          "grant_type",
          "login_hint",
          "prompt",
          "redirect_uri",
          "response_mode",
          "response_type",
          "scope",
          "username");

  private final Clock clock;
  private final Deque<Entry> entries = new ArrayDeque<>();

  RequestLog(RehearsalClock clock) {
    this.clock = clock;
  }

  /**
   * @param status 0 where the connection was closed without an answer
   */
  public record Entry(
      Instant at, String method, String path, String said, int status, String note) {}

  /** Newest first. */
  public synchronized List<Entry> latest() {
    return List.copyOf(entries);
  }

  /** Adds what became of the request to its line. */
  public static void note(HttpServletRequest request, String what) {
    request.setAttribute(NOTE, what);
  }

  synchronized void add(HttpServletRequest request, int status) {
    var note = request.getAttribute(NOTE) instanceof String text ? text : "";
    entries.addFirst(
        new Entry(
            clock.instant(),
            request.getMethod(),
            bounded(request.getRequestURI()),
            bounded(said(request)),
            status,
            bounded(note)));
    if (entries.size() > MOST) {
      entries.removeLast();
    }
  }

  private static String said(HttpServletRequest request) {
    return Parameters.of(request).values().entrySet().stream()
        .filter(parameter -> HARMLESS.contains(parameter.getKey()))
        .map(parameter -> parameter.getKey() + "=" + parameter.getValue())
        .sorted()
        .collect(Collectors.joining(", "));
  }

  private static String bounded(String text) {
    return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
  }
}
