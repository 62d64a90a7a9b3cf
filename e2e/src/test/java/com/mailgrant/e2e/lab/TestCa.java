package com.mailgrant.e2e.lab;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * A certificate authority that lives as long as one test run, and one certificate of its for {@code
 * localhost}. Nothing on the machine trusts it until it is told to: exactly the case of {@code
 * mailgrant.trust.ca-file}.
 */
public final class TestCa {
  private static final String PASSWORD = "only-for-this-run";
  private final Path dir;
  private final KeyStore store;

  private TestCa(Path dir, KeyStore store) {
    this.dir = dir;
    this.store = store;
  }

  /** Makes the authority and its certificate below {@code dir}. */
  public static TestCa create(Path dir) throws IOException, InterruptedException {
    var file = dir.resolve("keys.p12");
    keytool(file, "-alias", "ca", "-dname", "CN=Lab test authority", "-ext", "bc:c");
    keytool(
        file,
        "-alias",
        "localhost",
        "-dname",
        "CN=localhost",
        "-signer",
        "ca",
        "-ext",
        "san=dns:localhost,ip:127.0.0.1");
    try {
      var store = KeyStore.getInstance(file.toFile(), PASSWORD.toCharArray());
      var ca = new TestCa(dir, store);
      Files.writeString(ca.certificateFile(), pem("CERTIFICATE", certificate(store, "ca")));
      Files.writeString(
          ca.serverCertificateFile(),
          pem("CERTIFICATE", certificate(store, "localhost"))
              + pem("CERTIFICATE", certificate(store, "ca")));
      Files.writeString(
          ca.serverKeyFile(),
          pem("PRIVATE KEY", store.getKey("localhost", PASSWORD.toCharArray()).getEncoded()));
      Files.setPosixFilePermissions(
          ca.serverKeyFile(), PosixFilePermissions.fromString("rw-------"));
      return ca;
    } catch (GeneralSecurityException broken) {
      throw new IllegalStateException("keytool made a store that Java cannot read", broken);
    }
  }

  /** One that was made before, perhaps by another process. */
  public static TestCa of(Path dir) throws GeneralSecurityException, IOException {
    return new TestCa(
        dir, KeyStore.getInstance(dir.resolve("keys.p12").toFile(), PASSWORD.toCharArray()));
  }

  /** The authority's certificate, PEM: what {@code mailgrant.trust.ca-file} names. */
  public Path certificateFile() {
    return dir.resolve("ca.pem");
  }

  /** Certificate of localhost and the authority's, PEM. */
  public Path serverCertificateFile() {
    return dir.resolve("localhost.pem");
  }

  /** Its key, PEM, for the owner alone. */
  public Path serverKeyFile() {
    return dir.resolve("localhost.key");
  }

  /** For a server on localhost. */
  public SSLContext serverContext() throws GeneralSecurityException, IOException {
    var own = KeyStore.getInstance("PKCS12");
    own.load(null, null);
    own.setKeyEntry(
        "localhost",
        store.getKey("localhost", PASSWORD.toCharArray()),
        PASSWORD.toCharArray(),
        store.getCertificateChain("localhost"));
    var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(own, PASSWORD.toCharArray());
    var context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), null, null);
    return context;
  }

  /** For a client that trusts this authority and no other. */
  public SSLContext clientContext() throws GeneralSecurityException, IOException {
    var trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    trusted.setCertificateEntry("ca", readCertificate());
    var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(trusted);
    var context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    return context;
  }

  private java.security.cert.Certificate readCertificate()
      throws GeneralSecurityException, IOException {
    try (InputStream in = new ByteArrayInputStream(Files.readAllBytes(certificateFile()))) {
      return CertificateFactory.getInstance("X.509").generateCertificate(in);
    }
  }

  private static byte[] certificate(KeyStore store, String alias) throws GeneralSecurityException {
    return store.getCertificate(alias).getEncoded();
  }

  private static String pem(String what, byte[] der) {
    var lines = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII));
    return "-----BEGIN %s-----\n%s\n-----END %s-----\n"
        .formatted(what, lines.encodeToString(der), what);
  }

  private static void keytool(Path store, String... more) throws IOException, InterruptedException {
    var command =
        new java.util.ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-keyalg",
                "RSA",
                "-keysize",
                "2048",
                "-validity",
                "30",
                // A node whose clock goes wrong finds them good as well.
                "-startdate",
                "-2d",
                "-storetype",
                "PKCS12",
                "-storepass",
                PASSWORD,
                "-keystore",
                store.toString()));
    command.addAll(List.of(more));
    Commands.run(command);
  }
}
