package com.mailgrant.rehearsal.registration;

import com.mailgrant.rehearsal.RehearsalClock;
import com.mailgrant.rehearsal.RehearsalProperties;
import com.mailgrant.rehearsal.platform.DataDirectory;
import com.mailgrant.rehearsal.platform.JsonFile;
import com.mailgrant.rehearsal.platform.RandomText;
import com.mailgrant.rehearsal.registration.Registration.Authority;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.springframework.stereotype.Component;

/**
 * The registered applications: one at each identity provider, made at the first start and kept.
 * Thread-safe.
 */
@Component
public class Registrations {
  /** The longest that the portal offers. */
  private static final Duration SECRET_LIFE = Duration.ofDays(730);

  private static final String LETTERS =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
  private static final int LONGEST_REDIRECT_URI = 256;

  private final JsonFile<Kept> file;
  private final Clock clock;
  private List<Registration> all;

  Registrations(DataDirectory data, RehearsalProperties properties, RehearsalClock clock) {
    this.clock = clock;
    file = new JsonFile<>(data, "registrations.json", Kept.class);
    all = file.read().map(Kept::registrations).orElseGet(this::first);
    properties.redirectUris().forEach(this::addRedirectUri);
  }

  /** In a fixed order. */
  public synchronized List<Registration> all() {
    return all;
  }

  /** By application id. */
  public synchronized Optional<Registration> find(Authority authority, String clientId) {
    return all.stream()
        .filter(one -> one.authority() == authority && one.clientId().equals(clientId))
        .findFirst();
  }

  /** The one application of this identity provider. */
  public synchronized Registration at(Authority authority) {
    return all.stream().filter(one -> one.authority() == authority).findFirst().orElseThrow();
  }

  /**
   * Lets browsers come back to one more address, for every application.
   *
   * @throws IllegalArgumentException if the portal would not take it (facts/microsoft365 9)
   */
  public final synchronized void addRedirectUri(String uri) {
    check(uri);
    change(registration -> registration.withRedirectUri(uri));
  }

  /**
   * Accepts one more certificate of the application at the Microsoft-shaped identity provider.
   *
   * @throws IllegalArgumentException if it is not a PEM certificate
   */
  public synchronized X509Certificate addCertificate(String pem) {
    var certificate = certificate(pem);
    change(one -> one.authority() == Authority.MICROSOFT ? one.withCertificate(pem.strip()) : one);
    return certificate;
  }

  /** Makes one more secret, so that a rotation can be rehearsed. */
  public synchronized ClientSecret addSecret(Authority authority, Duration life) {
    var secret = secret(authority, life);
    change(one -> one.authority() == authority ? one.withSecret(secret) : one);
    return secret;
  }

  /**
   * @throws IllegalArgumentException if it is not a PEM certificate
   */
  public static X509Certificate certificate(String pem) {
    try {
      var factory = CertificateFactory.getInstance("X.509");
      var bytes = new ByteArrayInputStream(pem.strip().getBytes(StandardCharsets.US_ASCII));
      if (factory.generateCertificate(bytes) instanceof X509Certificate certificate) {
        return certificate;
      }
    } catch (CertificateException e) {
      throw new IllegalArgumentException("This is no certificate in PEM form.", e);
    }
    throw new IllegalArgumentException("This is no certificate in PEM form.");
  }

  private void change(UnaryOperator<Registration> how) {
    all = all.stream().map(how).toList();
    file.write(new Kept(all));
  }

  private List<Registration> first() {
    return List.of(
        new Registration(
            Authority.MICROSOFT,
            UUID.randomUUID().toString(),
            "Mailgrant",
            List.of(secret(Authority.MICROSOFT, SECRET_LIFE)),
            List.of(),
            List.of()),
        new Registration(
            Authority.GOOGLE,
            RandomText.of("0123456789", 12)
                + "-"
                + RandomText.of("abcdefghijklmnopqrstuvwxyz0123456789", 32)
                + ".apps.googleusercontent.example",
            "Mailgrant",
            List.of(secret(Authority.GOOGLE, SECRET_LIFE)),
            List.of(),
            List.of()));
  }

  /** As long and as full of awkward characters as the real ones. */
  private ClientSecret secret(Authority authority, Duration life) {
    var value =
        switch (authority) {
          case MICROSOFT -> RandomText.of(LETTERS, 3) + "8Q~" + RandomText.of(LETTERS + "._~-", 34);
          case GOOGLE -> "GOCSPX-" + RandomText.of(LETTERS + "_-", 28);
        };
    return new ClientSecret(UUID.randomUUID().toString(), value, clock.instant().plus(life));
  }

  private static void check(String uri) {
    URI parsed;
    try {
      parsed = URI.create(uri);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("A redirect URI is an absolute address.", e);
    }
    var scheme = parsed.getScheme();
    var host = parsed.getHost();
    if (scheme == null || host == null || uri.length() > LONGEST_REDIRECT_URI) {
      throw new IllegalArgumentException(
          "A redirect URI is an absolute address of at most 256 characters.");
    }
    boolean local = host.equals("localhost") || host.equals("127.0.0.1");
    if (!scheme.equals("https") && !(scheme.equals("http") && local)) {
      throw new IllegalArgumentException(
          "A redirect URI begins with https://; http:// is for localhost alone.");
    }
    if (parsed.getFragment() != null) {
      throw new IllegalArgumentException("A redirect URI has no fragment.");
    }
  }

  /** What stands in the file. */
  record Kept(List<Registration> registrations) {}
}
