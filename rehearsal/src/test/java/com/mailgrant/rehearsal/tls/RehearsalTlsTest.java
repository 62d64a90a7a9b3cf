package com.mailgrant.rehearsal.tls;

import static org.assertj.core.api.Assertions.assertThat;

import com.mailgrant.rehearsal.RehearsalProperties;
import com.mailgrant.rehearsal.platform.DataDirectory;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RehearsalTlsTest {
  @TempDir Path directory;

  @ParameterizedTest
  @ValueSource(strings = {"localhost", "127.0.0.1"})
  void whoever_trusts_the_ca_file_gets_a_checked_connection(String name) throws Exception {
    var tls = tls();

    try (var server =
        tls.serverContext()
            .getServerSocketFactory()
            .createServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Thread.ofVirtual()
          .start(() -> {
            try (var socket = server.accept()) {
              socket.getOutputStream().write('!');
              socket.getOutputStream().flush();
            } catch (IOException e) {
              throw new AssertionError(e);
            }
          });
      var factory = trusting(tls.caFile()).getSocketFactory();
      try (var client = (SSLSocket) factory.createSocket(name, server.getLocalPort())) {
        var parameters = client.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        client.setSSLParameters(parameters);
        assertThat(client.getInputStream().read()).isEqualTo('!');
      }
    }
  }

  @Test
  void the_certificate_survives_a_restart_and_only_the_owner_may_read_the_key() throws Exception {
    var first = Files.readString(tls().caFile());
    var second = Files.readString(tls().caFile());

    assertThat(second).isEqualTo(first);
    assertThat(
            PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.resolve("data"))))
        .isEqualTo("rwx------");
    assertThat(
            PosixFilePermissions.toString(
                Files.getPosixFilePermissions(directory.resolve("data/server.p12"))))
        .isEqualTo("rw-------");
  }

  private RehearsalTls tls() {
    return new RehearsalTls(
        new DataDirectory(
            new RehearsalProperties(
                directory.resolve("data"),
                new RehearsalProperties.Ports(0, 0, 0, 0, 0, 0),
                List.of(),
                null,
                Duration.ZERO)));
  }

  private static SSLContext trusting(Path caFile) throws Exception {
    var store = KeyStore.getInstance(KeyStore.getDefaultType());
    store.load(null, null);
    try (var in = Files.newInputStream(caFile)) {
      store.setCertificateEntry(
          "ca", CertificateFactory.getInstance("X.509").generateCertificate(in));
    }
    var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(store);
    var context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    return context;
  }
}
