package com.mailgrant.rehearsal.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The parameters of a request, one value each. An empty one counts as not sent (RFC 6749 3.1). */
public record Parameters(Map<String, String> values) {
  public Parameters {
    values = Map.copyOf(values);
  }

  /** From query and form. */
  public static Parameters of(HttpServletRequest request) {
    var values = new HashMap<String, String>();
    request
        .getParameterMap()
        .forEach((name, all) -> {
          if (all.length > 0 && !all[0].isEmpty()) {
            values.put(name, all[0]);
          }
        });
    return new Parameters(values);
  }

  /** Empty if it was not sent. */
  public Optional<String> find(String name) {
    return Optional.ofNullable(values.get(name));
  }

  /** Empty text if it was not sent. */
  public String text(String name) {
    return values.getOrDefault(name, "");
  }
}
