package com.mailgrant.e2e.lab;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import org.awaitility.Awaitility;

/** Looks into a mailbox over IMAP with a token of its owner's, by hand and on the raw wire. */
public final class MailboxView implements AutoCloseable {
  private static final Pattern LITERAL = Pattern.compile("\\{(\\d+)\\}$");
  private final Wire wire;
  private int commands;

  private MailboxView(Wire wire) {
    this.wire = wire;
  }

  static MailboxView open(SSLContext trust, int port, String mailbox, String token)
      throws IOException {
    var view = new MailboxView(Wire.tls(trust, port));
    view.wire.hear();
    view.command("AUTHENTICATE XOAUTH2 " + Xoauth2.xoauth2(mailbox, token));
    return view;
  }

  /** Lines of the server's LIST answer, names as on the wire (modified UTF-7). */
  public List<String> folders() throws IOException {
    return command("LIST \"\" \"*\"").stream().filter(l -> l.startsWith("* LIST")).toList();
  }

  /**
   * Every message of a folder as the server stores it, oldest first.
   *
   * @param folder name as on the wire
   */
  public List<String> messages(String folder) throws IOException {
    command("EXAMINE \"" + folder + "\"");
    var sources = new ArrayList<String>();
    for (var number : numbers(command("SEARCH ALL"))) {
      var answer = command("FETCH " + number + " (BODY.PEEK[])");
      sources.add(String.join("\n", answer));
    }
    return sources;
  }

  /** How many messages of a folder contain this text anywhere, headers included. */
  public long count(String folder, String text) throws IOException {
    return messages(folder).stream().filter(m -> m.contains(text)).count();
  }

  /**
   * Waits until a folder holds a message with this text. It asks again and again: what IDLE tells
   * depends on what was told before it, and on how soon the kernel wakes the server.
   *
   * @return the message's source
   */
  public String await(String folder, String text, Duration patience) {
    return Awaitility.await()
        .alias("a message with \"" + text + "\" in " + folder)
        .atMost(patience)
        .until(
            () -> messages(folder).stream().filter(m -> m.contains(text)).findFirst(),
            Optional::isPresent)
        .orElseThrow();
  }

  /** Sends a command and returns all lines of the answer; anything but OK is an error. */
  public List<String> command(String text) throws IOException {
    var tag = "c" + ++commands;
    wire.say(tag + " " + text);
    var lines = new ArrayList<String>();
    while (true) {
      var line = wire.hear();
      var literal = LITERAL.matcher(line);
      if (line.startsWith(tag + " OK")) {
        return lines;
      } else if (line.startsWith(tag + " ") || line.startsWith("+ ")) {
        throw new IOException(text.split(" ", 2)[0] + " was refused: " + line);
      } else if (literal.find()) {
        lines.add(line);
        lines.add(wire.hear(Integer.parseInt(literal.group(1))));
      } else {
        lines.add(line);
      }
    }
  }

  private static List<String> numbers(List<String> answer) {
    return answer.stream()
        .filter(l -> l.startsWith("* SEARCH"))
        .flatMap(l -> Pattern.compile("\\d+").matcher(l).results())
        .map(r -> r.group())
        .toList();
  }

  @Override
  public void close() throws IOException {
    wire.close();
  }
}
