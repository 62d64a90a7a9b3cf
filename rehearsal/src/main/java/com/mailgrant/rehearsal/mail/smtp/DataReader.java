package com.mailgrant.rehearsal.mail.smtp;

import com.mailgrant.rehearsal.mail.HungUpException;
import com.mailgrant.rehearsal.mail.Wire;
import java.io.ByteArrayOutputStream;
import java.io.IOException;

/** Reads what follows DATA up to the lonely dot (RFC 5321 4.5.2). */
final class DataReader {
  /**
   * @param octets without the stuffed dots; empty if too large
   * @param bareLineFeeds whether a line ended in LF alone
   */
  @SuppressWarnings("ArrayRecordComponent") // Handed through, never compared.
  record Data(byte[] octets, boolean tooLarge, boolean bareLineFeeds) {}

  private final Wire wire;
  private final int largest;
  private final ByteArrayOutputStream octets = new ByteArrayOutputStream();
  private long length;
  private boolean bareLineFeeds;
  private boolean afterReturn;
  private boolean lineStarts = true;

  private DataReader(Wire wire, int largest) {
    this.wire = wire;
    this.largest = largest;
  }

  static Data read(Wire wire, int largest) throws IOException {
    return new DataReader(wire, largest).read();
  }

  private Data read() throws IOException {
    while (true) {
      int octet = wire.read();
      if (lineStarts && octet == '.') {
        octet = wire.read();
        if (octet == '\r') {
          int last = wire.read();
          // Only CRLF, dot, CRLF ends a message: other readings let one message smuggle in another.
          if (last == '\n') {
            break;
          }
          put('\r');
          octet = last;
        }
      }
      put(octet);
    }
    boolean tooLarge = length > largest;
    return new Data(tooLarge ? new byte[0] : octets.toByteArray(), tooLarge, bareLineFeeds);
  }

  private void put(int octet) throws IOException {
    boolean lineFeed = octet == '\n';
    bareLineFeeds |= lineFeed && !afterReturn;
    lineStarts = lineFeed && afterReturn;
    afterReturn = octet == '\r';
    length++;
    if (length <= largest) {
      octets.write(octet);
    } else if (length > 2L * largest) {
      throw new HungUpException("a message without end");
    }
  }
}
