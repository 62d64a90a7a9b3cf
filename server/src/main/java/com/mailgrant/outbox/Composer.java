package com.mailgrant.outbox;

import com.mailgrant.account.EmailAddress;
import com.mailgrant.account.MailAccount;
import com.mailgrant.outbox.MessageDraft.Attachment;
import com.mailgrant.outbox.MessageDraft.Recipient;
import com.mailgrant.platform.InvalidInput;
import com.mailgrant.platform.InvalidInput.FieldError;
import jakarta.activation.DataHandler;
import jakarta.mail.Message.RecipientType;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import jakarta.mail.internet.MimeUtility;
import jakarta.mail.util.ByteArrayDataSource;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UnsupportedEncodingException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Properties;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Makes an RFC 5322 message of a draft. Bcc stays out of it. */
final class Composer {
  /** One for all: making one looks for service loaders on every call (facts/stack 4). */
  private static final Session SESSION = Session.getInstance(new Properties());

  /** With the field's name it has to fit into a line of 998 octets (RFC 5322 2.1.1). */
  private static final int LONGEST_SUBJECT = 980;

  private static final int MOST_RECIPIENTS = 500;
  private static final int LARGEST_MESSAGE = 35 * 1024 * 1024;

  private static final Pattern LINE_END = Pattern.compile("\r\n|\r|\n");

  /** Types that hold further parts must not be encoded (RFC 2045 6.4). */
  private static final Pattern COMPOSITE = Pattern.compile("(?i)(multipart|message)/");

  private final List<FieldError> errors = new ArrayList<>();

  private Composer() {}

  /**
   * @param content the message as it leaves
   * @param recipients of the envelope, Bcc included
   */
  @SuppressWarnings("ArrayRecordComponent") // Handed through, never compared.
  record Composed(
      String messageId, String sender, byte[] content, List<String> recipients, String subject) {}

  static Composed compose(MailAccount account, MessageDraft draft, Instant now) {
    return new Composer().made(account, draft, now);
  }

  private Composed made(MailAccount account, MessageDraft draft, Instant now) {
    var to = addresses("to", draft.to());
    var cc = addresses("cc", draft.cc());
    var bcc = addresses("bcc", draft.bcc());
    var recipients = new ArrayList<String>();
    for (var list : List.of(to, cc, bcc)) {
      list.forEach(address -> recipients.add(address.getAddress()));
    }
    if (recipients.isEmpty() && errors.isEmpty()) {
      errors.add(new FieldError("to", "Name at least one recipient."));
    }
    if (recipients.size() > MOST_RECIPIENTS) {
      errors.add(
          new FieldError(
              "to", "A message may have at most " + MOST_RECIPIENTS + " recipients; split it."));
    }
    var subject = draft.subject() == null ? "" : draft.subject();
    if (subject.length() > LONGEST_SUBJECT || subject.chars().anyMatch(Character::isISOControl)) {
      errors.add(
          new FieldError(
              "subject",
              "The subject may have at most 980 characters and no line break or control character."));
    }
    var files = attachments(draft.attachments());
    if (!errors.isEmpty()) {
      throw new InvalidInput(errors);
    }
    var messageId = "<" + UUID.randomUUID() + "@" + account.senderEmail().domain() + ">";
    try {
      var message = message(account, draft, subject, files, messageId, now);
      message.setRecipients(RecipientType.TO, to.toArray(InternetAddress[]::new));
      message.setRecipients(RecipientType.CC, cc.toArray(InternetAddress[]::new));
      var out = new ByteArrayOutputStream();
      message.writeTo(out);
      if (out.size() > LARGEST_MESSAGE) {
        throw new InvalidInput(
            "attachments", "The message is larger than 35 MB; send smaller attachments.");
      }
      return new Composed(
          messageId, account.senderEmail().value(), out.toByteArray(), recipients, subject);
    } catch (MessagingException | IOException e) {
      throw new IllegalStateException("a checked draft cannot be written as a message", e);
    }
  }

  private static MimeMessage message(
      MailAccount account,
      MessageDraft draft,
      String subject,
      List<MimeBodyPart> files,
      String messageId,
      Instant now)
      throws MessagingException, UnsupportedEncodingException {
    var message =
        new MimeMessage(SESSION) {
          @Override
          protected void updateMessageID() throws MessagingException {
            setHeader("Message-ID", messageId);
          }
        };
    var name = account.senderName().isEmpty() ? null : account.senderName();
    message.setFrom(new InternetAddress(account.senderEmail().value(), name, "UTF-8"));
    message.setSubject(subject, "UTF-8");
    message.setSentDate(Date.from(now));
    var body = body(draft);
    if (files.isEmpty()) {
      message.setContent(body);
    } else {
      var mixed = new MimeMultipart("mixed");
      var first = new MimeBodyPart();
      first.setContent(body);
      mixed.addBodyPart(first);
      for (var file : files) {
        mixed.addBodyPart(file);
      }
      message.setContent(mixed);
    }
    message.saveChanges();
    return message;
  }

  private static MimeMultipart body(MessageDraft draft) throws MessagingException {
    var alternative = new MimeMultipart("alternative");
    var text = new MimeBodyPart();
    text.setText(draft.text() == null ? "" : withLineEnds(draft.text()), "UTF-8");
    if (draft.text() != null || draft.html() == null) {
      alternative.addBodyPart(text);
    }
    if (draft.html() != null) {
      var html = new MimeBodyPart();
      html.setText(withLineEnds(draft.html()), "UTF-8", "html");
      alternative.addBodyPart(html);
    }
    return alternative;
  }

  /** RFC 5322 2.3; servers refuse bare line feeds. */
  private static String withLineEnds(String text) {
    return LINE_END.matcher(text).replaceAll("\r\n");
  }

  private List<InternetAddress> addresses(
      String field, @Nullable List<@Nullable Recipient> recipients) {
    var addresses = new ArrayList<InternetAddress>();
    int number = 0;
    for (var recipient : recipients == null ? List.<@Nullable Recipient>of() : recipients) {
      address(field + "[" + number++ + "]", recipient, addresses);
    }
    return addresses;
  }

  private void address(String field, @Nullable Recipient recipient, List<InternetAddress> into) {
    var typed = recipient == null || recipient.address() == null ? "" : recipient.address();
    var name = recipient == null ? null : recipient.name();
    var address = EmailAddress.parse(typed);
    if (address.isEmpty() || typed.chars().anyMatch(Character::isISOControl)) {
      errors.add(
          new FieldError(
              field,
              "This is no email address that mail servers accept. Give one such as anna@example.com."));
    } else if (name != null
        && (name.length() > 200 || name.chars().anyMatch(Character::isISOControl))) {
      errors.add(
          new FieldError(
              field,
              "The name holds a line break or control character, or is longer than 200 characters."));
    } else {
      try {
        into.add(new InternetAddress(address.get().value(), name, "UTF-8"));
      } catch (UnsupportedEncodingException e) {
        throw new IllegalStateException("every Java has UTF-8", e);
      }
    }
  }

  private List<MimeBodyPart> attachments(@Nullable List<@Nullable Attachment> attachments) {
    var parts = new ArrayList<MimeBodyPart>();
    int number = 0;
    for (var attachment : attachments == null ? List.<@Nullable Attachment>of() : attachments) {
      attachment(
          "attachments[" + number++ + "]",
          attachment == null ? new Attachment(null, null, null) : attachment,
          parts);
    }
    return parts;
  }

  private void attachment(String field, Attachment attachment, List<MimeBodyPart> into) {
    var name = attachment.name() == null ? "" : attachment.name().strip();
    var type = attachment.type() == null ? "application/octet-stream" : attachment.type();
    if (name.isEmpty() || name.length() > 200 || name.chars().anyMatch(Character::isISOControl)) {
      errors.add(
          new FieldError(
              field + ".name", "Give the attachment a file name of at most 200 characters."));
      return;
    }
    if (!type.matches("[A-Za-z0-9.+-]+/[A-Za-z0-9.+-]+") || COMPOSITE.matcher(type).lookingAt()) {
      errors.add(
          new FieldError(
              field + ".type",
              "Give a media type such as application/pdf, for a whole message application/octet-stream."));
      return;
    }
    try {
      var content =
          Base64.getDecoder().decode(attachment.content() == null ? "" : attachment.content());
      var part = new MimeBodyPart();
      part.setDataHandler(new DataHandler(new ByteArrayDataSource(content, type)));
      // What looks like text would have its line ends changed on the way.
      part.setHeader("Content-Transfer-Encoding", "base64");
      part.setFileName(MimeUtility.encodeText(name, "UTF-8", null));
      into.add(part);
    } catch (IllegalArgumentException e) {
      errors.add(new FieldError(field + ".content", "The content must be base64."));
    } catch (MessagingException | UnsupportedEncodingException e) {
      throw new IllegalStateException("a checked attachment cannot be written", e);
    }
  }
}
