package com.mailgrant.rehearsal.mail.imap;

import com.mailgrant.rehearsal.mime.ContentType;
import com.mailgrant.rehearsal.mime.MimePart;
import java.util.Map;

/** BODY and BODYSTRUCTURE (RFC 3501 7.4.2). */
final class BodyStructure {
  private final boolean extended;

  private BodyStructure(boolean extended) {
    this.extended = extended;
  }

  static String basic(MimePart message) {
    return new BodyStructure(false).of(message);
  }

  static String extended(MimePart message) {
    return new BodyStructure(true).of(message);
  }

  private String of(MimePart part) {
    // A multipart without parts has no form in the grammar and counts as text.
    return part.type().isMultipart() && !part.children().isEmpty() ? multipart(part) : single(part);
  }

  private String multipart(MimePart part) {
    var text = new StringBuilder("(");
    part.children().forEach(child -> text.append(of(child)));
    text.append(' ').append(Words.upper(part.type().subtype()));
    if (extended) {
      text.append(' ').append(parameters(part.type().parameters())).append(extensions(part));
    }
    return text.append(')').toString();
  }

  private String single(MimePart part) {
    var declared = part.type();
    boolean broken = declared.type().equals("multipart") || declared.subtype().isEmpty();
    var type = broken ? new ContentType("text", "plain", Map.of()) : declared;
    var text = new StringBuilder("(");
    text.append(Words.upper(type.type()))
        .append(' ')
        .append(Words.upper(type.subtype()))
        .append(' ')
        .append(parameters(type.parameters()))
        .append(' ')
        .append(field(part, "Content-ID"))
        .append(' ')
        .append(field(part, "Content-Description"))
        .append(' ')
        .append(Words.upper(part.encoding()))
        .append(' ')
        .append(part.bodyRange().length());
    if (type.isMessage() && !part.children().isEmpty()) {
      var inner = part.children().getFirst();
      text.append(' ').append(Envelope.of(inner.header())).append(' ').append(of(inner));
    }
    if (type.type().equals("text") || type.isMessage()) {
      text.append(' ').append(part.lines());
    }
    if (extended) {
      text.append(' ').append(field(part, "Content-MD5")).append(extensions(part));
    }
    return text.append(')').toString();
  }

  private static String extensions(MimePart part) {
    var disposition =
        part.disposition()
            .map(value ->
                "(" + Words.upper(value.type()) + " " + parameters(value.parameters()) + ")")
            .orElse("NIL");
    return " "
        + disposition
        + " "
        + field(part, "Content-Language")
        + " "
        + field(part, "Content-Location");
  }

  private static String field(MimePart part, String name) {
    return Words.nstring(part.header().first(name).orElse(null));
  }

  private static String parameters(Map<String, String> parameters) {
    if (parameters.isEmpty()) {
      return "NIL";
    }
    var text = new StringBuilder("(");
    parameters.forEach((name, value) ->
        text.append(text.length() > 1 ? " " : "")
            .append(Words.upper(name))
            .append(' ')
            .append(Words.nstring(value)));
    return text.append(')').toString();
  }
}
