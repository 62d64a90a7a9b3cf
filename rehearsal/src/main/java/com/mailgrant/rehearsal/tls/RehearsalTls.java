package com.mailgrant.rehearsal.tls;

import com.mailgrant.rehearsal.platform.DataDirectory;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.springframework.stereotype.Component;

/**
 * The certificate that every server of the tenant shows, for {@code localhost} and {@code
 * 127.0.0.1}. Made at the first start, kept afterwards, made anew when it nears its end.
 */
@Component
public class RehearsalTls {
  private static final String KEY_STORE = "server.p12";
  private static final String CA_FILE = "ca.pem";
  private static final String ALIAS = "server";

  /** PKCS #12 wants one; the file's rights are what protects the key. */
  private static final String PASSWORD = "rehearsal";

  private static final Duration RENEW_BEFORE_END = Duration.ofDays(30);

  private final DataDirectory data;
  private final KeyStore keyStore;
  private final SSLContext context;

  RehearsalTls(DataDirectory data) {
    this.data = data;
    try {
      // The machine's time: certificates are checked by programs that know no other.
      keyStore = kept(Clock.systemUTC().instant()).orElseGet(this::made);
      var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      keys.init(keyStore, PASSWORD.toCharArray());
      context = SSLContext.getInstance("TLS");
      context.init(keys.getKeyManagers(), null, null);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("The certificate of the rehearsal tenant is unusable", e);
    }
  }

  /** For a server's sockets. */
  public SSLContext serverContext() {
    return context;
  }

  /** PEM file with the certificate that clients have to trust. */
  public Path caFile() {
    return data.path(CA_FILE);
  }

  KeyStore keyStore() {
    return keyStore;
  }

  String keyStorePassword() {
    return PASSWORD;
  }

  private Optional<KeyStore> kept(Instant now) throws GeneralSecurityException {
    var bytes = data.read(KEY_STORE);
    if (bytes.isEmpty() || data.read(CA_FILE).isEmpty()) {
      return Optional.empty();
    }
    var store = KeyStore.getInstance("PKCS12");
    try (var in = new ByteArrayInputStream(bytes.get())) {
      store.load(in, PASSWORD.toCharArray());
    } catch (IOException e) {
      throw new IllegalStateException(
          data.path(KEY_STORE) + " is damaged; delete it, and a new certificate is made", e);
    }
    return store.getCertificate(ALIAS) instanceof X509Certificate certificate
            && certificate.getNotAfter().toInstant().minus(RENEW_BEFORE_END).isAfter(now)
        ? Optional.of(store)
        : Optional.empty();
  }

  private KeyStore made() {
    var issued = Issued.at(Clock.systemUTC().instant());
    try {
      var store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      store.setKeyEntry(
          ALIAS,
          issued.key(),
          PASSWORD.toCharArray(),
          new Certificate[] {issued.server(), issued.authority()});
      var bytes = new ByteArrayOutputStream();
      store.store(bytes, PASSWORD.toCharArray());
      data.replace(CA_FILE, pem(issued.authority()));
      data.replace(KEY_STORE, bytes.toByteArray());
      return store;
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException("The certificate cannot be kept", e);
    }
  }

  private static byte[] pem(X509Certificate certificate) throws GeneralSecurityException {
    var lines =
        Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(certificate.getEncoded());
    return ("-----BEGIN CERTIFICATE-----\n" + lines + "\n-----END CERTIFICATE-----\n")
        .getBytes(StandardCharsets.US_ASCII);
  }
}
