package com.mailgrant.mail;

import java.io.IOException;
import java.io.OutputStream;

/** Passes on so many octets and swallows the rest. */
final class Limited extends OutputStream {
  private final OutputStream out;
  private long left;

  Limited(OutputStream out, long most) {
    this.out = out;
    this.left = most;
  }

  @Override
  public void write(int octet) throws IOException {
    write(new byte[] {(byte) octet}, 0, 1);
  }

  @Override
  public void write(byte[] octets, int offset, int length) throws IOException {
    int part = (int) Math.min(left, length);
    out.write(octets, offset, part);
    left -= part;
  }
}
