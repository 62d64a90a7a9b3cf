package com.mailgrant.mail;

import java.io.IOException;
import java.io.Serial;
import java.net.InetAddress;
import java.net.UnknownHostException;

/**
 * Resolves a host and decides whether we may connect there. The connection goes to exactly the
 * addresses returned, so a name cannot change its mind between the check and the connection.
 */
@FunctionalInterface
public interface AddressPolicy {
  /** Every address of every host; for servers named by the operator, and for tests. */
  AddressPolicy ANYWHERE = InetAddress::getAllByName;

  /**
   * The addresses to try, in this order.
   *
   * @throws UnknownHostException when the name does not exist
   * @throws Forbidden when it leads where we may not go
   */
  InetAddress[] resolve(String host) throws UnknownHostException, Forbidden;

  /** The host leads into a network that is closed to us. */
  final class Forbidden extends IOException {
    @Serial private static final long serialVersionUID = 1L;

    /**
     * @param message a sentence for an administrator
     */
    public Forbidden(String message) {
      super(message);
    }
  }
}
