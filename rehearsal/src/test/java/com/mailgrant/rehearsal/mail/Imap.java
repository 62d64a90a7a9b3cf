package com.mailgrant.rehearsal.mail;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** An IMAP client for tests: commands and all that comes back. */
final class Imap implements AutoCloseable {
  private static final Pattern LITERAL = Pattern.compile("\\{([0-9]+)}$");

  final Talk talk;
  final String greeting;
  private int tags;

  Imap(Talk talk) throws IOException {
    this.talk = talk;
    this.greeting = talk.line();
  }

  /** Sends a command and hands back the untagged responses and, last, the tagged one. */
  List<String> command(String command) throws IOException {
    var tag = begin(command);
    return until(tag);
  }

  /** Sends a command without waiting, and says its tag. */
  String begin(String command) throws IOException {
    var tag = "t" + ++tags;
    talk.say(tag + " " + command);
    return tag;
  }

  List<String> until(String tag) throws IOException {
    var lines = new ArrayList<String>();
    do {
      lines.add(response());
    } while (!lines.getLast().startsWith(tag + " "));
    lines.set(lines.size() - 1, lines.getLast().substring(tag.length() + 1));
    return lines;
  }

  /** A response with its literals, as one text. */
  String response() throws IOException {
    var text = new StringBuilder(talk.line());
    for (var literal = LITERAL.matcher(text); literal.find(); literal = LITERAL.matcher(text)) {
      text.append("\r\n").append(talk.octets(Integer.parseInt(literal.group(1))));
      var rest = talk.line();
      text.append(rest);
      if (rest.isEmpty()) {
        break;
      }
    }
    return text.toString();
  }

  /** Insists on OK. */
  List<String> ok(String command) throws IOException {
    var lines = command(command);
    assertThat(lines.getLast()).as(command).startsWith("OK ");
    return lines;
  }

  /** The last line alone. */
  String last(String command) throws IOException {
    return command(command).getLast();
  }

  @Override
  public void close() throws IOException {
    talk.close();
  }
}
