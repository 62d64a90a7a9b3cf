package com.mailgrant.rehearsal.mail.smtp;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Argument of MAIL or RCPT (RFC 5321 4.1.2).
 *
 * @param address empty for the null sender
 * @param parameters by name in capitals
 */
record Path(String address, Map<String, String> parameters) {
  private static final Pattern SHAPE =
      Pattern.compile("\\s*<((?:\"(?:[^\"\\\\]|\\\\.)*\"|[^>\"])*)>((?: +[^ ]+)*) *");
  private static final Pattern ADDRESS =
      Pattern.compile("(?:\"(?:[^\"\\\\]|\\\\.)+\"|[^\\s\"@<>,;:\\\\]+)@[^\\s@<>\"]+");
  private static final int LONGEST_ADDRESS = 320;

  /**
   * @param argument behind {@code FROM:} or {@code TO:}, in ISO 8859-1
   */
  static Optional<Path> parse(String argument) {
    var text = new String(argument.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    var shape = SHAPE.matcher(text);
    if (!shape.matches() || text.indexOf('\uFFFD') >= 0) {
      return Optional.empty();
    }
    // Source routes are read and ignored (RFC 5321 appendix C).
    var address = shape.group(1).strip().replaceFirst("^@[^:]*:", "");
    boolean valid =
        address.isEmpty()
            || (address.length() <= LONGEST_ADDRESS && ADDRESS.matcher(address).matches());
    var parameters = new LinkedHashMap<String, String>();
    for (var word : shape.group(2).strip().split(" +", -1)) {
      int equals = word.indexOf('=');
      var name = equals < 0 ? word : word.substring(0, equals);
      if (!name.isEmpty()) {
        parameters.put(name.toUpperCase(Locale.ROOT), equals < 0 ? "" : word.substring(equals + 1));
      }
    }
    return valid ? Optional.of(new Path(address, parameters)) : Optional.empty();
  }

  boolean isAscii() {
    return StandardCharsets.US_ASCII.newEncoder().canEncode(address);
  }
}
