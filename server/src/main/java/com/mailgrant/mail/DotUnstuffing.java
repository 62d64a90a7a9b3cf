package com.mailgrant.mail;

import java.io.IOException;
import java.io.OutputStream;

/** Reads a message up to the lonely dot (RFC 1939 3), streaming; lines may have any length. */
final class DotUnstuffing {
  private static final int CHUNK = 4_096;

  private final OutputStream out;
  private final long most;
  private final byte[] chunk = new byte[CHUNK];
  private int used;
  private long seen;

  private DotUnstuffing(OutputStream out, long most) {
    this.out = out;
    this.most = most;
  }

  static SourceFetched copy(Wire wire, OutputStream out, long most)
      throws MailFailureException, IOException {
    DotUnstuffing copy = new DotUnstuffing(out, most);
    copy.run(wire);
    return copy.seen > most ? SourceFetched.CUT : SourceFetched.WHOLE;
  }

  private void run(Wire wire) throws MailFailureException, IOException {
    boolean lineStart = true;
    while (true) {
      int octet = wire.read();
      if (lineStart && octet == '.') {
        octet = wire.read();
        if (octet == '\r' && wire.peek() == '\n') {
          wire.read();
          flush();
          return;
        }
        if (octet == '\n') {
          flush();
          return;
        }
      }
      add(octet);
      lineStart = octet == '\n';
    }
  }

  private void add(int octet) throws IOException {
    if (seen < most) {
      if (used == CHUNK) {
        flush();
      }
      chunk[used++] = (byte) octet;
    }
    seen++;
  }

  private void flush() throws IOException {
    out.write(chunk, 0, used);
    used = 0;
  }
}
