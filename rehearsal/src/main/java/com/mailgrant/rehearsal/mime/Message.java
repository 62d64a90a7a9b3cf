package com.mailgrant.rehearsal.mime;

import org.jspecify.annotations.Nullable;

/** The octets of a message and, once somebody asks, its structure. Immutable; thread-safe. */
public final class Message {
  private final byte[] bytes;
  private volatile @Nullable MimePart root;

  private Message(byte[] bytes) {
    this.bytes = bytes;
  }

  /**
   * @param bytes handed over; not to be changed any more
   */
  public static Message of(byte[] bytes) {
    return new Message(bytes);
  }

  /** The octets themselves, not to be changed. */
  public byte[] bytes() {
    return bytes;
  }

  /** In octets. */
  public int size() {
    return bytes.length;
  }

  /** The message as its outermost part. */
  public MimePart root() {
    var known = root;
    if (known == null) {
      // Two threads may both parse; the results are equal.
      known = MimePart.parse(bytes);
      root = known;
    }
    return known;
  }

  /** Header of the message. */
  public Header header() {
    return root().header();
  }
}
