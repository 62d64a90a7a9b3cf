package com.mailgrant.mail;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * A message ready to leave: RFC 5322 text, with any line ends. Sent without holding it in memory.
 */
public interface Content {
  /** From the beginning, at every call. */
  InputStream open() throws IOException;

  /** Length as stored; line ends may still grow by one octet each. */
  long octets();

  /** Whether it holds octets above 127. */
  Alphabet alphabet();

  /** What 8BITMIME is about (RFC 6152). */
  enum Alphabet {
    SEVEN_BIT,
    EIGHT_BIT
  }

  /** A message in memory. */
  static Content of(byte[] message) {
    Alphabet alphabet = Alphabet.SEVEN_BIT;
    for (byte octet : message) {
      if (octet < 0) {
        alphabet = Alphabet.EIGHT_BIT;
        break;
      }
    }
    return new InMemory(message, alphabet);
  }

  /** Made by {@link #of}. */
  @SuppressWarnings("ArrayRecordComponent") // Handed through, never compared.
  record InMemory(byte[] message, Alphabet alphabet) implements Content {
    @Override
    public InputStream open() {
      return new ByteArrayInputStream(message);
    }

    @Override
    public long octets() {
      return message.length;
    }
  }
}
