package com.mailgrant.sync;

import com.mailgrant.inbox.Headers;
import com.mailgrant.outbox.DeliveryReport;
import com.mailgrant.outbox.DeliveryReport.Action;
import jakarta.mail.MessagingException;
import jakarta.mail.Part;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads what servers send back about a message: reports by RFC 3464, and those that say it in plain
 * text only.
 */
final class ReportReader {
  /** Reports repeat the message they are about; what matters comes first. */
  static final int LARGEST = 256 * 1024;

  private static final Session SESSION = Session.getInstance(new Properties());
  private static final int DEEPEST = 5;
  private static final int MOST_PARTS = 20;
  private static final int MOST_RECIPIENTS = 500;
  private static final int LONGEST = 1_000;
  private static final Pattern ID = Pattern.compile("<[^<>\\s]{1,900}@[^<>\\s]{1,90}>");
  private static final Pattern ID_FIELD =
      Pattern.compile("(?im)^[ \\t]*Message-ID:\\s*(<[^<>\\s]{1,990}>)");

  /** How notices of failure begin in the languages that servers write them in. */
  private static final Pattern FAILURE =
      Pattern.compile(
          "(?i)undeliver|delivery (has )?failed|failure notice|returned mail|unzustellbar|mail delivery"
              + "|not be delivered|couldn't be delivered|non remis|onbestelbaar|não é possível entregar"
              + "|não entregue|no se puede entregar|impossibile recapitare|non recapitabile"
              + "|nie można dostarczyć|olevererbart");

  /**
   * Exchange marks its reports with a field, also where a gateway has turned the rest into a letter
   * for people, and sends them under a name that is the same everywhere.
   */
  private static final String MARK = "X-MS-Exchange-Message-Is-Ndr";

  private static final String MARKED_SENDER = "microsoftexchange329e71ec88ae4615bbc36ab6ce41109e@";

  private final Set<String> messageIds = new LinkedHashSet<>();
  private final List<DeliveryReport> recipients = new ArrayList<>();
  private final StringBuilder text = new StringBuilder();
  private final Instant now;
  private int parts;
  private boolean report;

  private ReportReader(Instant now) {
    this.now = now;
  }

  /**
   * @param messageIds what it may be about, best first
   * @param recipients what became of it; one at least
   */
  record Report(List<String> messageIds, List<DeliveryReport> recipients) {}

  /** Whether a look at the whole message is worth while. */
  static boolean mayBeReport(Headers fields) {
    var type = fields.text("Content-Type").toLowerCase(Locale.ROOT);
    if (type.startsWith("multipart/report")) {
      return type.contains("delivery-status");
    }
    var path = fields.first("Return-Path");
    var from = fields.text("From").toLowerCase(Locale.ROOT);
    return fields.first("X-Failed-Recipients") != null
        || fields.first(MARK) != null
        || ("<>".equals(path) && FAILURE.matcher(fields.text("Subject")).find())
        || ((from.contains("mailer-daemon@")
                || from.contains("postmaster@")
                || from.contains(MARKED_SENDER))
            && FAILURE.matcher(fields.text("Subject")).find());
  }

  /** Empty when it is no report, or does not say about what. */
  static Optional<Report> read(byte[] source, Instant now) {
    var reader = new ReportReader(now);
    try {
      reader.walk(new MimeMessage(SESSION, new ByteArrayInputStream(source)), 0);
    } catch (MessagingException e) {
      return Optional.empty();
    }
    return reader.result(new Headers(source));
  }

  private Optional<Report> result(Headers fields) {
    addIds(text, ID_FIELD);
    for (var name : List.of("In-Reply-To", "References", "X-Original-Message-ID")) {
      addIds(fields.text(name), ID);
    }
    messageIds.remove(fields.text("Message-ID"));
    if (recipients.isEmpty() && !report) {
      fromText(fields.text("X-Failed-Recipients"));
    }
    return messageIds.isEmpty() || recipients.isEmpty()
        ? Optional.empty()
        : Optional.of(new Report(List.copyOf(messageIds), List.copyOf(recipients)));
  }

  private void walk(Part part, int depth) throws MessagingException {
    if (depth > DEEPEST || ++parts > MOST_PARTS) {
      return;
    }
    try {
      if (part.isMimeType("message/delivery-status")
          || part.isMimeType("message/global-delivery-status")) {
        report = true;
        deliveryStatus(content(part));
      } else if (part.isMimeType("message/rfc822")
          || part.isMimeType("text/rfc822-headers")
          || part.isMimeType("message/global")
          || part.isMimeType("message/global-headers")) {
        original(content(part));
      } else if (part.isMimeType("multipart/*")
          && part.getContent() instanceof MimeMultipart children) {
        for (int i = 0; i < children.getCount(); i++) {
          walk(children.getBodyPart(i), depth + 1);
        }
      } else if (part.isMimeType("text/html")) {
        text.append(ReportText.ofHtml(content(part))).append('\n');
      } else if (part.isMimeType("text/*")) {
        text.append(content(part)).append('\n');
      }
    } catch (IOException e) {
      // This part says nothing; another one may.
    }
  }

  private void original(String message) {
    var id = new Headers(message.getBytes(StandardCharsets.ISO_8859_1)).first("Message-ID");
    if (id != null) {
      var found = ID.matcher(id);
      messageIds.add(found.find() ? found.group() : id);
    }
  }

  /** Groups of fields, divided by empty lines; the first is about the message as a whole. */
  private void deliveryStatus(String content) {
    for (var group : content.split("\\r?\\n[ \\t]*\\r?\\n", -1)) {
      var fields = new Headers((group.strip() + "\r\n\r\n").getBytes(StandardCharsets.ISO_8859_1));
      var action = fields.first("Action");
      if (action != null && recipients.size() < MOST_RECIPIENTS) {
        var recipient = fields.first("Final-Recipient");
        var original = fields.first("Original-Recipient");
        recipients.add(
            new DeliveryReport(
                address(original == null ? recipient : original),
                Action.named(action.split("[\\s(;]", 2)[0]).orElse(Action.FAILED),
                typed(fields.first("Status")),
                typed(afterType(fields.first("Diagnostic-Code"))),
                now));
      }
    }
  }

  private void fromText(String failedRecipients) {
    var words = ReportText.of(text);
    var refusals = words.refusals();
    if (refusals.isEmpty() || !failedRecipients.isBlank()) {
      refusals = Stream.of(failedRecipients.split(",", -1)).map(words::refusalOf).toList();
    }
    for (var refusal : refusals.subList(0, Math.min(refusals.size(), MOST_RECIPIENTS))) {
      recipients.add(
          new DeliveryReport(
              refusal.recipient(), Action.FAILED, refusal.status(), refusal.diagnostic(), now));
    }
  }

  private void addIds(CharSequence from, Pattern pattern) {
    var found = pattern.matcher(from);
    while (found.find() && messageIds.size() < 50) {
      messageIds.add(found.groupCount() > 0 ? found.group(1) : found.group());
    }
  }

  private static String address(@Nullable String typed) {
    var address = afterType(typed);
    if (address == null) {
      return "";
    }
    var bare = address.strip();
    boolean angled = bare.startsWith("<") && bare.endsWith(">");
    return Text.clean(angled ? bare.substring(1, bare.length() - 1) : bare, 320);
  }

  /** {@code rfc822; anna@contoso.example} without the first part (RFC 3464 2.1.2). */
  private static @Nullable String afterType(@Nullable String value) {
    return value == null ? null : value.substring(value.indexOf(';') + 1).strip();
  }

  private static @Nullable String typed(@Nullable String value) {
    return value == null || value.isBlank()
        ? null
        : Text.clean(value.replaceAll("\\s+", " "), LONGEST);
  }

  private static String content(Part part) throws MessagingException, IOException {
    try (InputStream in = part.getInputStream()) {
      return new String(in.readNBytes(LARGEST), StandardCharsets.ISO_8859_1);
    }
  }
}
