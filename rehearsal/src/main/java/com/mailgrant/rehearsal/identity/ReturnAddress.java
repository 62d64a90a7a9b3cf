package com.mailgrant.rehearsal.identity;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.view.RedirectView;

/**
 * Where the browser goes when a sign-in ends (facts/microsoft365 1.3).
 *
 * @param state as the client sent it
 */
record ReturnAddress(String redirectUri, Mode mode, @Nullable String state) {
  /** How the answer travels. */
  enum Mode {
    QUERY,
    FRAGMENT,
    FORM_POST
  }

  /** Sends the browser there. */
  ModelAndView with(Map<String, String> answer) {
    var parameters = new LinkedHashMap<>(answer);
    if (state != null) {
      parameters.put("state", state);
    }
    if (mode == Mode.FORM_POST) {
      return new ModelAndView(
          "identity/form-post", Map.of("target", redirectUri, "parameters", parameters));
    }
    var text =
        parameters.entrySet().stream()
            .map(parameter -> parameter.getKey() + "=" + encoded(parameter.getValue()))
            .collect(Collectors.joining("&"));
    var view = new RedirectView(redirectUri + separator() + text, false, true, false);
    view.setExpandUriTemplateVariables(false);
    return new ModelAndView(view);
  }

  private String separator() {
    if (mode == Mode.FRAGMENT) {
      return "#";
    }
    return redirectUri.contains("?") ? "&" : "?";
  }

  private static String encoded(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
