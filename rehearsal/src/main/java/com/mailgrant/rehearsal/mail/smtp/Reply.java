package com.mailgrant.rehearsal.mail.smtp;

import com.mailgrant.rehearsal.fault.Script;
import java.util.ArrayList;
import java.util.List;

/**
 * What the server says to a command.
 *
 * @param code of three digits (RFC 5321 4.2)
 * @param lines without the code
 */
record Reply(int code, List<String> lines) {
  Reply {
    lines = List.copyOf(lines);
  }

  static Reply of(int code, String... lines) {
    return new Reply(code, List.of(lines));
  }

  /** As a scripted fault says it. */
  static Reply of(Script.Line line) {
    return of(Integer.parseInt(line.word()), line.rest());
  }

  boolean isError() {
    return code >= 400;
  }

  /** Appends to the last line. */
  Reply with(String appendix) {
    var all = new ArrayList<>(lines);
    all.set(all.size() - 1, all.getLast() + appendix);
    return new Reply(code, all);
  }

  /** The lines as they go out. */
  List<String> wire() {
    var out = new ArrayList<String>();
    for (int i = 0; i < lines.size(); i++) {
      out.add(code + (i < lines.size() - 1 ? "-" : " ") + lines.get(i));
    }
    return out;
  }
}
