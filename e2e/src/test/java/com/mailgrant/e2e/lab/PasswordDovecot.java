package com.mailgrant.e2e.lab;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntFunction;

/**
 * A real Dovecot for accounts of the type {@code generic}: IMAP over TLS, any user name, one
 * password. A mailbox comes into being when it is first opened or delivered to. Needs root, because
 * Dovecot keeps the mail under a user of its own.
 */
public final class PasswordDovecot implements AutoCloseable {
  /** Everybody's. */
  public static final String PASSWORD = "password-of-everybody";

  private final Path dir;
  private final int imapPort;
  private final ForeignServer server;
  private final AtomicLong delivered = new AtomicLong();

  private PasswordDovecot(Path dir, int imapPort, ForeignServer server) {
    this.dir = dir;
    this.imapPort = imapPort;
    this.server = server;
  }

  /**
   * Starts it.
   *
   * @param dir not there yet; a short path that everybody may enter
   */
  public static PasswordDovecot start(Path dir, TestCa ca)
      throws IOException, InterruptedException {
    int port = Commands.freePort();
    Files.createDirectories(dir.resolve("mail"));
    Commands.run(List.of("chown", "mail:mail", dir.resolve("mail").toString()));
    Files.writeString(
        dir.resolve("dovecot.conf"),
        Commands.template(
            "passwords.conf",
            Map.of(
                "dir", dir.toString(),
                "cert", ca.serverCertificateFile().toString(),
                "key", ca.serverKeyFile().toString(),
                "password", PASSWORD,
                "imap", String.valueOf(port))));
    var command = List.of("/usr/sbin/dovecot", "-F", "-c", dir.resolve("dovecot.conf").toString());
    var server = ForeignServer.start("dovecot", command, dir.resolve("dovecot.log"), List.of(port));
    return new PasswordDovecot(dir, port, server);
  }

  /** Implicit TLS. */
  public int imapPort() {
    return imapPort;
  }

  /**
   * Puts a message into a folder as a local delivery agent does: complete or not at all.
   *
   * @param folder {@code INBOX} or a name of ASCII
   */
  public void deliver(String user, String folder, byte[] message)
      throws IOException, InterruptedException {
    var name =
        "%d.%d.bench".formatted(System.currentTimeMillis() / 1000, delivered.incrementAndGet());
    var maildir = maildir(user, folder);
    var unfinished = maildir.resolve("tmp").resolve(name);
    Files.write(unfinished, message);
    Files.move(unfinished, maildir.resolve("new").resolve(name), StandardCopyOption.ATOMIC_MOVE);
  }

  /** Makes the folders of a mailbox, as many as there are names. */
  public void makeFolders(String user, List<String> folders)
      throws IOException, InterruptedException {
    for (var folder : folders) {
      maildir(user, folder);
    }
  }

  /** Puts many messages into the Inbox at once, while nobody looks; they came in 2023. */
  public void fill(String user, int messages, IntFunction<String> message)
      throws IOException, InterruptedException {
    var cur = maildir(user, "INBOX").resolve("cur");
    for (int i = 1; i <= messages; i++) {
      long received = 1_700_000_000L + i;
      var file = cur.resolve("%d.%d.bench:2,".formatted(received, i));
      Files.writeString(file, message.apply(i), StandardCharsets.UTF_8);
      // Dovecot takes it for the time of arrival.
      Files.setLastModifiedTime(file, FileTime.from(received, TimeUnit.SECONDS));
    }
    handOver(user);
  }

  /** What Dovecot wrote about itself until now. */
  public String log() throws IOException {
    return Files.readString(dir.resolve("dovecot.log"));
  }

  private synchronized Path maildir(String user, String folder)
      throws IOException, InterruptedException {
    var home = dir.resolve("mail").resolve(user);
    var inbox = home.resolve("Maildir");
    var maildir = folder.equals("INBOX") ? inbox : inbox.resolve(folder);
    if (!Files.exists(maildir.resolve("tmp"))) {
      // Else Dovecot could not enter them. Not all that is below: it may be at work there, and what
      // it locks with comes and goes.
      var chown = new ArrayList<>(List.of("chown", "mail:mail"));
      chown.addAll(List.of(home.toString(), inbox.toString(), maildir.toString()));
      for (var part : List.of("cur", "new", "tmp")) {
        chown.add(Files.createDirectories(maildir.resolve(part)).toString());
      }
      Commands.run(chown);
    }
    return maildir;
  }

  private void handOver(String user) throws IOException, InterruptedException {
    Commands.run(List.of("chown", "-R", "mail:mail", dir.resolve("mail").resolve(user).toString()));
  }

  @Override
  public void close() {
    server.stop();
  }
}
