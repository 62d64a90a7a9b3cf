package com.mailgrant.rehearsal.web;

import com.mailgrant.rehearsal.RehearsalClock;
import com.mailgrant.rehearsal.directory.Directory;
import com.mailgrant.rehearsal.directory.Person;
import com.mailgrant.rehearsal.platform.RandomText;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;
import org.springframework.stereotype.Component;

/** Who is signed in to the identity provider in which browser. In memory. Thread-safe. */
@Component
public class BrowserSessions {
  /** How long a browser remembers. */
  public enum Keep {
    /** Until it is closed, at most a day (facts/microsoft365 3.1). */
    UNTIL_CLOSED,
    /** 90 days. */
    SIGNED_IN
  }

  private static final String COOKIE = "__Host-rehearsal";
  private static final Duration SHORT = Duration.ofHours(24);
  private static final Duration LONG = Duration.ofDays(90);

  private final Directory directory;
  private final Clock clock;
  private final Map<String, Session> sessions = new HashMap<>();

  BrowserSessions(Directory directory, RehearsalClock clock) {
    this.directory = directory;
    this.clock = clock;
  }

  /** The people of this browser, first signed in first. */
  public synchronized List<Person> people(HttpServletRequest request) {
    return session(request)
        .map(session ->
            session.names().stream().map(directory::find).flatMap(Optional::stream).toList())
        .orElse(List.of());
  }

  /** Adds a person to this browser. */
  public synchronized void remember(
      HttpServletRequest request, HttpServletResponse response, Person person, Keep keep) {
    var now = clock.instant();
    sessions.values().removeIf(session -> session.endsAt().isBefore(now));
    Set<String> names = new LinkedHashSet<>(session(request).map(Session::names).orElse(Set.of()));
    names.add(person.userPrincipalName());
    cookie(request).ifPresent(old -> sessions.remove(RandomText.hash(old)));
    var life = keep == Keep.SIGNED_IN ? LONG : SHORT;
    var value = RandomText.ofBytes(32);
    sessions.put(RandomText.hash(value), new Session(names, now.plus(life)));
    set(response, value, keep == Keep.SIGNED_IN ? LONG : Duration.ofSeconds(-1));
  }

  /** Signs everybody out in this browser. */
  public synchronized void forget(HttpServletRequest request, HttpServletResponse response) {
    cookie(request).ifPresent(value -> sessions.remove(RandomText.hash(value)));
    set(response, "", Duration.ZERO);
  }

  /** Signs the person out in every browser. */
  public synchronized void forgetEverywhere(String person) {
    sessions.values().forEach(session -> session.names().remove(person));
  }

  private Optional<Session> session(HttpServletRequest request) {
    return cookie(request)
        .map(value -> sessions.get(RandomText.hash(value)))
        .filter(session -> session.endsAt().isAfter(clock.instant()));
  }

  private static Optional<String> cookie(HttpServletRequest request) {
    var cookies = request.getCookies();
    return cookies == null
        ? Optional.empty()
        : List.of(cookies).stream()
            .filter(cookie -> cookie.getName().equals(COOKIE))
            .map(Cookie::getValue)
            .findFirst();
  }

  private static void set(HttpServletResponse response, String value, Duration maxAge) {
    var cookie =
        ResponseCookie.from(COOKIE, value)
            .httpOnly(true)
            .secure(true)
            .sameSite("Lax")
            .path("/")
            .maxAge(maxAge)
            .build();
    response.addHeader(HttpHeaders.SET_COOKIE, cookie.toString());
  }

  private record Session(Set<String> names, Instant endsAt) {}
}
