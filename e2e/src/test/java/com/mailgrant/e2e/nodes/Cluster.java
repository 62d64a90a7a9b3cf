package com.mailgrant.e2e.nodes;

import com.mailgrant.e2e.harness.Api;
import com.mailgrant.e2e.harness.ExternalPostgres;
import com.mailgrant.e2e.harness.LabAccounts;
import com.mailgrant.e2e.harness.MailgrantProcess;
import com.mailgrant.e2e.harness.MovableClock;
import com.mailgrant.e2e.harness.SmtpSink;
import com.mailgrant.e2e.harness.WebhookReceiver;
import com.mailgrant.e2e.lab.Commands;
import com.mailgrant.e2e.lab.ForeignLab;
import com.mailgrant.e2e.lab.PasswordDovecot;
import com.mailgrant.e2e.lab.Postfix;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.random.RandomGenerator;

/** Nodes of Mailgrant on one PostgreSQL, and the mail servers of their accounts. */
final class Cluster implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  private final Path home;
  private final List<AutoCloseable> parts = new ArrayList<>();
  private final List<MailgrantProcess> nodes = new ArrayList<>();
  private final List<Api> apis = new ArrayList<>();
  private final ExternalPostgres database;
  private final ForeignLab lab;
  private final LabAccounts labAccounts;
  private final PasswordDovecot mailboxes;
  private final SmtpSink sink;
  private final WebhookReceiver receiver;
  private final MovableClock clock;

  /** Two nodes, of which the second has a clock that may go wrong. */
  Cluster(TrickyServer server) throws IOException, InterruptedException, GeneralSecurityException {
    // Open, because Dovecot works as a user of its own in there.
    home = Files.createTempDirectory("nodes");
    Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("rwxr-xr-x"));
    try {
      lab = kept(ForeignLab.start(Postfix.SentCopy.FILED_BY_SERVER));
      labAccounts = new LabAccounts(lab);
      var ca = lab.ca();
      mailboxes = kept(PasswordDovecot.start(home.resolve("dovecot"), ca));
      server.files(mailboxes);
      sink = kept(SmtpSink.start(ca.serverContext(), server));
      receiver = kept(WebhookReceiver.start(request -> request % 97 == 0));
      database = kept(ExternalPostgres.start());
      clock = MovableClock.in(home.resolve("clock"));
      startNode("first", Map.of());
      startNode("second", clock.environment());
      labAccounts.register(nodes);
    } catch (IllegalStateException notReady) {
      close();
      throw notReady;
    }
  }

  private void startNode(String name, Map<String, String> environment)
      throws IOException, InterruptedException {
    var settings =
        labAccounts.configuration()
            + """
              network:
                allow-private-hosts: true
            """;
    var node = MailgrantProcess.startOn(database, home, name, settings, environment);
    nodes.add(kept(node));
    apis.add(kept(node.api()));
  }

  private <T extends AutoCloseable> T kept(T part) {
    parts.addFirst(part);
    return part;
  }

  MailgrantProcess node(int number) {
    return nodes.get(number);
  }

  int size() {
    return nodes.size();
  }

  Api api(int number) {
    return apis.get(number);
  }

  Api anyApi(RandomGenerator coin) {
    return apis.get(coin.nextInt(apis.size()));
  }

  /** A request to whichever node. */
  interface Request<T> {
    T to(Api api) throws IOException, InterruptedException, GeneralSecurityException;
  }

  /** Goes from node to node until one of them answers, since any may be dead just now. */
  Api.Reply answered(Request<Api.Reply> request) throws InterruptedException {
    long begin = System.nanoTime();
    var coin = ThreadLocalRandom.current();
    while (true) {
      try {
        var reply = request.to(anyApi(coin));
        if (reply.status() < 500) {
          return reply;
        }
      } catch (IOException _) {
        // The node died, or is not there yet.
      } catch (GeneralSecurityException impossible) {
        throw new IllegalStateException(impossible);
      }
      if (System.nanoTime() - begin > PATIENCE.toNanos()) {
        throw new AssertionError("no node answered");
      }
      Thread.sleep(200);
    }
  }

  /** Identity provider, Dovecot and Postfix of those who sign in. */
  ForeignLab lab() {
    return lab;
  }

  LabAccounts labAccounts() {
    return labAccounts;
  }

  /** Of the second node. */
  MovableClock clock() {
    return clock;
  }

  ExternalPostgres database() {
    return database;
  }

  PasswordDovecot mailboxes() {
    return mailboxes;
  }

  /** The submission server of all accounts. */
  SmtpSink sink() {
    return sink;
  }

  WebhookReceiver receiver() {
    return receiver;
  }

  /** An account with a password whose mailbox and server are those of this cluster. */
  String createAccount(String user) throws IOException, InterruptedException {
    var account =
        Map.of(
            "type",
            "generic",
            "accountName",
            "Account " + user,
            "senderEmail",
            user,
            "password",
            PasswordDovecot.PASSWORD,
            "imap",
            Map.of("host", "localhost", "port", mailboxes.imapPort(), "security", "tls"),
            "smtp",
            Map.of("host", "localhost", "port", sink.port(), "security", "tls"),
            // The server of this test does it, as Exchange does.
            "sentCopy",
            "provider-files-it");
    return api(0).post("/accounts", account).expect(201).json().path("id").asString();
  }

  /** Has every event posted to the receiver. */
  void registerReceiver() throws IOException, InterruptedException {
    var endpoint = api(0).post("/webhooks", Map.of("url", receiver.url())).expect(201).json();
    receiver.secret(endpoint.path("secret").asString());
  }

  @Override
  public void close() throws IOException {
    var troubles = new ArrayList<Exception>();
    for (var part : parts) {
      try {
        part.close();
      } catch (Exception e) {
        troubles.add(e);
      }
    }
    try {
      keepLogs();
      Commands.run(List.of("rm", "-rf", home.toString()));
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    if (!troubles.isEmpty()) {
      throw new IOException("parts of the cluster did not end well", troubles.getFirst());
    }
  }

  /** For whoever wonders why a run failed. */
  private void keepLogs() throws IOException {
    for (var name : List.of("first", "second")) {
      var log = home.resolve(name + ".log");
      if (Files.exists(log)) {
        var kept = Path.of("target", "several-nodes-" + name + ".log");
        Files.copy(log, kept, StandardCopyOption.REPLACE_EXISTING);
      }
    }
  }
}
