package com.mailgrant.rehearsal.mime;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Value of Content-Type or Content-Disposition (RFC 2045 5.1, RFC 2183).
 *
 * @param type lower case; of a disposition the whole word
 * @param subtype lower case; empty for a disposition
 * @param parameters by lower-case name, in their order
 */
public record ContentType(String type, String subtype, Map<String, String> parameters) {
  static final ContentType PLAIN = new ContentType("text", "plain", Map.of("charset", "us-ascii"));
  static final ContentType MESSAGE = new ContentType("message", "rfc822", Map.of());

  private static final Pattern WORD = Pattern.compile("\\s*([^\\s;/=]+)\\s*(?:/\\s*([^\\s;]+))?");
  private static final Pattern PARAMETER =
      Pattern.compile(";\\s*([^\\s=;]+)\\s*=\\s*(?:\"((?:[^\"\\\\]|\\\\.)*)\"?|([^\\s;]*))");

  /** Empty if the value does not even start like one. */
  static Optional<ContentType> parse(String value) {
    var word = WORD.matcher(value);
    if (!word.lookingAt()) {
      return Optional.empty();
    }
    var parameters = new LinkedHashMap<String, String>();
    var rest = PARAMETER.matcher(value).region(word.end(), value.length());
    while (rest.find()) {
      var quoted = rest.group(2);
      var text = quoted == null ? rest.group(3) : quoted.replaceAll("\\\\(.)", "$1");
      parameters.putIfAbsent(lower(rest.group(1)), text == null ? "" : text);
    }
    var subtype = word.group(2);
    return Optional.of(
        new ContentType(lower(word.group(1)), subtype == null ? "" : lower(subtype), parameters));
  }

  /** Whether it has parts of its own. */
  public boolean isMultipart() {
    return type.equals("multipart") && parameters.containsKey("boundary");
  }

  /** Whether it holds a whole message. */
  public boolean isMessage() {
    return type.equals("message") && (subtype.equals("rfc822") || subtype.equals("global"));
  }

  Optional<String> parameter(String name) {
    return Optional.ofNullable(parameters.get(name));
  }

  private static String lower(String text) {
    return text.toLowerCase(Locale.ROOT);
  }
}
