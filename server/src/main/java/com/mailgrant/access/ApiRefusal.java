package com.mailgrant.access;

import com.mailgrant.platform.Problem;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a program hears that is turned away at the door (RFC 9457). */
final class ApiRefusal {
  private static final Logger LOG = LoggerFactory.getLogger(ApiRefusal.class);

  private ApiRefusal() {}

  static void noKey(HttpServletRequest request, HttpServletResponse response) throws IOException {
    response.setHeader("WWW-Authenticate", "Bearer");
    write(
        request,
        response,
        401,
        "API key wanted",
        "Send a valid API key as Authorization: Bearer <key>.",
        Map.of());
  }

  static void wrongKey(HttpServletRequest request, HttpServletResponse response, String why)
      throws IOException {
    response.setHeader("WWW-Authenticate", "Bearer error=\"invalid_token\"");
    write(request, response, 401, "API key not valid", why, Map.of());
  }

  static void missingScope(
      HttpServletRequest request, HttpServletResponse response, Scope wanted, String key)
      throws IOException {
    var name = wanted.apiName();
    response.setHeader(
        "WWW-Authenticate", "Bearer error=\"insufficient_scope\", scope=\"" + name + "\"");
    write(
        request,
        response,
        403,
        "Scope missing",
        "This call needs the scope "
            + name
            + ", which \""
            + key
            + "\" does not have. Create a key"
            + " with it under Setup > Configuration > API keys.",
        Map.of("scope", name));
  }

  static void closedToDelegates(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    write(
        request,
        response,
        403,
        "Closed to delegates",
        "This key was made for somebody who works at the migration plan for a time, and this is"
            + " beyond it. Ask an administrator.",
        Map.of());
  }

  static void tooMany(
      HttpServletRequest request, HttpServletResponse response, long limit, long seconds)
      throws IOException {
    response.setHeader("Retry-After", String.valueOf(seconds));
    write(
        request,
        response,
        429,
        "Too many requests",
        "This API key may send "
            + limit
            + " requests a minute. Try again in "
            + seconds
            + " seconds.",
        Map.of());
  }

  private static void write(
      HttpServletRequest request,
      HttpServletResponse response,
      int status,
      String title,
      String detail,
      Map<String, String> more)
      throws IOException {
    var problem = Problem.of(status, title, detail);
    for (var member : more.entrySet()) {
      problem = problem.with(member.getKey(), member.getValue());
    }
    LOG.info("[{}] Refused an API call with {}: {}", problem.errorId(), status, title);
    problem.write(request, response);
  }
}
