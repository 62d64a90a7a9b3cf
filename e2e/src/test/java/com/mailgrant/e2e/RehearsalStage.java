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

  private RehearsalStage(RehearsalProcess rehearsal, MailgrantProcess mailgrant, ControlDesk desk) {
    this.rehearsal = rehearsal;
    this.mailgrant = mailgrant;
    this.desk = desk;
  }

  /** Starts both, on free ports. */
  static RehearsalStage start(Path home) throws IOException, InterruptedException {
    int authority = Commands.freePort();
    var data = home.resolve("rehearsal");
    var rehearsal =
        RehearsalProcess.start(
            home,
            """
            rehearsal:
              data-dir: %s
              slowness: 30s
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
                    authority,
                    Commands.freePort(),
                    Commands.freePort(),
                    Commands.freePort(),
                    Commands.freePort(),
                    Commands.freePort()));
    try {
      var written = Files.readString(data.resolve("mailgrant.yaml"));
      var settings = written.substring(written.indexOf("mailgrant:\n") + "mailgrant:\n".length());
      var mailgrant = MailgrantProcess.start(home, settings);
      var desk = new ControlDesk("https://localhost:" + authority);
      desk.addRedirectUri(mailgrant.redirectUri());
      return new RehearsalStage(rehearsal, mailgrant, desk);
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

  /** Creates a Microsoft 365 account of the rehearsal tenant by the API and returns its id. */
  String createAccount(Api api, String address, String mailbox)
      throws IOException, InterruptedException {
    var account = new LinkedHashMap<String, Object>();
    account.put("type", "microsoft365");
    account.put("cloud", "rehearsal");
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
