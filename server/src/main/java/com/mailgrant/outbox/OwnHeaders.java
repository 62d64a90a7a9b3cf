package com.mailgrant.outbox;

import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeUtility;
import java.io.UnsupportedEncodingException;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Header fields that an application may add: those that say nothing about who writes to whom. */
final class OwnHeaders {
  /** What Mailgrant itself says; nobody else may. */
  static final String OURS = "x-mailgrant-";

  private static final Pattern ALLOWED =
      Pattern.compile(
          "(?i)X-[A-Za-z0-9-]{1,60}"
              + "|List-(Id|Help|Unsubscribe|Unsubscribe-Post|Subscribe|Post|Owner|Archive)"
              + "|Auto-Submitted|Precedence|Importance|Priority|Sensitivity|Keywords|Comments|Organization|Feedback-ID");

  private static final int MOST = 50;
  private static final int LONGEST_VALUE = 900;

  private OwnHeaders() {}

  static void check(@Nullable Map<String, @Nullable String> headers, Complaints complaints) {
    if (headers == null) {
      return;
    }
    if (headers.size() > MOST) {
      complaints.add("headers", "wrong.outbox.headers");
      return;
    }
    var names = new HashSet<String>();
    headers.forEach((name, value) -> {
      if (!ALLOWED.matcher(name).matches() || name.toLowerCase(Locale.ROOT).startsWith(OURS)) {
        complaints.add("headers", "wrong.outbox.header", shown(name));
      } else if (!names.add(name.toLowerCase(Locale.ROOT))) {
        complaints.add("headers." + name, "wrong.outbox.header-twice");
      } else if (value == null
          || value.length() > LONGEST_VALUE
          || value.chars().anyMatch(Character::isISOControl)) {
        complaints.add("headers." + name, "wrong.outbox.header-value");
      }
    });
  }

  static void write(@Nullable Map<String, @Nullable String> headers, MimeMessage message)
      throws MessagingException, UnsupportedEncodingException {
    if (headers == null) {
      return;
    }
    for (var header : headers.entrySet()) {
      var value = header.getValue() == null ? "" : header.getValue();
      message.setHeader(
          header.getKey(),
          MimeUtility.fold(
              header.getKey().length() + 2, MimeUtility.encodeText(value, "UTF-8", null)));
    }
  }

  private static String shown(String name) {
    var printable =
        name.chars().anyMatch(Character::isISOControl) ? "with a control character" : name;
    return printable.length() > 60 ? printable.substring(0, 60) + "…" : printable;
  }
}
