package com.mailgrant.mail;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Commands and replies of SMTP (RFC 5321 4.2). */
final class SmtpDialogue {
  /** RFC 5321 says 512; servers that explain a refusal at length exceed it. */
  private static final int LONGEST_LINE = 4_096;

  private static final int MOST_LINES = 200;
  private static final int SERVICE_CLOSING = 421;

  final Wire wire;

  SmtpDialogue(Wire wire) {
    this.wire = wire;
  }

  /** Sends a line and reads what the server says to it; 421 ends the session. */
  Reply.Smtp ask(Stage stage, String line) throws MailFailureException {
    return ask(stage, line, line);
  }

  Reply.Smtp ask(Stage stage, String line, String shown) throws MailFailureException {
    wire.begin(stage, wire.timeouts().reply());
    wire.write((line + "\r\n").getBytes(StandardCharsets.UTF_8), shown);
    return reply();
  }

  /** Insists on 2xx. */
  Reply.Smtp run(Stage stage, String line) throws MailFailureException {
    Reply.Smtp reply = ask(stage, line);
    if (!reply.positive()) {
      throw ImapDialogue.rejected(stage, reply);
    }
    return reply;
  }

  /** Reads the reply to what has been sent, within the operation that runs. */
  Reply.Smtp reply() throws MailFailureException {
    Reply.Smtp reply = lastWord();
    if (reply.code() == SERVICE_CLOSING) {
      throw wire.ended(reply);
    }
    return reply;
  }

  /** The same where 421 is an answer like any other. */
  Reply.Smtp lastWord() throws MailFailureException {
    List<String> lines = new ArrayList<>();
    while (true) {
      String line = new String(wire.line(LONGEST_LINE), StandardCharsets.ISO_8859_1);
      if (!line.matches("[2-5][0-9][0-9]([ -].*)?")) {
        throw wire.garbled("a line that is no SMTP reply: " + excerpt(line));
      }
      if (lines.size() == MOST_LINES) {
        throw wire.garbled("a reply of more than " + MOST_LINES + " lines");
      }
      lines.add(wire.shown(line.length() > 4 ? line.substring(4) : ""));
      if (line.length() == 3 || line.charAt(3) == ' ') {
        return new Reply.Smtp(Integer.parseInt(line.substring(0, 3)), lines);
      }
    }
  }

  Duration transfer() {
    return wire.timeouts().transfer();
  }

  private String excerpt(String line) {
    return WireText.printable(wire.shown(line), 80);
  }
}
