package com.mailgrant.e2e.lab;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.databind.json.JsonMapper;

/** Forms in, pages and JSON out. */
final class Web {
  private static final JsonMapper JSON = JsonMapper.shared();

  private Web() {}

  static Map<String, String> form(String encoded) {
    var values = new LinkedHashMap<String, String>();
    for (var pair : encoded.split("&", -1)) {
      int equals = pair.indexOf('=');
      if (equals > 0) {
        values.put(decode(pair.substring(0, equals)), decode(pair.substring(equals + 1)));
      }
    }
    return values;
  }

  static Map<String, String> query(HttpExchange exchange) {
    var query = exchange.getRequestURI().getRawQuery();
    return query == null ? Map.of() : form(query);
  }

  static Map<String, String> body(HttpExchange exchange) throws IOException {
    return form(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
  }

  static String encode(Map<String, String> values) {
    return values.entrySet().stream()
        .map(e -> encode(e.getKey()) + "=" + encode(e.getValue()))
        .collect(Collectors.joining("&"));
  }

  static void json(HttpExchange exchange, int status, Object value) throws IOException {
    exchange.getResponseHeaders().set("Cache-Control", "no-store");
    send(exchange, status, "application/json; charset=utf-8", JSON.writeValueAsString(value));
  }

  static void page(HttpExchange exchange, int status, String html) throws IOException {
    send(exchange, status, "text/html; charset=utf-8", html);
  }

  static void redirect(HttpExchange exchange, String target, Map<String, String> answer)
      throws IOException {
    var separator = target.contains("?") ? "&" : "?";
    exchange.getResponseHeaders().set("Location", target + separator + encode(answer));
    exchange.sendResponseHeaders(302, -1);
  }

  static String escape(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }

  private static void send(HttpExchange exchange, int status, String type, String text)
      throws IOException {
    var bytes = text.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", type);
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private static String decode(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }
}
