package com.mailgrant.token;

import com.mailgrant.diagnosis.ProviderTrace;
import com.mailgrant.platform.Secret;
import com.mailgrant.provider.AuthorityFailures;
import com.mailgrant.provider.ErrorNumbers;
import com.mailgrant.provider.Failure;
import com.mailgrant.provider.Failure.Trouble;
import com.mailgrant.provider.TokenError;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads a token endpoint's answer, trusting nothing of it. */
final class TokenJson {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final Duration USUAL_LIFE = Duration.ofHours(1);
  private static final Duration LONGEST_LIFE = Duration.ofDays(2);
  private static final int LONGEST_TEXT = 2_000;

  /** Tokens have 1 to 3 kB; more than 12 kB fit into no line of SMTP (RFC 4954 4). */
  private static final int LONGEST_TOKEN = 12_000;

  private static final int MOST_CODES = 10;

  /** RFC 6749 5.2, without blanks, and no longer than a word. */
  private static final Pattern WORD = Pattern.compile("[\\x21\\x23-\\x5b\\x5d-\\x7e]{1,100}");

  private TokenJson() {}

  static TokenAnswer read(int status, String body, String host) {
    return read(status, body, host, List.of());
  }

  /**
   * @param sent secrets of the request, which an authority might repeat in its explanations
   */
  static TokenAnswer read(int status, String body, String host, List<String> sent) {
    var disturbance = AuthorityFailures.disturbance(status);
    if (disturbance.isPresent()) {
      return unavailable(disturbance.get(), host, "HTTP " + status);
    }
    var json = parse(body);
    if (json.isEmpty()) {
      return unavailable(
          Trouble.GARBLED, host, "HTTP " + status + " with " + kind(body) + " instead of JSON");
    }
    if (!json.get().hasNonNull("error")) {
      return granted(status, json.get(), host);
    }
    // RFC 6749 5.2: a refusal has 400 or 401. An error under 200 comes from something in between,
    // or from an authority in disorder; no grant may end because of it.
    return status < 400
        ? unavailable(
            Trouble.GARBLED,
            host,
            "HTTP " + status + " with the error " + shortly(text(json.get(), "error", sent)))
        : refusal(status, json.get(), host, sent);
  }

  private static String shortly(@Nullable String error) {
    return error != null && WORD.matcher(error).matches() ? error : "that cannot be read";
  }

  private static TokenAnswer granted(int status, JsonNode json, String host) {
    var token = secret(json, "access_token");
    if (status != 200 || token == null) {
      return unavailable(Trouble.GARBLED, host, "HTTP " + status + " without an access token");
    }
    var refreshToken = secret(json, "refresh_token");
    if (!isUsable(token) || (refreshToken != null && !isUsable(refreshToken))) {
      return unavailable(Trouble.GARBLED, host, "HTTP " + status + " with an unusable token");
    }
    return new TokenAnswer.Granted(
        token,
        refreshToken,
        secret(json, "id_token"),
        life(json.path("expires_in")),
        words(text(json, "scope", List.of())));
  }

  /** RFC 6749 A.12 and A.17; a mail server's line would break at anything else. */
  private static boolean isUsable(Secret token) {
    return token.isPrintableAscii() && token.length() <= LONGEST_TOKEN;
  }

  /** For the person who looks for whatever stands between us and the authority. */
  private static String kind(String body) {
    var start = body.stripLeading();
    if (start.isEmpty()) {
      return "an empty body";
    }
    return start.charAt(0) == '<' ? "an HTML page" : "something unreadable";
  }

  /** RFC 6749 5.2 has a string; some proxies and gateways put an object of their own there. */
  private static TokenAnswer refusal(int status, JsonNode json, String host, List<String> sent) {
    var error = text(json, "error", sent);
    if (error == null || !WORD.matcher(error).matches()) {
      return unavailable(Trouble.GARBLED, host, "HTTP " + status + " with an unreadable error");
    }
    if (error.equals("temporarily_unavailable") || error.equals("server_error")) {
      return unavailable(Trouble.SERVER_ERROR, host, error);
    }
    var description = Optional.ofNullable(text(json, "error_description", sent)).orElse("");
    return new TokenAnswer.Refused(
        new TokenError(
            error,
            description,
            Optional.ofNullable(text(json, "suberror", sent))
                .orElseGet(() -> text(json, "error_subtype", sent)),
            codes(json, description),
            status,
            new ProviderTrace(
                text(json, "trace_id", sent),
                text(json, "correlation_id", sent),
                text(json, "timestamp", sent))));
  }

  private static List<Integer> codes(JsonNode json, String description) {
    var codes = new ArrayList<Integer>();
    for (var code : json.path("error_codes")) {
      if (codes.size() < MOST_CODES && code.asInt(0) > 0) {
        codes.add(code.asInt(0));
      }
    }
    return codes.isEmpty() ? ErrorNumbers.in(description) : codes;
  }

  private static Optional<JsonNode> parse(String body) {
    try {
      return Optional.ofNullable(JSON.readTree(withoutMark(body))).filter(JsonNode::isObject);
    } catch (JacksonException e) {
      return Optional.empty();
    }
  }

  /** RFC 8259 8.1 lets a reader ignore the byte order mark that nobody should send. */
  private static String withoutMark(String body) {
    return body.startsWith("\uFEFF") ? body.substring(1) : body;
  }

  private static Duration life(JsonNode expiresIn) {
    long seconds = expiresIn.asLong(USUAL_LIFE.toSeconds());
    var life = Duration.ofSeconds(Math.max(0, seconds));
    return life.compareTo(LONGEST_LIFE) > 0 ? LONGEST_LIFE : life;
  }

  private static Set<String> words(@Nullable String text) {
    var words = new LinkedHashSet<String>();
    if (text != null) {
      words.addAll(List.of(text.strip().split("\\s+", -1)));
      words.remove("");
    }
    return words;
  }

  private static @Nullable Secret secret(JsonNode json, String field) {
    var value = json.get(field);
    return value != null && value.isString() && !value.asString().isBlank()
        ? new Secret(value.asString())
        : null;
  }

  private static @Nullable String text(JsonNode json, String field, List<String> sent) {
    var value = json.get(field);
    if (value == null || !value.isString()) {
      return null;
    }
    var text = value.asString();
    for (var secret : sent) {
      text = text.replace(secret, "[secret]");
    }
    return text.length() <= LONGEST_TEXT ? text : text.substring(0, LONGEST_TEXT);
  }

  private static TokenAnswer unavailable(Trouble trouble, String host, String detail) {
    return new TokenAnswer.Unavailable(new Failure.NoAnswer(trouble, host, detail));
  }
}
