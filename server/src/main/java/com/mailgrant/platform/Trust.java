package com.mailgrant.platform;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Whose certificates are believed: the authorities that Java ships, and those of {@code
 * mailgrant.trust.ca-file}.
 */
@Component
public class Trust {
  private final SSLContext context;

  Trust(MailgrantProperties properties) {
    try {
      var managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      managers.init(authorities(properties.trust().caFile()));
      context = SSLContext.getInstance("TLS");
      context.init(null, managers.getTrustManagers(), null);
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException(
          "mailgrant.trust.ca-file: "
              + properties.trust().caFile()
              + " cannot be read as PEM certificates",
          e);
    }
  }

  /** For every outgoing connection. */
  public SSLContext context() {
    return context;
  }

  private static KeyStore authorities(@Nullable Path caFile)
      throws GeneralSecurityException, IOException {
    var store = KeyStore.getInstance(KeyStore.getDefaultType());
    store.load(null, null);
    var usual = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    usual.init((KeyStore) null);
    int number = 0;
    for (var manager : usual.getTrustManagers()) {
      if (manager instanceof X509TrustManager x509) {
        for (X509Certificate certificate : x509.getAcceptedIssuers()) {
          store.setCertificateEntry("usual-" + number++, certificate);
        }
      }
    }
    if (caFile != null) {
      try (var in = Files.newInputStream(caFile)) {
        var certificates = CertificateFactory.getInstance("X.509").generateCertificates(in);
        if (certificates.isEmpty()) {
          throw new IOException("no certificate in " + caFile);
        }
        for (var certificate : certificates) {
          store.setCertificateEntry("configured-" + number++, certificate);
        }
      }
    }
    return store;
  }
}
