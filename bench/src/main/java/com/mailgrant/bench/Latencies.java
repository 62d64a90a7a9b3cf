package com.mailgrant.bench;

import java.util.Arrays;

/** Times of many requests. */
final class Latencies {
  private final long[] nanos;
  private final long tookNanos;

  /**
   * @param nanos of each
   * @param tookNanos all together, from the first to the last
   */
  Latencies(long[] nanos, long tookNanos) {
    this.nanos = nanos.clone();
    this.tookNanos = tookNanos;
    Arrays.sort(this.nanos);
  }

  /** So many of a hundred took no longer. */
  double millis(int percent) {
    int place = (int) Math.ceil(nanos.length * percent / 100.0) - 1;
    return nanos[Math.max(place, 0)] / 1e6;
  }

  /** Requests a second. */
  double rate() {
    return nanos.length * 1e9 / tookNanos;
  }
}
