package com.mailgrant.platform;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import org.springframework.stereotype.Component;

/**
 * Keeps hosts that people type from leading into private networks (server-side request forgery).
 * Whoever connects uses the addresses returned here, so that a name cannot change between question
 * and use. Hosts that the operator declared in the configuration may be anywhere.
 */
@Component
public class AddressGuard {
  private final boolean allowPrivate;
  private final Set<String> declared = new HashSet<>();

  AddressGuard(MailgrantProperties properties) {
    allowPrivate = properties.network().allowPrivateHosts();
    for (var cloud : properties.clouds().values()) {
      declare(cloud.authority());
      for (var server : Arrays.asList(cloud.imap(), cloud.pop3(), cloud.smtp())) {
        if (server != null) {
          declared.add(server.host().toLowerCase(Locale.ROOT));
        }
      }
    }
  }

  /**
   * The addresses of a host, all of them allowed.
   *
   * @throws Forbidden when one of them is inside a private network
   */
  public InetAddress[] resolve(String host) throws UnknownHostException, Forbidden {
    return declared.contains(host.toLowerCase(Locale.ROOT))
        ? InetAddress.getAllByName(host)
        : resolveForeign(host);
  }

  /**
   * The addresses of a host that has nothing to do with those in the configuration: that the
   * operator let mail go to a private host does not let webhooks go to its other ports.
   *
   * @throws Forbidden when one of them is inside a private network
   */
  public InetAddress[] resolveForeign(String host) throws UnknownHostException, Forbidden {
    var addresses = InetAddress.getAllByName(host);
    if (!allowPrivate) {
      for (var address : addresses) {
        if (isPrivate(address)) {
          throw new Forbidden(host, address);
        }
      }
    }
    return addresses;
  }

  private void declare(URI authority) {
    if (authority.getHost() != null) {
      declared.add(authority.getHost().toLowerCase(Locale.ROOT));
    }
  }

  /** RFC 6890 special-purpose ranges, and what is embedded in IPv6. */
  static boolean isPrivate(InetAddress address) {
    if (address.isAnyLocalAddress()
        || address.isLoopbackAddress()
        || address.isLinkLocalAddress()
        || address.isSiteLocalAddress()
        || address.isMulticastAddress()) {
      return true;
    }
    var octets = address.getAddress();
    return switch (address) {
      case Inet4Address _ -> isPrivate(octets[0] & 0xff, octets[1] & 0xff, octets[2] & 0xff);
      case Inet6Address _ -> isPrivateV6(octets);
      default -> true;
    };
  }

  private static boolean isPrivate(int first, int second, int third) {
    return first == 0
        || first == 10
        || first == 127
        || (first == 100 && second >= 64 && second < 128)
        || (first == 169 && second == 254)
        || (first == 172 && second >= 16 && second < 32)
        || (first == 192 && second == 168)
        || (first == 192 && second == 0 && third == 0)
        || (first == 198 && (second == 18 || second == 19))
        || first >= 224;
  }

  private static boolean isPrivateV6(byte[] octets) {
    boolean uniqueLocal = (octets[0] & 0xfe) == 0xfc;
    boolean sixToFour = startsWith(octets, 0x20, 0x02);
    boolean teredo = startsWith(octets, 0x20, 0x01, 0, 0);
    boolean nat64 = startsWith(octets, 0, 0x64, 0xff, 0x9b);
    boolean localNat64 = startsWith(octets, 0, 0x64, 0xff, 0x9b, 0, 1);
    boolean ipv4Compatible = startsWith(octets, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
    return uniqueLocal
        || teredo
        || localNat64
        || (ipv4Compatible && isPrivate(octets[12] & 0xff, octets[13] & 0xff, octets[14] & 0xff))
        || (sixToFour && isPrivate(octets[2] & 0xff, octets[3] & 0xff, octets[4] & 0xff))
        || (nat64 && isPrivate(octets[12] & 0xff, octets[13] & 0xff, octets[14] & 0xff));
  }

  private static boolean startsWith(byte[] octets, int... beginning) {
    for (int i = 0; i < beginning.length; i++) {
      if ((octets[i] & 0xff) != beginning[i]) {
        return false;
      }
    }
    return true;
  }

  /** The host leads into a private network. */
  public static final class Forbidden extends Exception {
    /** Names host and address. */
    Forbidden(String host, InetAddress address) {
      super(host + " leads to " + address.getHostAddress() + ", inside a private network");
    }
  }
}
