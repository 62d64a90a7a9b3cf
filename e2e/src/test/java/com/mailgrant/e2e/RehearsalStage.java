package com.mailgrant.e2e;

import com.mailgrant.e2e.harness.Api;
import com.mailgrant.e2e.harness.MailgrantProcess;
import com.mailgrant.e2e.harness.RehearsalProcess;
import com.mailgrant.e2e.lab.Commands;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** The rehearsal tenant and a Mailgrant that knows it by the file that the tenant writes. */
final class RehearsalStage implements AutoCloseable {
  /** Everybody's in the rehearsal tenant. */
  static final String PASSWORD = "rehearsal";

  private final RehearsalProcess rehearsal;
  private final MailgrantProcess mailgrant;
  private final ControlDesk desk;
  private final int smtpPort;

  private RehearsalStage(
      RehearsalProcess rehearsal, MailgrantProcess mailgrant, ControlDesk desk, int smtpPort) {
    this.rehearsal = rehearsal;
    this.mailgrant = mailgrant;
    this.desk = desk;
    this.smtpPort = smtpPort;
  }

  /** Starts both, on free ports. */
  static RehearsalStage start(Path home) throws IOException, InterruptedException {
    return start(home, "", "");
  }

  /** With a company of so many people whose mail servers still take passwords. */
  static RehearsalStage start(Path home, int companySize) throws IOException, InterruptedException {
    return start(
        home, "  company-size: %d\n  mail:\n    classic-imap: true\n".formatted(companySize), "");
  }

  /**
   * Starts both, on free ports.
   *
   * @param ofRehearsal more settings, YAML indented by two below {@code rehearsal}
   * @param ofMailgrant more settings, YAML indented by two below {@code mailgrant}
   */
  static RehearsalStage start(Path home, String ofRehearsal, String ofMailgrant)
      throws IOException, InterruptedException {
    int authority = Commands.freePort();
    int smtp = Commands.freePort();
    var data = home.resolve("rehearsal");
    var rehearsal =
        RehearsalProcess.start(
            home,
            """
            rehearsal:
              data-dir: %s
              slowness: 30s
            %s\
              ports:
                authority: %d
                imap: %d
                pop3: %d
                smtp: %d
                google-imap: %d
                google-smtp: %d
            """
                .formatted(
                    data,
                    ofRehearsal,
                    authority,
                    Commands.freePort(),
                    Commands.freePort(),
                    smtp,
                    Commands.freePort(),
                    Commands.freePort()));
    try {
      var written = Files.readString(data.resolve("mailgrant.yaml"));
      var settings = written.substring(written.indexOf("mailgrant:\n") + "mailgrant:\n".length());
      var mailgrant = MailgrantProcess.start(home, settings + ofMailgrant);
      var desk = new ControlDesk("https://localhost:" + authority);
      desk.addRedirectUri(mailgrant.redirectUri());
      return new RehearsalStage(rehearsal, mailgrant, desk, smtp);
    } catch (IOException | IllegalStateException e) {
      rehearsal.close();
      throw e;
    }
  }

  MailgrantProcess mailgrant() {
    return mailgrant;
  }

  ControlDesk desk() {
    return desk;
  }

  /** Of Exchange's submission, which begins in the clear. */
  int smtpPort() {
    return smtpPort;
  }

  /** Creates a Microsoft 365 account of the rehearsal tenant by the API and returns its id. */
  String createAccount(Api api, String address, String mailbox)
      throws IOException, InterruptedException {
    return createAccount(api, "microsoft365", "rehearsal", address, mailbox);
  }

  /** Creates an account of any type that signs in with OAuth, and returns its id. */
  String createAccount(Api api, String type, String cloud, String address, String mailbox)
      throws IOException, InterruptedException {
    var account = new LinkedHashMap<String, Object>();
    account.put("type", type);
    account.put("cloud", cloud);
    account.put("accountName", "Mailbox " + mailbox + " " + System.nanoTime());
    account.put("senderName", "Rehearsal");
    account.put("senderEmail", mailbox);
    account.put("useOAuth", true);
    account.put("username", address);
    if (!mailbox.equals(address)) {
      account.put("mailboxAddress", mailbox);
    }
    return api.post("/accounts", account).expect(201).json().path("id").asString();
  }

  /** Settings that the API takes back unchanged. */
  static Map<String, String> mapping() {
    return Map.of(
        "inbox", "INBOX", "sent", "Sent Items", "draft", "Drafts", "deleted", "Deleted Items");
  }

  @Override
  public void close() throws IOException {
    mailgrant.close();
    rehearsal.close();
    desk.close();
  }
}
