package com.mailgrant.sync;

import static com.mailgrant.testing.Visitor.ANNA;

import com.mailgrant.account.MailAccount;
import com.mailgrant.account.TestAccounts;
import com.mailgrant.mail.AddressPolicy;
import com.mailgrant.mail.Connector;
import com.mailgrant.mail.Dovecot;
import com.mailgrant.mail.FolderName;
import com.mailgrant.mail.ImapSession;
import com.mailgrant.mail.MailFailureException;
import com.mailgrant.mail.ServerAddress;
import com.mailgrant.mail.Timeouts;
import com.mailgrant.testing.Installation;
import java.nio.charset.StandardCharsets;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A mailbox on a real server, somebody who works in it, and a watcher that takes its steps. */
final class MailboxLab implements AutoCloseable {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  final Installation installation = Installation.start();
  final MailboxRound rounds = installation.node().get(MailboxRound.class);
  private final Synchronisations synchronisations = installation.node().get(Synchronisations.class);
  private final Dovecot dovecot;
  ImapSession person;
  MailAccount account = TestAccounts.corporate(installation.node(), ANNA.username());
  Mailbox mailbox;

  /** Happens once, as soon as something is recorded. */
  Meanwhile meanwhile = () -> {};

  private long told;

  MailboxLab(Dovecot dovecot) throws MailFailureException {
    this.dovecot = dovecot;
    installation.clock().set(Instant.now());
    person = session(dovecot.imap());
    mailbox = opened();
  }

  /** Another account for the same mailbox, of which nothing is known yet. */
  void forget() throws MailFailureException {
    TestAccounts.delete(installation.node(), account);
    account = TestAccounts.corporate(installation.node(), ANNA.username());
    reopen();
  }

  void reopen() throws MailFailureException {
    person.close();
    person = session(dovecot.imap());
    mailbox.session().close();
    mailbox = opened();
  }

  private Mailbox opened() throws MailFailureException {
    synchronisations.begin(account.id());
    return Mailbox.of(account, session(dovecot.imap()), this::recording);
  }

  private void recording() {
    var now = meanwhile;
    meanwhile = () -> {};
    try {
      now.happen();
    } catch (MailFailureException e) {
      throw new IllegalStateException(e);
    }
  }

  interface Meanwhile {
    void happen() throws MailFailureException;
  }

  static ImapSession session(ServerAddress server) throws MailFailureException {
    try {
      var tls = SSLContext.getDefault();
      var timeouts = Timeouts.all(Duration.ofSeconds(20));
      var session = ImapSession.open(new Connector(AddressPolicy.ANYWHERE, tls, timeouts), server);
      session.authenticate(Dovecot.ANNA);
      return session;
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  void map(Map<String, String> folders) {
    installation
        .database()
        .jdbc()
        .sql("delete from folder_mapping where account_id = ?")
        .param(account.id().value())
        .update();
    folders.forEach((role, folder) ->
        installation
            .database()
            .jdbc()
            .sql("insert into folder_mapping (account_id, role, folder) values (?, ?, ?)")
            .params(account.id().value(), role, FolderName.of(folder).raw())
            .update());
  }

  void deliver(String folder, String id, Instant received) throws MailFailureException {
    deliver(folder, id, received, "Subject: " + id + "\r\n");
  }

  void deliver(String folder, String id, Instant received, String fields)
      throws MailFailureException {
    var message =
        "From: Bob <bob@fabrikam.example>\r\nTo: anna@contoso.example\r\n"
            + (id.isEmpty() ? "" : "Message-ID: <" + id + "@fabrikam.example>\r\n")
            + fields
            + "\r\nHello\r\n";
    person.append(
        FolderName.of(folder), message.getBytes(StandardCharsets.UTF_8), List.of(), received);
  }

  /** All rounds that are due at once or soon. */
  void settle() throws MailFailureException {
    for (int i = 0; i < 10 && rounds.all(mailbox) != MailboxRound.Next.WAIT; i++) {
      // Until nothing waits.
    }
  }

  /** What was told since this was last called: type and subject or Message-ID. */
  List<String> news() {
    var news = new ArrayList<String>();
    for (var event : events()) {
      var data = event.data();
      var name =
          data.has("messageId") ? data.path("messageId").asString().replaceAll("[<>]|@.*", "") : "";
      news.add(event.type() + " " + name);
    }
    return news;
  }

  List<Told> events() {
    var events =
        installation
            .database()
            .jdbc()
            .sql(
                """
                select position, type, message, data from event_arrival
                where position > ? and (type like 'mail.%' or type in ('message.bounced', 'message.delivered'))
                order by position
                """)
            .param(told)
            .query((row, _) ->
                new Told(
                    row.getLong("position"),
                    row.getString("type"),
                    row.getString("message"),
                    JSON.readTree(row.getString("data"))))
            .list();
    if (!events.isEmpty()) {
      told = events.getLast().position();
    }
    return events;
  }

  record Told(long position, String type, String message, JsonNode data) {}

  @Override
  public void close() {
    mailbox.session().close();
    person.close();
    installation.close();
  }
}
