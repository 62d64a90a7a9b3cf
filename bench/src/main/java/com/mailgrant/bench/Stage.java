package com.mailgrant.bench;

import com.mailgrant.e2e.harness.Api;
import com.mailgrant.e2e.harness.ExternalPostgres;
import com.mailgrant.e2e.harness.MailgrantProcess;
import com.mailgrant.e2e.lab.Commands;
import com.mailgrant.e2e.lab.PasswordDovecot;
import com.mailgrant.e2e.lab.TestCa;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A folder with a certificate authority, and Mailgrants that trust it. */
final class Stage implements AutoCloseable {
  private final Path home;
  private final TestCa ca;

  Stage() throws IOException, InterruptedException {
    home = Files.createTempDirectory("bench");
    Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("rwxr-xr-x"));
    ca = TestCa.create(Files.createDirectories(caDir()));
  }

  Path caDir() {
    return home.resolve("ca");
  }

  TestCa ca() {
    return ca;
  }

  PasswordDovecot dovecot() throws IOException, InterruptedException {
    return PasswordDovecot.start(home.resolve("dovecot"), ca);
  }

  /**
   * Starts a Mailgrant with the usual settings.
   *
   * @param database null for the embedded one
   * @param more settings below {@code mailgrant}
   */
  MailgrantProcess mailgrant(
      String name, @Nullable ExternalPostgres database, String more, String... jvm)
      throws IOException, InterruptedException {
    return MailgrantProcess.startMeasured(
        database,
        Files.createDirectories(home.resolve(name)),
        """
          trust:
            ca-file: %s
          network:
            allow-private-hosts: true
        %s
        """
            .formatted(ca.certificateFile(), more),
        List.of(jvm));
  }

  /** An account with a password; a port of 0 leaves that server out. */
  static String account(Api api, String user, int imapPort, int smtpPort)
      throws IOException, InterruptedException {
    var account = new LinkedHashMap<String, Object>();
    account.put("type", "generic");
    account.put("accountName", "Account " + user);
    account.put("senderEmail", user);
    account.put("password", PasswordDovecot.PASSWORD);
    account.put("sentCopy", "no-copy");
    if (imapPort != 0) {
      account.put("imap", Map.of("host", "localhost", "port", imapPort, "security", "tls"));
    }
    if (smtpPort != 0) {
      account.put("smtp", Map.of("host", "localhost", "port", smtpPort, "security", "tls"));
    }
    return api.post("/accounts", account).expect(201).json().path("id").asString();
  }

  @Override
  public void close() throws IOException {
    try {
      Commands.run(List.of("rm", "-rf", home.toString()));
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
