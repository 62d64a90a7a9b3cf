package com.mailgrant.provider;

import com.mailgrant.mail.Reply;
import java.util.regex.Pattern;

/**
 * Enhanced status codes of RFC 3463: one, or those from a first to a last detail.
 *
 * @param beginning class and subject with their dots, for example {@code 5.7.}
 */
record EnhancedCodes(String beginning, int first, int last) {
  private static final Pattern FORM =
      Pattern.compile("([245]\\.\\d{1,3}\\.)(\\d{1,3})(?:-(\\d{1,3}))?");

  /** Reads {@code 5.7.139} or {@code 4.7.500-699}. */
  static EnhancedCodes parse(String text) {
    var form = FORM.matcher(text);
    if (!form.matches()) {
      throw new IllegalStateException("not an enhanced status code: '" + text + "'");
    }
    int first = Integer.parseInt(form.group(2));
    return new EnhancedCodes(
        form.group(1), first, form.group(3) == null ? first : Integer.parseInt(form.group(3)));
  }

  /** Whether the reply begins with one of them. */
  boolean hold(Reply reply) {
    return reply instanceof Reply.Smtp smtp && smtp.enhanced().map(this::hold).orElse(false);
  }

  private boolean hold(String code) {
    if (!code.startsWith(beginning)) {
      return false;
    }
    int detail = Integer.parseInt(code.substring(beginning.length()));
    return detail >= first && detail <= last;
  }
}
