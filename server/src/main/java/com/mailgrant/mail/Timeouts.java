package com.mailgrant.mail;

import java.time.Duration;

/**
 * How long to wait for a server. Each operation has one deadline, whatever the server does in the
 * meantime: a slow drip does not prolong it.
 *
 * @param connect for each address tried
 * @param tls for one handshake
 * @param reply for an ordinary command, and the longest silence while a message comes in
 * @param transfer for an operation that carries messages (FETCH, APPEND, DATA, RETR)
 */
public record Timeouts(Duration connect, Duration tls, Duration reply, Duration transfer) {
  /**
   * 10 s to connect, 15 s for TLS, 60 s for a reply, 15 min for a transfer. RFC 5321 4.5.3.2 asks
   * for up to 10 min after DATA: {@code transfer} covers it.
   */
  public static final Timeouts USUAL =
      new Timeouts(
          Duration.ofSeconds(10),
          Duration.ofSeconds(15),
          Duration.ofSeconds(60),
          Duration.ofMinutes(15));

  /** For somebody who sits before the screen: a server that takes longer counts as down. */
  public static final Timeouts OF_A_TEST =
      new Timeouts(
          Duration.ofSeconds(10),
          Duration.ofSeconds(10),
          Duration.ofSeconds(20),
          Duration.ofSeconds(60));

  /** Refuses durations that are not positive. */
  public Timeouts {
    requirePositive(connect, "connect");
    requirePositive(tls, "tls");
    requirePositive(reply, "reply");
    requirePositive(transfer, "transfer");
  }

  /** The same time for everything. */
  public static Timeouts all(Duration each) {
    return new Timeouts(each, each, each, each);
  }

  private static void requirePositive(Duration duration, String name) {
    if (!duration.isPositive()) {
      throw new IllegalArgumentException(name + " time-out must be positive, was " + duration);
    }
  }
}
