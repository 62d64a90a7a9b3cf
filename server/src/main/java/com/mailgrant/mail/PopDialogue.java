package com.mailgrant.mail;

import com.mailgrant.mail.Reply.PopStatus;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Commands and replies of POP3 (RFC 1939 3). */
final class PopDialogue {
  /** RFC 1939 says 512; error texts and lines of messages are longer. */
  private static final int LONGEST_LINE = 4_096;

  final Wire wire;

  PopDialogue(Wire wire) {
    this.wire = wire;
  }

  Reply.Pop ask(Stage stage, String line) throws MailFailureException {
    return ask(stage, line, line);
  }

  Reply.Pop ask(Stage stage, String line, String shown) throws MailFailureException {
    send(stage, line, shown);
    return reply();
  }

  void send(Stage stage, String line, String shown) throws MailFailureException {
    wire.begin(stage, wire.timeouts().reply());
    wire.write((line + "\r\n").getBytes(StandardCharsets.UTF_8), shown);
  }

  /** Insists on +OK. */
  Reply.Pop run(Stage stage, String line) throws MailFailureException {
    Reply.Pop reply = ask(stage, line);
    if (reply.status() == PopStatus.ERR) {
      throw ImapDialogue.rejected(stage, reply);
    }
    return reply;
  }

  Reply.Pop reply() throws MailFailureException {
    return reply(line());
  }

  /** Reads a line that is +OK or -ERR. */
  Reply.Pop reply(String line) throws MailFailureException {
    if (line.startsWith("+OK")) {
      return Reply.Pop.of(PopStatus.OK, wire.shown(line.substring(3).strip()));
    }
    if (line.startsWith("-ERR")) {
      return Reply.Pop.of(PopStatus.ERR, wire.shown(line.substring(4).strip()));
    }
    throw wire.garbled("a line that is no POP3 reply: " + WireText.printable(wire.shown(line), 80));
  }

  String line() throws MailFailureException {
    return new String(wire.line(LONGEST_LINE), StandardCharsets.ISO_8859_1);
  }

  /** The lines up to the lonely dot, at most so many. */
  List<String> lines(int most) throws MailFailureException {
    List<String> lines = new ArrayList<>();
    while (true) {
      String line = line();
      if (line.equals(".")) {
        return lines;
      }
      if (lines.size() == most) {
        throw wire.garbled("an answer of more than " + most + " lines");
      }
      lines.add(line.startsWith(".") ? line.substring(1) : line);
    }
  }
}
