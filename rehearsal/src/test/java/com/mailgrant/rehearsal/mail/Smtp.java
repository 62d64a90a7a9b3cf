package com.mailgrant.rehearsal.mail;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;

/** An SMTP client for tests. */
final class Smtp implements AutoCloseable {
  final Talk talk;
  final String greeting;

  Smtp(Talk talk) throws IOException {
    this.talk = talk;
    this.greeting = reply();
  }

  static Smtp secured(Talk talk) throws IOException {
    var smtp = new Smtp(talk);
    smtp.expect("250", "EHLO client.example");
    smtp.expect("220", "STARTTLS");
    talk.startTls();
    smtp.expect("250", "EHLO client.example");
    return smtp;
  }

  /** All lines of a reply, joined by LF. */
  String reply() throws IOException {
    var reply = new StringBuilder();
    String line;
    do {
      line = talk.line();
      reply.append(reply.isEmpty() ? "" : "\n").append(line);
    } while (line.charAt(3) == '-');
    return reply.toString();
  }

  String command(String line) throws IOException {
    talk.say(line);
    return reply();
  }

  String expect(String start, String line) throws IOException {
    var reply = command(line);
    assertThat(reply).as(line).startsWith(start);
    return reply;
  }

  /** Sends a message and hands back the last reply. */
  String send(String from, String message, String... to) throws IOException {
    expect("250 2.1.0", "MAIL FROM:<" + from + ">");
    for (var recipient : to) {
      expect("250 2.1.5", "RCPT TO:<" + recipient + ">");
    }
    expect("354 ", "DATA");
    talk.send(message.replace("\n", "\r\n") + "\r\n.\r\n");
    return reply();
  }

  @Override
  public void close() throws IOException {
    talk.close();
  }
}
