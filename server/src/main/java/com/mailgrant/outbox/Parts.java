package com.mailgrant.outbox;

import com.mailgrant.outbox.MessageDraft.Attachment;
import jakarta.activation.DataHandler;
import jakarta.mail.MessagingException;
import jakarta.mail.Part;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMultipart;
import jakarta.mail.internet.MimeUtility;
import jakarta.mail.util.ByteArrayDataSource;
import java.io.UnsupportedEncodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The body of a message: text, HTML with what it shows, and attachments. */
final class Parts {
  private static final Pattern TYPE = Pattern.compile("[A-Za-z0-9.+-]+/[A-Za-z0-9.+-]+");

  /** Types that hold further parts must not be encoded (RFC 2045 6.4). */
  private static final Pattern COMPOSITE = Pattern.compile("(?i)(multipart|message)/.*");

  /** The addr-spec of RFC 2392, and the plain words that people use. */
  private static final Pattern CONTENT_ID =
      Pattern.compile("[A-Za-z0-9!#$%&'*+/=?^_`{|}~.@-]{1,200}");

  private static final int LONGEST_NAME = 200;
  private static final int MOST_ATTACHMENTS = 250;
  private static final int LONGEST_LINE = 998;

  private final List<MimeBodyPart> inline = new ArrayList<>();
  private final List<MimeBodyPart> beside = new ArrayList<>();
  private final Set<String> contentIds = new HashSet<>();
  private final Complaints complaints;

  private Parts(Complaints complaints) {
    this.complaints = complaints;
  }

  /** Reads the attachments of a draft; what is wrong is complained of. */
  static Parts of(MessageDraft draft, Complaints complaints) {
    var parts = new Parts(complaints);
    var attachments = draft.attachments();
    if (attachments != null && attachments.size() > MOST_ATTACHMENTS) {
      complaints.add("attachments", "wrong.outbox.attachments");
      return parts;
    }
    int number = 0;
    for (var attachment : attachments == null ? List.<@Nullable Attachment>of() : attachments) {
      parts.read(
          "attachments[" + number++ + "]",
          attachment == null ? new Attachment(null, null, null) : attachment,
          draft.html() != null);
    }
    return parts;
  }

  /** Adds a whole message as it is, so that the reader can open it. */
  void forward(byte[] original) throws MessagingException {
    var part = new MimeBodyPart();
    boolean clean = isClean(original);
    part.setDataHandler(
        new DataHandler(
            new ByteArrayDataSource(
                original, clean ? "message/rfc822" : "application/octet-stream")));
    part.setHeader("Content-Transfer-Encoding", clean ? "8bit" : "base64");
    part.setDisposition(Part.ATTACHMENT);
    part.setFileName("original.eml");
    beside.add(part);
  }

  /** The whole body. */
  MimeMultipart body(MessageDraft draft) throws MessagingException {
    var text = text(draft);
    var shown = inline.isEmpty() ? text : wrapped("related", text, inline);
    return beside.isEmpty() ? shown : wrapped("mixed", shown, beside);
  }

  private static MimeMultipart wrapped(String kind, MimeMultipart first, List<MimeBodyPart> rest)
      throws MessagingException {
    var whole = new MimeMultipart(kind);
    var head = new MimeBodyPart();
    head.setContent(first);
    whole.addBodyPart(head);
    for (var part : rest) {
      whole.addBodyPart(part);
    }
    return whole;
  }

  private static MimeMultipart text(MessageDraft draft) throws MessagingException {
    var alternative = new MimeMultipart("alternative");
    if (draft.text() != null || draft.html() == null) {
      alternative.addBodyPart(text("plain", draft.text() == null ? "" : draft.text()));
    }
    if (draft.html() != null) {
      alternative.addBodyPart(text("html", draft.html()));
    }
    return alternative;
  }

  /** As octets: given as a text it would be written octet by octet, through several streams. */
  private static MimeBodyPart text(String kind, String text) throws MessagingException {
    var part = new MimeBodyPart();
    var octets = withLineEnds(text).getBytes(StandardCharsets.UTF_8);
    part.setDataHandler(
        new DataHandler(new ByteArrayDataSource(octets, "text/" + kind + "; charset=UTF-8")));
    return part;
  }

  /** RFC 5322 2.3; servers refuse bare line feeds. */
  private static String withLineEnds(String text) {
    var lines = new StringBuilder(text.length() + 80);
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\r' && i + 1 < text.length() && text.charAt(i + 1) == '\n') {
        i++;
      }
      if (c == '\r' || c == '\n') {
        lines.append("\r\n");
      } else {
        lines.append(c);
      }
    }
    return lines.toString();
  }

  private void read(String field, Attachment attachment, boolean hasHtml) {
    var name = attachment.name() == null ? "" : attachment.name().strip();
    var type = attachment.type() == null ? "application/octet-stream" : attachment.type();
    var contentId = attachment.contentId();
    if (name.isEmpty()
        || name.length() > LONGEST_NAME
        || name.chars().anyMatch(Character::isISOControl)) {
      complaints.add(field + ".name", "wrong.outbox.attachment-name");
    } else if (!TYPE.matcher(type).matches() || COMPOSITE.matcher(type).matches()) {
      complaints.add(field + ".type", "wrong.outbox.attachment-type");
    } else if (contentId != null && !CONTENT_ID.matcher(contentId).matches()) {
      complaints.add(field + ".contentId", "wrong.outbox.content-id");
    } else if (contentId != null && !contentIds.add(contentId)) {
      complaints.add(field + ".contentId", "wrong.outbox.content-id-twice");
    } else {
      add(field, attachment, name, type, hasHtml);
    }
  }

  private void add(String field, Attachment attachment, String name, String type, boolean hasHtml) {
    try {
      var content =
          Base64.getDecoder().decode(attachment.content() == null ? "" : attachment.content());
      var part = new MimeBodyPart();
      part.setDataHandler(new DataHandler(new ByteArrayDataSource(content, type)));
      // What looks like text would have its line ends changed on the way.
      part.setHeader("Content-Transfer-Encoding", "base64");
      part.setFileName(MimeUtility.encodeText(name, "UTF-8", null));
      boolean isInline =
          hasHtml && (Boolean.TRUE.equals(attachment.inline()) || attachment.contentId() != null);
      part.setDisposition(isInline ? Part.INLINE : Part.ATTACHMENT);
      if (attachment.contentId() != null) {
        part.setContentID("<" + attachment.contentId() + ">");
      }
      (isInline ? inline : beside).add(part);
    } catch (IllegalArgumentException e) {
      complaints.add(field + ".content", "wrong.outbox.content");
    } catch (MessagingException | UnsupportedEncodingException e) {
      throw new IllegalStateException("a checked attachment cannot be written", e);
    }
  }

  /** Whether it may stand in another message without being encoded (RFC 2046 5.2.1). */
  private static boolean isClean(byte[] message) {
    int length = 0;
    for (int i = 0; i < message.length; i++) {
      byte octet = message[i];
      boolean lineEnd = octet == '\n' && i > 0 && message[i - 1] == '\r';
      if (octet == 0
          || (octet == '\n' && !lineEnd)
          || (octet == '\r' && (i + 1 == message.length || message[i + 1] != '\n'))) {
        return false;
      }
      length = lineEnd ? 0 : length + 1;
      if (length > LONGEST_LINE + 1) {
        return false;
      }
    }
    return true;
  }
}
