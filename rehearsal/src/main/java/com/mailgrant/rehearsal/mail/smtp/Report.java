package com.mailgrant.rehearsal.mail.smtp;

import com.mailgrant.rehearsal.mime.MailDates;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** A delivery status notification in the shape of Exchange's (RFC 3461, RFC 3464). */
final class Report {
  /** Longer messages come back with their header only, as Exchange does it. */
  private static final int LARGEST_RETURNED = 256 * 1024;

  enum Kind {
    FAILED("Undeliverable: ", "failed", "Delivery has failed to these recipients or groups:"),
    DELIVERED("Delivered: ", "delivered", "Your message has been delivered to:");

    final String subject;
    final String action;
    final String text;

    Kind(String subject, String action, String text) {
      this.subject = subject;
      this.action = action;
      this.text = text;
    }
  }

  /**
   * @param status enhanced code (RFC 3463)
   * @param diagnostic the reply of the server that had the last word
   */
  record Recipient(String address, String status, String diagnostic) {}

  private final Kind kind;
  private final Dispatch dispatch;
  private final List<Recipient> recipients;
  private final Instant now;

  Report(Kind kind, Dispatch dispatch, List<Recipient> recipients, Instant now) {
    this.kind = kind;
    this.dispatch = dispatch;
    this.recipients = List.copyOf(recipients);
    this.now = now;
  }

  byte[] octets() {
    var original = Letter.read(dispatch.octets());
    var boundary = "report-" + UUID.randomUUID();
    var sender = dispatch.sender();
    var domain = sender.substring(sender.lastIndexOf('@') + 1);
    var messageId = original.value("Message-ID").orElse("");
    var text = new StringBuilder();
    line(text, "From: \"Microsoft Outlook\" <postmaster@" + utf8(domain) + ">");
    line(text, "To: <" + utf8(sender) + ">");
    line(text, "Subject: " + kind.subject + original.value("Subject").orElse(""));
    line(text, "Date: " + MailDates.write(now));
    line(text, "Message-ID: <" + UUID.randomUUID() + "@" + dispatch.manner().host() + ">");
    line(text, "In-Reply-To: " + messageId);
    line(text, "References: " + messageId);
    line(text, "Auto-Submitted: auto-replied");
    line(text, "X-MS-Exchange-Message-Is-Ndr:");
    line(text, "MIME-Version: 1.0");
    line(
        text,
        "Content-Type: multipart/report; report-type=delivery-status; boundary=\""
            + boundary
            + "\"");
    line(text, "");
    line(text, "--" + boundary);
    line(text, "Content-Type: text/plain; charset=utf-8");
    line(text, "Content-Transfer-Encoding: 8bit");
    line(text, "");
    line(text, kind.text);
    line(text, "");
    recipients.forEach(recipient -> line(text, explained(recipient)));
    line(text, "");
    line(text, "--" + boundary);
    line(text, "Content-Type: message/delivery-status");
    line(text, "");
    line(text, "Reporting-MTA: dns;" + dispatch.manner().host());
    line(text, "Received-From-MTA: dns;[127.0.0.1]");
    line(text, "Arrival-Date: " + MailDates.write(dispatch.submitted()));
    recipients.forEach(recipient -> line(text, fields(recipient)));
    line(text, "");
    line(text, "--" + boundary);
    returned(text, original);
    line(text, "");
    line(text, "--" + boundary + "--");
    return text.toString().getBytes(StandardCharsets.ISO_8859_1);
  }

  private String explained(Recipient recipient) {
    return utf8(recipient.address()) + ": " + utf8(recipient.diagnostic());
  }

  private String fields(Recipient recipient) {
    return "\r\nFinal-Recipient: rfc822;"
        + utf8(recipient.address())
        + "\r\nAction: "
        + kind.action
        + "\r\nStatus: "
        + recipient.status()
        + "\r\nDiagnostic-Code: smtp;"
        + utf8(recipient.diagnostic());
  }

  private void returned(StringBuilder text, Letter original) {
    boolean whole = kind == Kind.FAILED && dispatch.octets().length <= LARGEST_RETURNED;
    line(text, "Content-Type: " + (whole ? "message/rfc822" : "text/rfc822-headers"));
    line(text, "");
    var octets = new String(dispatch.octets(), StandardCharsets.ISO_8859_1);
    text.append(whole ? octets : original.headerText());
  }

  /** The text is built of octets; this puts in characters. */
  private static String utf8(String text) {
    return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
  }

  private static void line(StringBuilder text, String line) {
    text.append(line).append("\r\n");
  }
}
