package com.mailgrant.e2e.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A real Dovecot with mailboxes for the people of the lab: IMAP and POP3 over TLS, XOAUTH2 and
 * OAUTHBEARER judged by introspection. A token opens the mailbox of the person it was issued to,
 * and the shared mailbox if the identity provider says that this person may.
 */
public final class Dovecot implements AutoCloseable {
  private final Path dir;
  private final int imapPort;
  private final int pop3Port;
  private final ForeignServer server;

  private Dovecot(Path dir, int imapPort, int pop3Port, ForeignServer server) {
    this.dir = dir;
    this.imapPort = imapPort;
    this.pop3Port = pop3Port;
    this.server = server;
  }

  static Dovecot start(Path dir, TestCa ca, IdentityProvider judge)
      throws IOException, InterruptedException {
    int imap = Commands.freePort();
    int pop3 = Commands.freePort();
    Files.createDirectories(dir.resolve("mail"));
    Commands.run(List.of("chown", "mail:mail", dir.resolve("mail").toString()));
    write(
        dir.resolve("dovecot.conf"),
        "dovecot.conf",
        Map.of(
            "dir", dir.toString(),
            "cert", ca.serverCertificateFile().toString(),
            "key", ca.serverKeyFile().toString(),
            "shared", MailUser.SHARED,
            "domain", MailUser.DOMAIN,
            "imap", String.valueOf(imap),
            "pop3", String.valueOf(pop3)));
    introspection(dir.resolve("owners.conf"), "username", ca, judge);
    introspection(dir.resolve("delegates.conf"), "may_open", ca, judge);
    var command = List.of("/usr/sbin/dovecot", "-F", "-c", dir.resolve("dovecot.conf").toString());
    var server =
        ForeignServer.start("dovecot", command, dir.resolve("dovecot.log"), List.of(imap, pop3));
    var dovecot = new Dovecot(dir, imap, pop3, server);
    dovecot.makeFolders(
        MailUser.ANNA.address(),
        "Sent",
        "Unfinished",
        "Bin",
        "Nuisance",
        "Cabinet",
        "Cabinet/2026");
    dovecot.makeFolders(
        MailUser.BERND.address(),
        "Gesendete Elemente",
        "Gelöschte Elemente",
        "Entwürfe",
        "Junk-E-Mail",
        "Archiv",
        "Kunden/Müller & Söhne");
    dovecot.makeFolders(
        MailUser.SHARED, "Sent Items", "Deleted Items", "Drafts", "Junk Email", "Archive");
    return dovecot;
  }

  /** Implicit TLS. */
  public int imapPort() {
    return imapPort;
  }

  /** Implicit TLS. */
  public int pop3Port() {
    return pop3Port;
  }

  /** Socket at which Postfix asks about a token. */
  Path authSocket() {
    return dir.resolve("auth");
  }

  Path lmtpSocket() {
    return dir.resolve("lmtp");
  }

  /** What Dovecot wrote about itself until now. */
  public String log() throws IOException {
    return Files.readString(dir.resolve("dovecot.log"));
  }

  /** Creates folders as an administrator would, names in UTF-8. */
  public void makeFolders(String mailbox, String... folders)
      throws IOException, InterruptedException {
    var command =
        new ArrayList<>(
            List.of(
                "doveadm",
                "-c",
                dir.resolve("dovecot.conf").toString(),
                "mailbox",
                "create",
                "-s",
                "-u",
                mailbox));
    command.addAll(List.of(folders));
    Commands.run(command);
  }

  /** Renames a folder behind the back of every client. */
  public void renameFolder(String mailbox, String from, String to)
      throws IOException, InterruptedException {
    Commands.run(
        List.of(
            "doveadm",
            "-c",
            dir.resolve("dovecot.conf").toString(),
            "mailbox",
            "rename",
            "-u",
            mailbox,
            from,
            to));
  }

  private static void introspection(Path file, String attribute, TestCa ca, IdentityProvider judge)
      throws IOException {
    write(
        file,
        "introspection.conf",
        Map.of(
            "client",
            IdentityProvider.INTROSPECTION_LOGIN,
            "port",
            String.valueOf(judge.port()),
            "attribute",
            attribute,
            "ca",
            ca.certificateFile().toString()));
  }

  private static void write(Path file, String template, Map<String, String> values)
      throws IOException {
    Files.writeString(file, Commands.template(template, values));
  }

  /** Goes down, with whoever is signed in; the mailboxes stay. */
  public void goDown() {
    server.stop();
  }

  /** Is there again, at the same ports. */
  public void comeBack() throws IOException, InterruptedException {
    server.startAgain();
  }

  @Override
  public void close() {
    server.stop();
  }
}
