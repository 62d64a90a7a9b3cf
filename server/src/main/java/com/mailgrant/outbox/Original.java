package com.mailgrant.outbox;

import jakarta.mail.Message.RecipientType;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The message that is answered or forwarded, as far as that needs it. What other people's programs
 * wrote wrongly counts as absent.
 *
 * @param source all of it; empty where only its Message-ID is known
 */
@SuppressWarnings("ArrayRecordComponent") // Handed through, never compared.
record Original(
    @Nullable String messageId,
    List<String> references,
    String subject,
    List<InternetAddress> from,
    List<InternetAddress> replyTo,
    List<InternetAddress> to,
    List<InternetAddress> cc,
    byte[] source) {
  private static final Session SESSION = Session.getInstance(new Properties());

  /** Printable ASCII: whatever else there is would leave as it came, in a header of ours. */
  private static final Pattern MESSAGE_ID = Pattern.compile("<[!-;=?-~]{1,500}>");

  /** Whether this is the form of a Message-ID (RFC 5322 3.6.4). */
  static boolean isMessageId(String text) {
    return MESSAGE_ID.matcher(text).matches();
  }

  /** Of which nothing is known but its Message-ID. */
  static Original named(String messageId) {
    return new Original(
        messageId, List.of(), "", List.of(), List.of(), List.of(), List.of(), new byte[0]);
  }

  static Original read(byte[] source) {
    try {
      var message = new MimeMessage(SESSION, new ByteArrayInputStream(source));
      var ids = ids(message.getHeader("Message-ID", null));
      var subject = message.getSubject();
      return new Original(
          ids.isEmpty() ? null : ids.getFirst(),
          thread(message),
          subject == null ? "" : subject,
          addresses(message, "From"),
          addresses(message, "Reply-To"),
          recipients(message, RecipientType.TO),
          recipients(message, RecipientType.CC),
          source);
    } catch (MessagingException e) {
      return new Original(null, List.of(), "", List.of(), List.of(), List.of(), List.of(), source);
    }
  }

  /** RFC 5322 3.6.4: its References, else its In-Reply-To where that names one message. */
  private static List<String> thread(MimeMessage message) throws MessagingException {
    var references = ids(message.getHeader("References", " "));
    if (!references.isEmpty()) {
      return references;
    }
    var inReplyTo = ids(message.getHeader("In-Reply-To", " "));
    return inReplyTo.size() == 1 ? inReplyTo : List.of();
  }

  private static List<String> ids(@Nullable String text) {
    var ids = new ArrayList<String>();
    for (var matcher = MESSAGE_ID.matcher(text == null ? "" : text); matcher.find(); ) {
      ids.add(matcher.group());
    }
    return ids;
  }

  private static List<InternetAddress> recipients(MimeMessage message, RecipientType type) {
    return addresses(message, type.toString());
  }

  private static List<InternetAddress> addresses(MimeMessage message, String field) {
    try {
      var text = message.getHeader(field, ",");
      if (text == null) {
        return List.of();
      }
      return Addressees.named(text, false).stream()
          .filter(address -> address.getAddress() != null)
          .toList();
    } catch (MessagingException e) {
      return List.of();
    }
  }
}
