package com.mailgrant.rehearsal.identity;

import com.mailgrant.rehearsal.token.AuthorityTime;
import jakarta.servlet.http.HttpServletRequest;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a support person asks for (facts/microsoft365 1.5).
 *
 * @param correlationId the client's own, where it sent one
 * @param timestamp as Entra writes it, for example {@code 2026-11-23 10:00:00Z}
 */
record Trace(String traceId, String correlationId, String timestamp) {
  private static final DateTimeFormatter TIMESTAMP =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);
  private static final Pattern GUID =
      Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

  static Trace of(HttpServletRequest request, AuthorityTime time, String person) {
    var header = guid(request.getHeader("client-request-id"));
    var sent = header == null ? guid(request.getParameter("client-request-id")) : header;
    return new Trace(
        UUID.randomUUID().toString(),
        sent == null ? UUID.randomUUID().toString() : sent,
        TIMESTAMP.format(time.now(person)));
  }

  String description(EntraError error) {
    return "%s\r\nTrace ID: %s\r\nCorrelation ID: %s\r\nTimestamp: %s"
        .formatted(error.headline(), traceId, correlationId, timestamp);
  }

  /** A path; everybody can look the number up there. */
  static String lookUp(EntraError error) {
    return "/error?code=" + error.number();
  }

  /** The body of a refusal, in Entra's order. */
  Map<String, Object> json(EntraError error, String base) {
    var json = new LinkedHashMap<String, Object>();
    json.put("error", error.error());
    json.put("error_description", description(error));
    if (error.number() != 0) {
      json.put("error_codes", List.of(error.number()));
    }
    json.put("timestamp", timestamp);
    json.put("trace_id", traceId);
    json.put("correlation_id", correlationId);
    if (error.number() != 0) {
      json.put("error_uri", base + lookUp(error));
    }
    if (error.suberror() != null) {
      json.put("suberror", error.suberror());
    }
    if (error.claims() != null) {
      json.put("claims", error.claims());
    }
    return json;
  }

  private static @Nullable String guid(@Nullable String text) {
    return text != null && GUID.matcher(text).matches() ? text : null;
  }
}
