package com.mailgrant.platform;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.config.TlsConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.ManagedHttpClientConnectionFactory;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.io.SocketConfig;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;

/**
 * Makes HTTP clients that connect to the very addresses that were checked, while certificate and
 * server name indication go by the host name. No redirects, cookies, repetitions, compression or
 * proxies: nothing happens that was not asked for.
 */
final class GuardedClient {
  private static final Timeout CONNECT = Timeout.ofSeconds(10);
  private static final Timeout SILENCE = Timeout.ofSeconds(20);
  private static final TimeValue KEPT_OPEN = TimeValue.ofSeconds(10);
  private static final int MOST_CONNECTIONS = 200;
  private static final int MOST_CONNECTIONS_TO_ONE_HOST = 20;
  private static final int LONGEST_LINE = 16 * 1024;
  private static final int MOST_HEADERS = 200;

  private GuardedClient() {}

  static CloseableHttpClient of(Trust trust, Addresses addresses) {
    var connections =
        PoolingHttpClientConnectionManagerBuilder.create()
            .setTlsSocketStrategy(new DefaultClientTlsStrategy(trust.context()))
            .setDnsResolver(new Checked(addresses))
            .setConnectionFactory(
                ManagedHttpClientConnectionFactory.builder()
                    .http1Config(
                        Http1Config.custom()
                            .setMaxLineLength(LONGEST_LINE)
                            .setMaxHeaderCount(MOST_HEADERS)
                            .build())
                    .build())
            .setDefaultConnectionConfig(
                ConnectionConfig.custom()
                    .setConnectTimeout(CONNECT)
                    .setSocketTimeout(SILENCE)
                    .setValidateAfterInactivity(TimeValue.ofMilliseconds(500))
                    .build())
            .setDefaultTlsConfig(TlsConfig.custom().setHandshakeTimeout(CONNECT).build())
            .setDefaultSocketConfig(SocketConfig.custom().setSoTimeout(SILENCE).build())
            .setMaxConnTotal(MOST_CONNECTIONS)
            .setMaxConnPerRoute(MOST_CONNECTIONS_TO_ONE_HOST)
            .build();
    return HttpClients.custom()
        .setConnectionManager(connections)
        .setDefaultRequestConfig(
            RequestConfig.custom()
                .setConnectionRequestTimeout(CONNECT)
                .setResponseTimeout(SILENCE)
                .build())
        .setKeepAliveStrategy((_, _) -> KEPT_OPEN)
        .setUserAgent("Mailgrant")
        .disableRedirectHandling()
        .disableAutomaticRetries()
        .disableCookieManagement()
        .disableAuthCaching()
        .disableContentCompression()
        .build();
  }

  /** Looks up a host and says no to those that are not allowed. */
  @FunctionalInterface
  interface Addresses {
    InetAddress[] of(String host) throws UnknownHostException, AddressGuard.Forbidden;
  }

  /** The client may connect to nothing but what this returns. */
  private record Checked(Addresses addresses) implements DnsResolver {
    @Override
    public InetAddress[] resolve(String host) throws UnknownHostException {
      try {
        return addresses.of(host);
      } catch (AddressGuard.Forbidden e) {
        throw new ForbiddenHost(e);
      }
    }

    @Override
    public String resolveCanonicalHostname(String host) {
      return host;
    }
  }

  /** The only kind of refusal that the client hands through. */
  static final class ForbiddenHost extends UnknownHostException {
    ForbiddenHost(AddressGuard.Forbidden cause) {
      super(cause.getMessage());
      initCause(cause);
    }
  }
}
