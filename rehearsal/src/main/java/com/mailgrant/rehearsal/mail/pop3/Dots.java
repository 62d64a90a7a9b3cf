package com.mailgrant.rehearsal.mail.pop3;

import com.mailgrant.rehearsal.mail.Wire;
import java.io.IOException;

/** Multi-line answers: a dot before each line that begins with one, and one at the end. */
final class Dots {
  private Dots() {}

  static void send(byte[] octets, int length, Wire wire) throws IOException {
    for (int at = 0; at < length; ) {
      int next = at;
      while (next < length && octets[next] != '\n') {
        next++;
      }
      int end = next > at && octets[next - 1] == '\r' ? next - 1 : next;
      if (octets[at] == '.') {
        wire.put(".");
      }
      // Lines that end in a bare LF get the CRLF that the protocol wants.
      wire.put(octets, at, end - at).say("");
      at = next + 1;
    }
    wire.say(".");
  }
}
