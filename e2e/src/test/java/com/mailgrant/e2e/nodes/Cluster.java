package com.mailgrant.e2e.nodes;

import com.mailgrant.e2e.harness.Api;
import com.mailgrant.e2e.harness.ExternalPostgres;
import com.mailgrant.e2e.harness.MailgrantProcess;
import com.mailgrant.e2e.harness.SmtpSink;
import com.mailgrant.e2e.harness.WebhookReceiver;
import com.mailgrant.e2e.lab.Commands;
import com.mailgrant.e2e.lab.PasswordDovecot;
import com.mailgrant.e2e.lab.TestCa;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/** Nodes of Mailgrant on one PostgreSQL, and the mail servers of their accounts. */
final class Cluster implements AutoCloseable {
  private final Path home;
  private final List<AutoCloseable> parts = new ArrayList<>();
  private final List<MailgrantProcess> nodes = new ArrayList<>();
  private final List<Api> apis = new ArrayList<>();
  private final ExternalPostgres database;
  private final PasswordDovecot mailboxes;
  private final SmtpSink sink;
  private final WebhookReceiver receiver;

  /**
   * @param names of the nodes
   * @param settings YAML below {@code mailgrant} in addition
   */
  Cluster(List<String> names, TrickyServer server, String settings)
      throws IOException, InterruptedException, GeneralSecurityException {
    // Open, because Dovecot works as a user of its own in there.
    home = Files.createTempDirectory("nodes");
    Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("rwxr-xr-x"));
    try {
      var ca = TestCa.create(Files.createDirectories(home.resolve("ca")));
      mailboxes = kept(PasswordDovecot.start(home.resolve("dovecot"), ca));
      server.files(mailboxes);
      sink = kept(SmtpSink.start(ca.serverContext(), server));
      receiver = kept(WebhookReceiver.start(request -> request % 97 == 0));
      database = kept(ExternalPostgres.start());
      for (var name : names) {
        var node =
            MailgrantProcess.startOn(
                database,
                home,
                name,
                """
                  trust:
                    ca-file: %s
                  network:
                    allow-private-hosts: true
                %s
                """
                    .formatted(ca.certificateFile(), settings));
        nodes.add(kept(node));
        apis.add(kept(node.api()));
      }
    } catch (IllegalStateException notReady) {
      close();
      throw notReady;
    }
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
      Commands.run(List.of("rm", "-rf", home.toString()));
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    if (!troubles.isEmpty()) {
      throw new IOException("parts of the cluster did not end well", troubles.getFirst());
    }
  }
}
