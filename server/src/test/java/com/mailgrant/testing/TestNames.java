package com.mailgrant.testing;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.net.spi.InetAddressResolver;
import java.net.spi.InetAddressResolverProvider;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * Host names of strangers, for the tests that need some. Java finds this by its service file; all
 * other names are asked for as usual.
 */
public final class TestNames extends InetAddressResolverProvider {
  private static final Map<String, String> NAMES = new ConcurrentHashMap<>();

  /** From now on the name leads to this address, as long as Java remembers it. */
  public static void lead(String name, String address) {
    NAMES.put(name.toLowerCase(Locale.ROOT), address);
  }

  @Override
  public InetAddressResolver get(Configuration configuration) {
    return new Known(configuration.builtinResolver());
  }

  @Override
  public String name() {
    return "names of tests";
  }

  private record Known(InetAddressResolver usual) implements InetAddressResolver {
    @Override
    public Stream<InetAddress> lookupByName(String host, LookupPolicy policy)
        throws UnknownHostException {
      var address = NAMES.get(host.toLowerCase(Locale.ROOT));
      return address == null
          ? usual.lookupByName(host, policy)
          : Stream.of(InetAddress.ofLiteral(address));
    }

    @Override
    public String lookupByAddress(byte[] address) throws UnknownHostException {
      return usual.lookupByAddress(address);
    }
  }
}
