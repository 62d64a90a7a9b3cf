package com.mailgrant.e2e;

import java.time.Duration;

/** Says how long each part of a long walk took, so that a slow one is seen. */
final class Stations {
  private long since = System.nanoTime();

  /** Ends a part. */
  void reached(String name) {
    long now = System.nanoTime();
    System.out.printf("%s: %.1f s%n", name, Duration.ofNanos(now - since).toMillis() / 1_000.0);
    since = now;
  }
}
