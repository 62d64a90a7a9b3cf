package com.mailgrant.bench;

import com.mailgrant.e2e.harness.Api;
import com.mailgrant.e2e.lab.PasswordDovecot;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/**
 * The first synchronisation of an Inbox against the limit, which is to fetch the same items and
 * throw them away, and against mbsync, which fetches whole messages into files and here need not
 * wait for the disk.
 */
final class SyncBench implements Benchmark {
  private static final String BODY = "A line of a message as people write them, more or less.\r\n";

  @Override
  public String name() {
    return "sync";
  }

  @Override
  public void run(boolean quick, Figures figures) throws Exception {
    figures.table(
        "First synchronisation from Dovecot, seconds",
        "messages",
        "raw FETCH",
        "Mailgrant",
        "against raw FETCH",
        "a mailbox of one message",
        "the rest against raw FETCH",
        "mbsync (whole messages)",
        "Mailgrant against mbsync");
    try (var stage = new Stage();
        var dovecot = stage.dovecot();
        var mailgrant = stage.mailgrant("sync", null, "", "-Xmx1g");
        var api = mailgrant.api()) {
      // Compilers and caches get warm.
      for (int round = 0; round < (quick ? 1 : 5); round++) {
        once(stage, dovecot, api, (quick ? 100 : 4_000) + round, null);
      }
      for (int messages : quick ? List.of(500, 1_000) : List.of(20_000, 100_000)) {
        once(stage, dovecot, api, messages, figures);
      }
    }
  }

  private static void once(
      Stage stage,
      PasswordDovecot dovecot,
      Api api,
      int messages,
      @org.jspecify.annotations.Nullable Figures figures)
      throws Exception {
    var user = "inbox" + messages + "@contoso.example";
    dovecot.fill(user, messages, SyncBench::message);
    var tls = stage.ca().clientContext();
    // Dovecot makes its index at the first look, which is nobody's merit.
    rawFetch(tls, dovecot.imapPort(), user, messages);
    double raw = rawFetch(tls, dovecot.imapPort(), user, messages);
    var alone = "one-beside-" + user;
    dovecot.fill(alone, 1, SyncBench::message);
    // What has nothing to do with the size: the request, waiting for its turn, signing in.
    double fixed = mailgrant(api, dovecot.imapPort(), alone, 1);
    double ours = mailgrant(api, dovecot.imapPort(), user, messages);
    double again = rawFetch(tls, dovecot.imapPort(), user, messages);
    double theirs = mbsync(stage, dovecot.imapPort(), user);
    if (figures != null) {
      double fetch = (raw + again) / 2;
      figures.row(
          messages,
          fetch,
          ours,
          ours / fetch,
          fixed,
          (ours - fixed) / fetch,
          theirs,
          ours / theirs);
    }
  }

  private static String message(int number) {
    return """
    Return-Path: <sender%1$d@contoso.example>\r
    Received: from mx.contoso.example by mail.contoso.example; Tue, 14 Nov 2023 22:13:20 +0000\r
    From: Sender %1$d <sender%1$d@contoso.example>\r
    To: Anna Amsel <anna@contoso.example>\r
    Subject: Order %1$d of this year\r
    Date: Tue, 14 Nov 2023 22:13:20 +0000\r
    Message-ID: <%1$d.1700000000@contoso.example>\r
    MIME-Version: 1.0\r
    Content-Type: text/plain; charset=utf-8\r
    \r
    """
            .formatted(number)
        + BODY.repeat(12);
  }

  /** From the request that creates the account until all is known. */
  private static double mailgrant(Api api, int port, String user, int messages)
      throws IOException, InterruptedException {
    long begin = System.nanoTime();
    var path = "/accounts/" + Stage.account(api, user, port, 0) + "/synchronisation";
    while (true) {
      var state = api.get(path).expect(200).json();
      if (state.path("state").asString().equals("watching")
          && state.path("done").asLong() == messages) {
        return (System.nanoTime() - begin) / 1e9;
      }
      if (System.nanoTime() - begin > 900_000_000_000L) {
        throw new IllegalStateException("not synchronised after 15 minutes: " + state);
      }
      Thread.sleep(20);
    }
  }

  /** The items that Mailgrant asks of old messages, in one command, from the first octet on. */
  private static double rawFetch(SSLContext tls, int port, String user, int messages)
      throws IOException {
    long begin = System.nanoTime();
    try (var socket = (SSLSocket) tls.getSocketFactory().createSocket("localhost", port)) {
      var in = new BufferedInputStream(socket.getInputStream(), 65_536);
      say(socket, "a LOGIN " + user + " " + PasswordDovecot.PASSWORD);
      lines(in, "a OK");
      say(socket, "b EXAMINE INBOX");
      lines(in, "b OK");
      say(
          socket,
          "c UID FETCH 1:* (UID FLAGS INTERNALDATE RFC822.SIZE BODY.PEEK[HEADER.FIELDS (MESSAGE-ID)])");
      int seen = lines(in, "c OK");
      if (seen != messages) {
        throw new IllegalStateException("fetched " + seen + " of " + messages);
      }
      say(socket, "d LOGOUT");
    }
    return (System.nanoTime() - begin) / 1e9;
  }

  private static void say(SSLSocket socket, String line) throws IOException {
    socket.getOutputStream().write((line + "\r\n").getBytes(StandardCharsets.US_ASCII));
  }

  /** Reads up to the line that starts so, and counts lines that hold a FETCH. */
  private static int lines(InputStream in, String last) throws IOException {
    var line = new byte[8_192];
    int fetched = 0;
    while (true) {
      int length = 0;
      int octet = in.read();
      while (octet >= 0 && octet != '\n') {
        if (length < line.length) {
          line[length++] = (byte) octet;
        }
        octet = in.read();
      }
      if (octet < 0) {
        throw new IOException("Dovecot hung up");
      }
      var text = new String(line, 0, Math.min(length, 40), StandardCharsets.US_ASCII);
      if (text.startsWith("* ") && text.contains(" FETCH ")) {
        fetched++;
      } else if (text.startsWith(last)) {
        return fetched;
      } else if (text.startsWith(last.substring(0, 2))) {
        throw new IOException("Dovecot says " + text);
      }
    }
  }

  private static double mbsync(Stage stage, int port, String user)
      throws IOException, InterruptedException {
    var dir = Files.createDirectories(stage.caDir().resolveSibling("mbsync-" + user));
    var settings =
        Files.writeString(
            dir.resolve("mbsyncrc"),
            """
            FSync no

            IMAPAccount bench
            Timeout 300
            Host localhost
            Port %1$d
            User %2$s
            Pass %3$s
            SSLType IMAPS
            SystemCertificates no
            CertificateFile %4$s

            IMAPStore far
            Account bench

            MaildirStore near
            Path %5$s/
            Inbox %5$s/inbox
            SubFolders Verbatim

            Channel bench
            Far :far:
            Near :near:
            Patterns INBOX
            Create Near
            Sync Pull
            SyncState *
            """
                .formatted(
                    port, user, PasswordDovecot.PASSWORD, stage.ca().certificateFile(), dir));
    long begin = System.nanoTime();
    var process =
        new ProcessBuilder("mbsync", "-q", "-c", settings.toString(), "bench")
            .redirectErrorStream(true)
            .redirectOutput(Path.of("target", "mbsync.log").toFile())
            .start();
    int code = process.waitFor();
    if (code != 0) {
      throw new IllegalStateException(
          "mbsync ended with " + code + ": " + Files.readString(Path.of("target", "mbsync.log")));
    }
    return (System.nanoTime() - begin) / 1e9;
  }
}
