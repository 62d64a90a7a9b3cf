package com.mailgrant.mail;

/**
 * Where a mail server listens, and how the connection is protected.
 *
 * @param host name or IP literal, without brackets
 * @param port 1 to 65535
 */
public record ServerAddress(String host, int port, Security security) {
  /** Refuses what cannot be a server: a blank or unprintable host, a port out of range. */
  public ServerAddress {
    if (host.isBlank() || host.length() > 253 || !host.chars().allMatch(c -> c > ' ' && c != 127)) {
      throw new IllegalArgumentException(
          "a mail server's host must be a name of 1 to 253 characters without spaces");
    }
    if (port < 1 || port > 65_535) {
      throw new IllegalArgumentException("a port must be 1 to 65535, was " + port);
    }
  }

  /** At the protocol's usual port. */
  public static ServerAddress of(Protocol protocol, String host, Security security) {
    return new ServerAddress(host, protocol.defaultPort(security), security);
  }

  /** For people: {@code host:port}. */
  @Override
  public String toString() {
    return host + ":" + port;
  }
}
