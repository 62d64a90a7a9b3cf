package com.mailgrant.inbox;

import com.mailgrant.inbox.ReadMessage.Attached;
import jakarta.mail.MessagingException;
import jakarta.mail.Part;
import jakarta.mail.Session;
import jakarta.mail.internet.ContentType;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import jakarta.mail.internet.MimePart;
import jakarta.mail.internet.MimeUtility;
import jakarta.mail.internet.ParseException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
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
  /** Of a text that is shown, decoded. */
  static final int MOST_TEXT_OCTETS = 4 * 1024 * 1024;

  private static final Session SESSION = Session.getInstance(new Properties());
  private static final int DEEPEST = 20;
  private static final int MOST_PARTS = 500;
  private static final String UNKNOWN = "application/octet-stream";

  private final List<Part> leaves = new ArrayList<>();
  private int walked;

  private MimeReader() {}

  static ReadMessage read(String id, byte[] source) {
    try (var message = MessageSource.of(source)) {
      return read(id, message);
    }
  }

  static ReadMessage read(String id, MessageSource source) {
    var reader = new MimeReader();
    var message = reader.takeApart(source);
    var headers = headers(message);
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
        headers.first("Date"),
        reader.text("text/plain"),
        reader.text("text/html"),
        listed,
        source.octets() >= Reading.LARGEST_MESSAGE);
  }

  /** One attachment; its stream is decoded, and ends when the source is closed. */
  static Optional<Attachment> attachment(MessageSource source, int number) {
    var reader = new MimeReader();
    reader.takeApart(source);
    var attachments = reader.attachments();
    return number >= 0 && number < attachments.size()
        ? Optional.of(
            new Attachment(attached(number, attachments.get(number)), attachments.get(number)))
        : Optional.empty();
  }

  /** What {@link #attachment} found. */
  record Attachment(Attached about, Part part) {
    /** Decoded; of a broken encoding as much as can be read, and empty where nothing can. */
    InputStream open() {
      try {
        return part.getInputStream();
      } catch (MessagingException | IOException e) {
        return InputStream.nullInputStream();
      }
    }
  }

  private static Headers headers(@Nullable MimeMessage message) {
    var lines = new StringBuilder();
    if (message != null) {
      try {
        var all = message.getAllHeaderLines();
        while (all.hasMoreElements() && lines.length() < 1 << 20) {
          lines.append(all.nextElement()).append("\r\n");
        }
      } catch (MessagingException e) {
        lines.setLength(0);
      }
    }
    return new Headers(lines.append("\r\n").toString().getBytes(StandardCharsets.UTF_8));
  }

  private @Nullable MimeMessage takeApart(MessageSource source) {
    try {
      var message = new MimeMessage(SESSION, source.stream());
      walk(message, 0);
      return message;
    } catch (MessagingException e) {
      leaves.clear();
      return null;
    }
  }

  private void walk(Part part, int depth) {
    walked++;
    if (depth > DEEPEST || walked > 2 * MOST_PARTS || leaves.size() >= MOST_PARTS) {
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
      var text = new String(in.readNBytes(MOST_TEXT_OCTETS), charset(part));
      return text.replace("\u0000", "");
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

  /** As it will be downloaded; what cannot be decoded has its size in the message. */
  private static long octets(Part part) throws MessagingException {
    try (var in = part.getInputStream()) {
      return in.transferTo(OutputStream.nullOutputStream());
    } catch (IOException e) {
      return Math.max(0, part.getSize());
    }
  }

  private static Attached attached(int number, Part part) {
    var name = "attachment-" + number;
    var type = UNKNOWN;
    long octets = 0;
    String contentId = null;
    try {
      octets = octets(part);
      contentId = part instanceof MimePart mime ? mime.getContentID() : null;
      var given = part.getFileName();
      name = given == null || given.isBlank() ? name : Headers.shown(Headers.decoded(given));
      type = new ContentType(part.getContentType()).getBaseType();
    } catch (MessagingException e) {
      // The defaults above serve.
    }
    var id = contentId == null ? null : Headers.shown(contentId).replaceAll("[<>]", "");
    return new Attached(number, name, type, octets, id);
  }
}
