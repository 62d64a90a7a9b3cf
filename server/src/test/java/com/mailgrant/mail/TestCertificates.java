package com.mailgrant.mail;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** An authority and certificates under it, made by the JDK's keytool when a test needs them. */
public final class TestCertificates {
  private static final String PASSWORD = "changeit";
  private static final String HERE = "san=dns:localhost,ip:127.0.0.1";

  private final KeyStore authority;
  private final SSLContext localhost;
  private final SSLContext otherHost;
  private final SSLContext websites;
  private final SSLContext expired;
  private final SSLContext stranger;
  private final SSLContext trusting;

  private TestCertificates() throws GeneralSecurityException, IOException, InterruptedException {
    Path folder = Files.createTempDirectory("mailgrant-certificates");
    Path store = folder.resolve("all.p12");
    keytool(store, "authority", "bc:critical=ca:true");
    keytool(store, "localhost", HERE, "-signer", "authority");
    keytool(store, "other", "san=dns:mail.contoso.example", "-signer", "authority");
    keytool(
        store,
        "websites",
        "san=dns:fabrikam.example,dns:autoconfig.fabrikam.example,dns:autoconfig.xn--bcher-kva.example",
        "-signer",
        "authority");
    String[] past = {"-signer", "authority", "-startdate", "-10d", "-validity", "2"};
    keytool(store, "expired", HERE, past);
    keytool(store, "stranger", HERE);
    authority = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(store)) {
      authority.load(in, PASSWORD.toCharArray());
    }
    Files.delete(store);
    Files.delete(folder);
    localhost = identity("localhost");
    otherHost = identity("other");
    websites = identity("websites");
    expired = identity("expired");
    stranger = identity("stranger");
    trusting = trust();
  }

  /** A server that is who it says, in the eyes of {@link #trusting}. */
  public static SSLContext localhost() {
    return Made.ONCE.localhost;
  }

  static SSLContext otherHost() {
    return Made.ONCE.otherHost;
  }

  /** A web server of the domains of a stranger. */
  public static SSLContext websites() {
    return Made.ONCE.websites;
  }

  static SSLContext expired() {
    return Made.ONCE.expired;
  }

  static SSLContext unknownAuthority() {
    return Made.ONCE.stranger;
  }

  /** A client that trusts the authority. */
  static SSLContext trusting() {
    return Made.ONCE.trusting;
  }

  /** Writes the authority's certificate where a configuration can name it. */
  public static Path authorityPem(Path file) throws GeneralSecurityException, IOException {
    byte[] der = Made.ONCE.authority.getCertificate("authority").getEncoded();
    String body = Base64.getMimeEncoder().encodeToString(der);
    return Files.writeString(
        file, "-----BEGIN CERTIFICATE-----\n" + body + "\n-----END CERTIFICATE-----\n");
  }

  private static void keytool(Path store, String alias, String extension, String... more)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(List.of("-genkeypair", "-alias", alias, "-keyalg", "EC"));
    command.addAll(List.of("-groupname", "secp256r1", "-dname", "CN=" + alias));
    command.addAll(List.of("-ext", extension, "-storetype", "PKCS12"));
    command.addAll(List.of("-keystore", store.toString(), "-storepass", PASSWORD));
    command.addAll(List.of(more));
    Process keytool = new ProcessBuilder(command).redirectErrorStream(true).start();
    byte[] said = keytool.getInputStream().readAllBytes();
    if (keytool.waitFor() != 0) {
      throw new IOException("keytool: " + new String(said, StandardCharsets.UTF_8));
    }
  }

  private SSLContext identity(String alias) throws GeneralSecurityException, IOException {
    char[] password = PASSWORD.toCharArray();
    KeyStore own = KeyStore.getInstance("PKCS12");
    own.load(null, null);
    own.setKeyEntry(
        alias, authority.getKey(alias, password), password, authority.getCertificateChain(alias));
    KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
    keys.init(own, password);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), null, null);
    return context;
  }

  private SSLContext trust() throws GeneralSecurityException, IOException {
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    trusted.setCertificateEntry("authority", authority.getCertificate("authority"));
    TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
    trust.init(trusted);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    return context;
  }

  private static final class Made {
    private static final TestCertificates ONCE = make();

    private static TestCertificates make() {
      try {
        return new TestCertificates();
      } catch (GeneralSecurityException | IOException | InterruptedException broken) {
        throw new IllegalStateException(broken);
      }
    }
  }
}
