package com.mailgrant.mail;

/**
 * Makes a message fit for DATA: every line ends with CRLF, and a leading dot is doubled (RFC 5321
 * 4.5.2). Bare CR and bare LF become line ends, so that no server can see an end that we do not.
 */
final class DotStuffing {
  private byte[] out = new byte[0];
  private int length;
  private boolean lineStart = true;
  private boolean afterCr;

  /** The next part of the message, changed; valid up to {@link #length} until the next call. */
  byte[] octets(byte[] in, int count) {
    if (out.length < 2 * count + 2) {
      out = new byte[2 * count + 2];
    }
    length = 0;
    for (int i = 0; i < count; i++) {
      add(in[i]);
    }
    return out;
  }

  int length() {
    return length;
  }

  /** What closes the message. */
  String end() {
    return lineStart ? ".\r\n" : "\r\n.\r\n";
  }

  private void add(byte octet) {
    if (octet == '\n') {
      // Already written when its CR came.
      if (!afterCr) {
        lineEnd();
      }
      afterCr = false;
      return;
    }
    afterCr = octet == '\r';
    if (afterCr) {
      lineEnd();
      return;
    }
    if (lineStart && octet == '.') {
      out[length++] = '.';
    }
    out[length++] = octet;
    lineStart = false;
  }

  private void lineEnd() {
    out[length++] = '\r';
    out[length++] = '\n';
    lineStart = true;
  }
}
