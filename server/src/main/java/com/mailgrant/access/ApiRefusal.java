package com.mailgrant.access;

import com.mailgrant.platform.Problem;
import com.mailgrant.platform.Sentence;
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
    write(request, response, 401, "error.key-wanted", Sentence.of("wrong.key.none"), Map.of());
  }

  static void wrongKey(HttpServletRequest request, HttpServletResponse response, Sentence why)
      throws IOException {
    response.setHeader("WWW-Authenticate", "Bearer error=\"invalid_token\"");
    write(request, response, 401, "error.key-not-valid", why, Map.of());
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
        "error.scope-missing",
        Sentence.of("wrong.key.scope", name, key),
        Map.of("scope", name));
  }

  static void closedToDelegates(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    write(
        request,
        response,
        403,
        "error.closed-to-delegates",
        Sentence.of("wrong.key.delegate"),
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
        "error.too-many-requests",
        Sentence.of("wrong.key.too-many", limit, seconds),
        Map.of());
  }

  private static void write(
      HttpServletRequest request,
      HttpServletResponse response,
      int status,
      String title,
      Sentence detail,
      Map<String, String> more)
      throws IOException {
    var problem = Problem.of(status, Sentence.of(title).forReader(), detail.forReader());
    for (var member : more.entrySet()) {
      problem = problem.with(member.getKey(), member.getValue());
    }
    LOG.info("[{}] Refused an API call with {}: {}", problem.errorId(), status, title);
    problem.write(request, response);
  }
}
