package com.mailgrant.e2e.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A real Postfix as submission server: STARTTLS, then XOAUTH2 or OAUTHBEARER through Dovecot's
 * authentication socket, then delivery to Dovecot by LMTP. An AUTH line may have 12,288 octets, but
 * only as the answer to an empty challenge: a token in the same line as {@code AUTH XOAUTH2} is
 * refused from 2,048 octets on (Postfix, smtpd_sasl_response_limit and line_length_limit).
 */
public final class Postfix implements AutoCloseable {
  /** Who puts a sent message into the sender's folder. */
  public enum SentCopy {
    /** The server does, into {@code Sent}, as Exchange does (facts/microsoft365 4.6). */
    FILED_BY_SERVER,
    /** Nobody does unless the client appends it: the habit of nearly every other server. */
    LEFT_TO_CLIENT
  }

  private final Path dir;
  private final int port;
  private final ForeignServer server;

  private Postfix(Path dir, int port, ForeignServer server) {
    this.dir = dir;
    this.port = port;
    this.server = server;
  }

  static Postfix start(Path dir, TestCa ca, Dovecot dovecot, SentCopy sentCopy)
      throws IOException, InterruptedException {
    int port = Commands.freePort();
    var conf = Files.createDirectories(dir.resolve("conf"));
    Files.createDirectories(dir.resolve("queue"));
    var data = Files.createDirectories(dir.resolve("data"));
    Commands.run(List.of("chown", "postfix", data.toString()));
    Files.writeString(
        conf.resolve("main.cf"),
        Commands.template(
            "main.cf",
            Map.of(
                "dir", dir.toString(),
                "smtp", String.valueOf(port),
                "domain", MailUser.DOMAIN,
                "cert", ca.serverCertificateFile().toString(),
                "key", ca.serverKeyFile().toString(),
                "auth", dovecot.authSocket().toString(),
                "lmtp", dovecot.lmtpSocket().toString(),
                "owners", owners(),
                "recipients", eachAddress("%1$s=here"),
                "sentcopy", sentCopyLine(sentCopy))));
    Files.writeString(
        conf.resolve("master.cf"), Commands.template("master.cf", Map.of("smtp", "" + port)));
    Commands.run(List.of("/usr/sbin/postfix", "-c", conf.toString(), "check"));
    // A session of its own, so that the signal that Postfix sends to its group does not reach us.
    var command = List.of("setsid", "/usr/lib/postfix/sbin/master", "-c", conf.toString(), "-d");
    var server = ForeignServer.start("postfix", command, dir.resolve("mail.log"), List.of(port));
    return new Postfix(dir, port, server);
  }

  /** Submission with STARTTLS. */
  public int port() {
    return port;
  }

  /** Whether everything that it took is delivered or returned. */
  public boolean isQueueEmpty() throws IOException {
    for (var part : List.of("incoming", "active", "deferred", "maildrop")) {
      var queue = dir.resolve("queue").resolve(part);
      if (Files.exists(queue)) {
        try (Stream<Path> files = Files.walk(queue)) {
          if (files.anyMatch(Files::isRegularFile)) {
            return false;
          }
        }
      }
    }
    return true;
  }

  /** What Postfix wrote about itself until now. */
  public String log() throws IOException {
    return Files.readString(dir.resolve("mail.log"));
  }

  /** Anna may also write as the shared mailbox; Bernd may not. */
  private static String owners() {
    return eachAddress("%1$s=%1$s")
        .replace(
            MailUser.SHARED + "=" + MailUser.SHARED,
            MailUser.SHARED + "=" + MailUser.ANNA.address());
  }

  private static String eachAddress(String pattern) {
    return Stream.of(MailUser.ANNA.address(), MailUser.BERND.address(), MailUser.SHARED)
        .map(pattern::formatted)
        .collect(Collectors.joining(", "));
  }

  private static String sentCopyLine(SentCopy sentCopy) {
    return switch (sentCopy) {
      case FILED_BY_SERVER ->
          "sender_bcc_maps = inline:{ %s=%s }"
              .formatted(MailUser.ANNA.address(), MailUser.ANNA.address().replace("@", "+Sent@"));
      case LEFT_TO_CLIENT -> "";
    };
  }

  /** Goes down, with whoever is signed in; what it took stays on its disk. */
  public void goDown() {
    server.stop();
  }

  /** Is there again, at the same port. */
  public void comeBack() throws IOException, InterruptedException {
    server.startAgain();
  }

  @Override
  public void close() {
    server.stop();
  }
}
