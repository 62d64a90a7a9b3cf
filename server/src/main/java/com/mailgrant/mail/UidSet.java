package com.mailgrant.mail;

import java.util.Arrays;
import java.util.stream.LongStream;

/**
 * UIDs of messages as ranges, ascending and without overlaps: small even for a large mailbox.
 * Written as IMAP's sequence set ({@code 1:5,9,12:*}, RFC 9051 9).
 */
public final class UidSet {
  /** The largest UID that a server can give: 32 bits, without sign. */
  public static final long LAST = 0xFFFF_FFFFL;

  private static final UidSet NONE = new UidSet(new long[0]);

  /** Pairs of first and last. */
  private final long[] bounds;

  private UidSet(long[] bounds) {
    this.bounds = bounds;
  }

  /** No message. */
  public static UidSet none() {
    return NONE;
  }

  /** These, in any order. */
  public static UidSet of(long... uids) {
    Collector collector = new Collector();
    for (long uid : uids) {
      collector.add(uid, uid);
    }
    return collector.toSet();
  }

  /** Both ends included. */
  public static UidSet range(long first, long last) {
    Collector collector = new Collector();
    collector.add(first, last);
    return collector.toSet();
  }

  /** This UID and all above. */
  public static UidSet from(long first) {
    return range(first, LAST);
  }

  /**
   * Reads a sequence set.
   *
   * @throws IllegalArgumentException when it is none
   */
  public static UidSet parse(String text) {
    Collector collector = new Collector();
    for (String part : text.split(",", -1)) {
      int colon = part.indexOf(':');
      long first = number(colon < 0 ? part : part.substring(0, colon));
      long last = colon < 0 ? first : number(part.substring(colon + 1));
      collector.add(Math.min(first, last), Math.max(first, last));
    }
    return collector.toSet();
  }

  /** Whether there is none. */
  public boolean isEmpty() {
    return bounds.length == 0;
  }

  /** How many UIDs the ranges span; messages may be fewer. */
  public long size() {
    long size = 0;
    for (int i = 0; i < bounds.length; i += 2) {
      size += bounds[i + 1] - bounds[i] + 1;
    }
    return size;
  }

  /** Whether this UID is among them. */
  public boolean contains(long uid) {
    int low = 0;
    int high = bounds.length / 2 - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      if (uid < bounds[2 * middle]) {
        high = middle - 1;
      } else if (uid > bounds[2 * middle + 1]) {
        low = middle + 1;
      } else {
        return true;
      }
    }
    return false;
  }

  /** The lowest; there must be one. */
  public long first() {
    return bounds[0];
  }

  /** The highest; there must be one. */
  public long last() {
    return bounds[bounds.length - 1];
  }

  /** Ascending, one by one; made while it is read, so a wide range costs no memory. */
  public LongStream stream() {
    return LongStream.iterate(0, i -> i < bounds.length, i -> i + 2)
        .flatMap(i -> LongStream.rangeClosed(bounds[(int) i], bounds[(int) i + 1]));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof UidSet set && Arrays.equals(bounds, set.bounds);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bounds);
  }

  /** As a command takes it; empty for no message. */
  @Override
  public String toString() {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < bounds.length; i += 2) {
      if (i > 0) {
        out.append(',');
      }
      out.append(bounds[i]);
      if (bounds[i + 1] == LAST && bounds[i] != LAST) {
        out.append(":*");
      } else if (bounds[i + 1] != bounds[i]) {
        out.append(':').append(bounds[i + 1]);
      }
    }
    return out.toString();
  }

  private static long number(String text) {
    if (text.equals("*")) {
      return LAST;
    }
    if (text.isEmpty() || text.length() > 10 || !text.chars().allMatch(c -> c >= '0' && c <= '9')) {
      throw new IllegalArgumentException("not a UID: " + WireText.printable(text, 40));
    }
    return Long.parseLong(text);
  }

  /** Gathers UIDs as a server lists them, mostly ascending, in little memory. */
  static final class Collector {
    private long[] bounds = new long[16];
    private int used;
    private boolean ascending = true;

    void add(long first, long last) {
      if (first < 1 || last > LAST || first > last) {
        throw new IllegalArgumentException("UIDs are 1 to " + LAST + ", not " + first + ":" + last);
      }
      if (used > 0 && ascending && first == bounds[used - 1] + 1) {
        bounds[used - 1] = last;
        return;
      }
      ascending &= used == 0 || first > bounds[used - 1];
      if (used == bounds.length) {
        bounds = Arrays.copyOf(bounds, used * 2);
      }
      bounds[used++] = first;
      bounds[used++] = last;
    }

    UidSet toSet() {
      if (used == 0) {
        return NONE;
      }
      return new UidSet(ascending ? Arrays.copyOf(bounds, used) : sorted());
    }

    private long[] sorted() {
      long[][] ranges = new long[used / 2][];
      for (int i = 0; i < ranges.length; i++) {
        ranges[i] = new long[] {bounds[2 * i], bounds[2 * i + 1]};
      }
      Arrays.sort(ranges, (a, b) -> Long.compare(a[0], b[0]));
      long[] merged = new long[used];
      int n = 0;
      for (long[] range : ranges) {
        if (n > 0 && range[0] <= merged[n - 1] + 1) {
          merged[n - 1] = Math.max(merged[n - 1], range[1]);
        } else {
          merged[n++] = range[0];
          merged[n++] = range[1];
        }
      }
      return Arrays.copyOf(merged, n);
    }
  }
}
