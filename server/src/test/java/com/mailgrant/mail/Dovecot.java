package com.mailgrant.mail;

import com.mailgrant.platform.Secret;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A real Dovecot of our own, on free ports, with its mail in a folder that goes away with it. */
public final class Dovecot implements AutoCloseable {
  /** Whose mailbox there is. */
  public static final String USER = "anna@contoso.example";

  /** Hers. */
  public static final String PASSWORD = "right horse";

  /** Where Debian has it. */
  public static final Path BINARY = Path.of("/usr/sbin/dovecot");

  /** Whose mailbox it is. */
  public static final Credential ANNA =
      new Credential.Password("anna@contoso.example", new Secret("right horse"));

  private final Path home;
  private final Process process;
  private final int imapPort;
  private final int popPort;

  private Dovecot(Path home, Process process, int imapPort, int popPort) {
    this.home = home;
    this.process = process;
    this.imapPort = imapPort;
    this.popPort = popPort;
  }

  /**
   * Started.
   *
   * @param settings further lines of its configuration
   */
  public static Dovecot start(String... settings) throws IOException, InterruptedException {
    Path home = Files.createTempDirectory("mailgrant-dovecot");
    int imapPort = freePort();
    int popPort = freePort();
    Path configuration = home.resolve("dovecot.conf");
    Files.writeString(
        configuration, configuration(home, imapPort, popPort) + String.join("\n", settings) + "\n");
    Files.writeString(home.resolve("users"), "anna@contoso.example:{PLAIN}right horse::::::\n");
    // Dovecot's processes run as other users than we do.
    ProcessBuilder open = new ProcessBuilder("chmod", "-R", "a+rwX", home.toString());
    open.start().waitFor();
    Process process =
        new ProcessBuilder(BINARY.toString(), "-F", "-c", configuration.toString())
            .redirectErrorStream(true)
            .redirectOutput(home.resolve("output").toFile())
            .start();
    Dovecot dovecot = new Dovecot(home, process, imapPort, popPort);
    dovecot.awaitReady();
    return dovecot;
  }

  /** Signed in as the user. */
  public ImapSession session() throws MailFailureException {
    ImapSession session = ImapSession.open(Fixtures.connector(), imap());
    session.authenticate(ANNA);
    return session;
  }

  /** Without TLS. */
  public ServerAddress imap() {
    return new ServerAddress("localhost", imapPort, Security.NONE);
  }

  /** Without TLS. */
  public ServerAddress pop() {
    return new ServerAddress("localhost", popPort, Security.NONE);
  }

  /** Where the mail lies, as Maildir. */
  public Path maildir() {
    return home.resolve("mail/anna@contoso.example");
  }

  @Override
  public void close() throws IOException {
    process.destroy();
    try {
      process.waitFor(10, TimeUnit.SECONDS);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
    try (Stream<Path> files = Files.walk(home)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }

  private void awaitReady() throws IOException, InterruptedException {
    String last = "";
    for (int attempt = 0; attempt < 200; attempt++) {
      if (process.waitFor(50, TimeUnit.MILLISECONDS)) {
        throw new IOException("Dovecot ended: " + Files.readString(home.resolve("output")));
      }
      try (Socket probe = new Socket(InetAddress.getLoopbackAddress(), imapPort)) {
        if (probe.getInputStream().read() == '*') {
          return;
        }
      } catch (IOException notYet) {
        last = notYet.toString();
      }
    }
    throw new IOException("Dovecot does not answer: " + last);
  }

  private static String configuration(Path home, int imapPort, int popPort) {
    return String.join(
        "\n",
        List.of(
            "base_dir = " + home.resolve("run"),
            "state_dir = " + home.resolve("state"),
            "log_path = " + home.resolve("log"),
            "protocols = imap pop3",
            "listen = 127.0.0.1",
            "ssl = no",
            "disable_plaintext_auth = no",
            "auth_mechanisms = plain login",
            "mail_location = maildir:" + home.resolve("mail") + "/%u",
            "mail_uid = mail",
            "mail_gid = mail",
            "first_valid_uid = 1",
            "service imap-login {",
            "  inet_listener imap {",
            "    port = " + imapPort,
            "  }",
            "  inet_listener imaps {",
            "    port = 0",
            "  }",
            "}",
            "service pop3-login {",
            "  inet_listener pop3 {",
            "    port = " + popPort,
            "  }",
            "  inet_listener pop3s {",
            "    port = 0",
            "  }",
            "}",
            "passdb {",
            "  driver = passwd-file",
            "  args = scheme=PLAIN " + home.resolve("users"),
            "}",
            "userdb {",
            "  driver = static",
            "  args = home=" + home.resolve("mail") + "/%u",
            "}",
            "namespace inbox {",
            "  inbox = yes",
            "  separator = /",
            "  mailbox Sent {",
            "    auto = subscribe",
            "    special_use = \\Sent",
            "  }",
            "}",
            ""));
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
