package com.mailgrant.e2e.lab;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The whole lab: certificate authority, identity provider, Dovecot, Postfix. Everything lives in a
 * directory below the system's temporary one and is gone after {@link #close}.
 */
public final class ForeignLab implements AutoCloseable {
  private static final List<Path> PROGRAMS =
      List.of(
          Path.of("/usr/sbin/dovecot"),
          Path.of("/usr/lib/dovecot/imap"),
          Path.of("/usr/lib/dovecot/pop3"),
          Path.of("/usr/lib/dovecot/lmtp"),
          Path.of("/usr/lib/postfix/sbin/master"));

  private final Path dir;
  private final List<Runnable> stops;
  private final TestCa ca;
  private final IdentityProvider identityProvider;
  private final Dovecot dovecot;
  private final Postfix postfix;

  private ForeignLab(
      Path dir,
      List<Runnable> stops,
      TestCa ca,
      IdentityProvider identityProvider,
      Dovecot dovecot,
      Postfix postfix) {
    this.dir = dir;
    this.stops = stops;
    this.ca = ca;
    this.identityProvider = identityProvider;
    this.dovecot = dovecot;
    this.postfix = postfix;
  }

  /**
   * Starts all of it.
   *
   * @throws IllegalStateException with one sentence that says what this machine lacks
   */
  public static ForeignLab start(Postfix.SentCopy sentCopy)
      throws IOException, InterruptedException, GeneralSecurityException {
    refuseUnfitMachine();
    // Short, because a Unix socket's path may have 107 characters; open, because Postfix and
    // Dovecot
    // work as users of their own in there.
    var dir = Files.createTempDirectory("lab");
    Files.setPosixFilePermissions(dir, PosixFilePermissions.fromString("rwxr-xr-x"));
    var stops = new ArrayList<Runnable>();
    try {
      var ca = TestCa.create(Files.createDirectories(dir.resolve("ca")));
      var provider = IdentityProvider.start(ca);
      stops.addFirst(provider::close);
      var dovecot = Dovecot.start(dir.resolve("dovecot"), ca, provider);
      stops.addFirst(dovecot::close);
      var postfix = Postfix.start(dir.resolve("postfix"), ca, dovecot, sentCopy);
      stops.addFirst(postfix::close);
      return new ForeignLab(dir, stops, ca, provider, dovecot, postfix);
    } catch (IOException
        | InterruptedException
        | GeneralSecurityException
        | IllegalStateException e) {
      stops.forEach(Runnable::run);
      delete(dir);
      throw e;
    }
  }

  /** The certificate authority behind every server of the lab. */
  public TestCa ca() {
    return ca;
  }

  /** Signs people in. */
  public IdentityProvider identityProvider() {
    return identityProvider;
  }

  /** Keeps the mailboxes. */
  public Dovecot dovecot() {
    return dovecot;
  }

  /** Takes mail to send. */
  public Postfix postfix() {
    return postfix;
  }

  /** Looks into a person's own mailbox; the caller closes it. */
  public MailboxView look(MailUser user) throws IOException, GeneralSecurityException {
    return lookInto(user.address(), user);
  }

  /** Looks into the shared mailbox with Anna's right; the caller closes it. */
  public MailboxView lookIntoShared() throws IOException, GeneralSecurityException {
    return lookInto(MailUser.SHARED, MailUser.ANNA);
  }

  /**
   * The part of Mailgrant's configuration that makes this lab a cloud named {@code lab}, YAML below
   * the key {@code mailgrant}, in the words of the contract and with nothing else.
   *
   * @param registration app registration to sign in with
   */
  public String configuration(Registration registration) {
    return """
      trust:
        ca-file: %s
      clouds:
        lab:
          kind: microsoft
          authority: %s
          resource: %s
          imap: { host: localhost, port: %d, security: tls }
          pop3: { host: localhost, port: %d, security: tls }
          smtp: { host: localhost, port: %d, security: starttls }
      app-registrations:
        - { cloud: lab, tenant: %s, client-id: %s, client-secret: %s }
    """
        .formatted(
            ca.certificateFile(),
            identityProvider.authority(),
            IdentityProvider.MAIL_RESOURCE,
            dovecot.imapPort(),
            dovecot.pop3Port(),
            postfix.port(),
            IdentityProvider.TENANT,
            registration.clientId(),
            registration.clientSecret());
  }

  private MailboxView lookInto(String mailbox, MailUser user)
      throws IOException, GeneralSecurityException {
    return MailboxView.open(
        ca.clientContext(), dovecot.imapPort(), mailbox, identityProvider.issueAccessToken(user));
  }

  private static void refuseUnfitMachine() {
    var missing = PROGRAMS.stream().filter(p -> !Files.exists(p)).map(Path::toString).toList();
    if (!missing.isEmpty()) {
      throw new IllegalStateException(
          "The foreign lab needs Debian's packages dovecot-imapd, dovecot-pop3d, dovecot-lmtpd and"
              + " postfix (./verify installs them); not found: "
              + String.join(", ", missing));
    }
    if (!Objects.equals(System.getProperty("user.name"), "root")) {
      throw new IllegalStateException(
          "The foreign lab needs root, because Postfix starts as root only: run ./verify as root,"
              + " for example in a container.");
    }
  }

  private static void delete(Path dir) throws IOException {
    Files.walkFileTree(
        dir,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.deleteIfExists(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException problem)
              throws IOException {
            Files.deleteIfExists(folder);
            return FileVisitResult.CONTINUE;
          }
        });
  }

  @Override
  public void close() throws IOException {
    stops.forEach(Runnable::run);
    delete(dir);
  }
}
