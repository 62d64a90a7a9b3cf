package com.mailgrant.rehearsal.mail;

import com.mailgrant.rehearsal.RehearsalProperties;
import com.mailgrant.rehearsal.platform.DataDirectory;
import com.mailgrant.rehearsal.tls.RehearsalTls;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;

/** The tenant's certificate and a client that trusts it; made once, since keys take time. */
final class TestTls {
  static final SSLContext SERVER;
  static final SSLContext CLIENT;

  static {
    try (var context = new AnnotationConfigApplicationContext()) {
      var data = Files.createTempDirectory("rehearsal-tls");
      var ports = new RehearsalProperties.Ports(0, 0, 0, 0, 0, 0);
      context.registerBean(
          RehearsalProperties.class,
          () -> new RehearsalProperties(data, ports, List.of(), null, Duration.ZERO));
      context.register(DataDirectory.class, RehearsalTls.class);
      context.refresh();
      var tls = context.getBean(RehearsalTls.class);
      SERVER = tls.serverContext();
      var store = KeyStore.getInstance(KeyStore.getDefaultType());
      store.load(null, null);
      try (var pem = Files.newInputStream(tls.caFile())) {
        store.setCertificateEntry(
            "ca", CertificateFactory.getInstance("X.509").generateCertificate(pem));
      }
      var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(store);
      CLIENT = SSLContext.getInstance("TLS");
      CLIENT.init(null, trust.getTrustManagers(), null);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private TestTls() {}
}
