package com.mailgrant.inbox;

import com.mailgrant.inbox.ReadMessage.Attached;
import jakarta.mail.MessagingException;
import jakarta.mail.Part;
import jakarta.mail.Session;
import jakarta.mail.internet.ContentType;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import jakarta.mail.internet.MimeUtility;
import jakarta.mail.internet.ParseException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * Takes a message apart. What is malformed becomes an attachment or stays out; it never breaks the
 * rest.
 */
final class MimeReader {
  private static final Session SESSION = Session.getInstance(new Properties());
  private static final int DEEPEST = 20;
  private static final int MOST_PARTS = 500;

  private final List<Part> leaves = new ArrayList<>();

  private MimeReader() {}

  static ReadMessage read(String id, byte[] source) {
    var reader = new MimeReader();
    var headers = new Headers(source);
    reader.takeApart(source);
    var attachments = reader.attachments();
    var listed = new ArrayList<Attached>();
    for (int number = 0; number < attachments.size(); number++) {
      listed.add(attached(number, attachments.get(number)));
    }
    return new ReadMessage(
        id,
        headers.first("Message-ID"),
        headers.addresses("From"),
        headers.addresses("To"),
        headers.addresses("Cc"),
        headers.text("Subject"),
        reader.text("text/plain"),
        reader.text("text/html"),
        listed,
        source.length >= Reading.LARGEST_MESSAGE);
  }

  /** One attachment, decoded. */
  static Optional<Part> attachment(byte[] source, int number) {
    var reader = new MimeReader();
    reader.takeApart(source);
    var attachments = reader.attachments();
    return number >= 0 && number < attachments.size()
        ? Optional.of(attachments.get(number))
        : Optional.empty();
  }

  private void takeApart(byte[] source) {
    try {
      walk(new MimeMessage(SESSION, new ByteArrayInputStream(source)), 0);
    } catch (MessagingException e) {
      leaves.clear();
    }
  }

  private void walk(Part part, int depth) {
    if (depth > DEEPEST || leaves.size() >= MOST_PARTS) {
      return;
    }
    try {
      if (part.isMimeType("multipart/*") && part.getContent() instanceof MimeMultipart parts) {
        for (int i = 0; i < parts.getCount(); i++) {
          walk(parts.getBodyPart(i), depth + 1);
        }
        return;
      }
    } catch (MessagingException | IOException e) {
      // Not to be taken apart further: it is shown as one piece.
    }
    leaves.add(part);
  }

  private @Nullable String text(String type) {
    for (var part : leaves) {
      if (isText(part, type)) {
        return decoded(part);
      }
    }
    return null;
  }

  private List<Part> attachments() {
    return leaves.stream()
        .filter(part -> !isText(part, "text/plain") && !isText(part, "text/html"))
        .toList();
  }

  private static boolean isText(Part part, String type) {
    try {
      return part.isMimeType(type) && !Part.ATTACHMENT.equalsIgnoreCase(part.getDisposition());
    } catch (MessagingException e) {
      return false;
    }
  }

  private static String decoded(Part part) {
    try (InputStream in = part.getInputStream()) {
      return new String(in.readAllBytes(), charset(part));
    } catch (MessagingException | IOException e) {
      return "";
    }
  }

  private static Charset charset(Part part) throws MessagingException {
    try {
      var name = new ContentType(part.getContentType()).getParameter("charset");
      return name == null ? StandardCharsets.UTF_8 : Charset.forName(MimeUtility.javaCharset(name));
    } catch (ParseException | IllegalCharsetNameException | UnsupportedCharsetException e) {
      return StandardCharsets.UTF_8;
    }
  }

  private static Attached attached(int number, Part part) {
    var name = "attachment-" + number;
    var type = "application/octet-stream";
    long octets = 0;
    try {
      var given = part.getFileName();
      name = given == null ? name : Headers.decoded(given);
      type = new ContentType(part.getContentType()).getBaseType();
      octets = Math.max(0, part.getSize());
    } catch (MessagingException e) {
      // The defaults above serve.
    }
    return new Attached(number, name, type, octets);
  }
}
