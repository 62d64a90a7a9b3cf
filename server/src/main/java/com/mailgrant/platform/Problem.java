package com.mailgrant.platform;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a program hears when something is wrong (RFC 9457), whichever part of the server says so.
 *
 * @param status of HTTP, 4xx or 5xx
 * @param title the same for all problems of its kind
 * @param detail for a human, what is wrong here and what to do
 * @param errorId which the log has as well
 * @param more members beside those of the RFC
 */
public record Problem(
    HttpStatusCode status,
    String title,
    @Nullable String detail,
    ErrorId errorId,
    Map<String, Object> more) {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final URI NO_TYPE = URI.create("about:blank");
  private static final String ERROR_ID = "errorId";
  private static final String NEVER_KEPT = "no-store";

  /** A problem with an error id of its own. */
  public static Problem of(int status, String title, @Nullable String detail) {
    return new Problem(HttpStatusCode.valueOf(status), title, detail, ErrorId.random(), Map.of());
  }

  Problem withErrorId(ErrorId id) {
    return new Problem(status, title, detail, id, more);
  }

  /** The same with one more member. */
  public Problem with(String name, Object value) {
    var members = new LinkedHashMap<>(more);
    members.put(name, value);
    return new Problem(status, title, detail, errorId, members);
  }

  /** As a controller answers it; the address is filled in on the way. */
  public ResponseEntity<ProblemDetail> answer() {
    return answer(null);
  }

  /** As it is answered elsewhere than at the address that it is about. */
  ResponseEntity<ProblemDetail> answer(@Nullable URI about) {
    var problem = ProblemDetail.forStatus(status);
    problem.setType(NO_TYPE);
    problem.setTitle(title);
    problem.setDetail(detail);
    problem.setInstance(about);
    problem.setProperty(ERROR_ID, errorId.value());
    more.forEach(problem::setProperty);
    return ResponseEntity.status(status)
        .header(HttpHeaders.CACHE_CONTROL, NEVER_KEPT)
        .contentType(MediaType.APPLICATION_PROBLEM_JSON)
        .body(problem);
  }

  /** Where no controller is reached. */
  public void write(HttpServletRequest request, HttpServletResponse response) throws IOException {
    var members = new LinkedHashMap<String, Object>();
    members.put("type", NO_TYPE.toString());
    members.put("title", title);
    members.put("status", status.value());
    if (detail != null) {
      members.put("detail", detail);
    }
    members.put("instance", request.getRequestURI());
    members.put(ERROR_ID, errorId.value());
    members.putAll(more);
    response.setStatus(status.value());
    response.setHeader(HttpHeaders.CACHE_CONTROL, NEVER_KEPT);
    response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
    response.getOutputStream().write(JSON.writeValueAsBytes(members));
  }
}
