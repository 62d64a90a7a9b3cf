package com.mailgrant.inbox;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.springframework.http.ContentDisposition;

/** Sends what strangers wrote so that it runs nowhere. */
final class Bodies {
  private static final Set<String> PICTURES =
      Set.of("image/png", "image/jpeg", "image/gif", "image/webp");
  private static final int LARGEST_PICTURE = 3 * 1024 * 1024;

  /** RFC 6266 4.3: no paths, nothing that some system takes for a command. */
  private static final Pattern UNFIT = Pattern.compile("[\\p{Cntrl}/\\\\:*?\"<>|%]+");

  private Bodies() {}

  /** The HTML of a message, for a frame of ours or for a program. */
  static void html(MessageSource source, boolean remote, HttpServletResponse response)
      throws IOException {
    var message = MimeReader.read("", source.again());
    var html = message.html() == null ? "" : message.html();
    var safe =
        SafeHtml.of(html, inline(message, source, html), remote, SafeHtml.Labels.forReader());
    response.setHeader("Content-Security-Policy", policy(remote));
    response.setHeader("X-Frame-Options", "SAMEORIGIN");
    response.setHeader("Referrer-Policy", "no-referrer");
    response.setHeader("Cache-Control", "no-store");
    response.setContentType("text/html;charset=UTF-8");
    response.getOutputStream().write(safe.html().getBytes(StandardCharsets.UTF_8));
  }

  /** Of its own origin, without scripts: even what a bug lets through runs nowhere. */
  private static String policy(boolean remote) {
    return "default-src 'none'; style-src 'unsafe-inline'; img-src data:"
        + (remote ? " https:" : "")
        + "; base-uri 'none'; form-action 'none'; frame-ancestors 'self';"
        + " sandbox allow-popups allow-popups-to-escape-sandbox";
  }

  /** Always as a download, decoded on the way. */
  static void attachment(MimeReader.Attachment attachment, HttpServletResponse response)
      throws IOException {
    response.setContentType("application/octet-stream");
    response.setHeader("X-Content-Type-Options", "nosniff");
    response.setHeader("Cache-Control", "no-store");
    response.setHeader(
        "Content-Disposition",
        ContentDisposition.attachment()
            .filename(fileName(attachment.about()), StandardCharsets.UTF_8)
            .build()
            .toString());
    copy(attachment.open(), response);
  }

  static void source(MessageSource source, HttpServletResponse response) throws IOException {
    response.setContentType("message/rfc822");
    response.setContentLengthLong(source.octets());
    response.setHeader("Cache-Control", "no-store");
    copy(source.stream(), response);
  }

  static String fileName(ReadMessage.Attached attached) {
    var name = UNFIT.matcher(attached.name()).replaceAll("_").strip();
    while (name.startsWith(".")) {
      name = name.substring(1);
    }
    if (name.length() > 150) {
      int dot = name.lastIndexOf('.');
      var end = dot >= 0 && name.length() - dot <= 12 ? name.substring(dot) : "";
      name = name.substring(0, 150 - end.length()) + end;
    }
    return name.isBlank() ? "attachment-" + attached.number() : name;
  }

  private static void copy(InputStream from, HttpServletResponse response) throws IOException {
    try (from) {
      from.transferTo(response.getOutputStream());
    }
  }

  /** Pictures that the HTML names, as {@code data:} URLs: a sandboxed frame has no session. */
  private static Map<String, String> inline(ReadMessage message, MessageSource source, String html)
      throws IOException {
    var inline = new HashMap<String, String>();
    for (var attached : message.attachments()) {
      var id = attached.contentId();
      var type = attached.type().toLowerCase(Locale.ROOT);
      if (id == null || !PICTURES.contains(type) || !html.contains("cid:" + id)) {
        continue;
      }
      var attachment = MimeReader.attachment(source.again(), attached.number());
      if (attachment.isPresent()) {
        try (var in = attachment.get().open()) {
          var octets = in.readNBytes(LARGEST_PICTURE + 1);
          if (octets.length <= LARGEST_PICTURE) {
            inline.put(
                id, "data:" + type + ";base64," + Base64.getEncoder().encodeToString(octets));
          }
        }
      }
    }
    return inline;
  }
}
