package com.mailgrant.migration;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.Hashtable;
import java.util.List;
import java.util.Locale;
import javax.naming.Context;
import javax.naming.NamingException;
import javax.naming.directory.Attribute;
import javax.naming.directory.InitialDirContext;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/**
 * Asks the name servers of this machine; bounded in time, and silent about what they do not say.
 */
@Component
class DomainNames {
  private static final String FACTORY = "com.sun.jndi.dns.DnsContextFactory";
  private static final String PATIENCE_MILLIS = "1500";
  private static final String TRIES = "2";

  /** No domain needs more to say where its mail goes. */
  private static final int MOST = 10;

  private final String resolver;

  @Autowired
  DomainNames() {
    this("dns:");
  }

  /**
   * @param resolver as JNDI writes it, such as {@code dns://192.0.2.1:53/}
   */
  DomainNames(String resolver) {
    this.resolver = resolver;
  }

  /** A host that a record names. */
  record Named(String host, int port) {}

  /** The hosts that take mail for a domain, the preferred one first (RFC 5321 5.1). */
  List<String> exchangers(String domain) {
    return records(domain, "MX").stream()
        .map(record -> record.split("\\s+", -1))
        .filter(fields -> fields.length == 2 && fields[0].matches("\\d{1,5}"))
        .sorted(Comparator.comparingInt((String[] fields) -> Integer.parseInt(fields[0])))
        .map(fields -> withoutDot(fields[1]))
        .filter(host -> !host.isEmpty())
        .toList();
  }

  /** Where a service is offered (RFC 6186, RFC 8314); a dot says that it is not. */
  List<Named> services(String service, String domain) {
    return records(service + "._tcp." + domain, "SRV").stream()
        .map(record -> record.split("\\s+", -1))
        .filter(fields ->
            fields.length == 4 && fields[0].matches("\\d{1,5}") && fields[2].matches("\\d{1,5}"))
        .sorted(Comparator.comparingInt((String[] fields) -> Integer.parseInt(fields[0])))
        .map(fields -> new Named(withoutDot(fields[3]), Integer.parseInt(fields[2])))
        .filter(named -> !named.host().isEmpty())
        .toList();
  }

  // The DNS provider reads records and deserializes nothing; its API wants a Hashtable.
  @SuppressWarnings({"BanJNDI", "JdkObsolete"})
  private List<String> records(String name, String type) {
    var settings = new Hashtable<String, String>();
    settings.put(Context.INITIAL_CONTEXT_FACTORY, FACTORY);
    settings.put(Context.PROVIDER_URL, resolver);
    settings.put("com.sun.jndi.dns.timeout.initial", PATIENCE_MILLIS);
    settings.put("com.sun.jndi.dns.timeout.retries", TRIES);
    try {
      var context = new InitialDirContext(settings);
      try {
        return values(context.getAttributes(name, new String[] {type}).get(type));
      } finally {
        context.close();
      }
    } catch (NamingException e) {
      return List.of();
    }
  }

  private static List<String> values(Attribute attribute) throws NamingException {
    var values = new ArrayList<String>();
    if (attribute != null) {
      for (int i = 0; i < Math.min(attribute.size(), MOST); i++) {
        values.add(String.valueOf(attribute.get(i)));
      }
    }
    return values;
  }

  private static String withoutDot(String host) {
    var plain = host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
    return plain.toLowerCase(Locale.ROOT);
  }
}
