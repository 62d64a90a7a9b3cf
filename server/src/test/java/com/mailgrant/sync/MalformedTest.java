package com.mailgrant.sync;

import static com.mailgrant.testing.Visitor.ANNA;
import static org.assertj.core.api.Assertions.assertThat;

import com.mailgrant.account.TestAccounts;
import com.mailgrant.mail.AddressPolicy;
import com.mailgrant.mail.Connector;
import com.mailgrant.mail.Credential;
import com.mailgrant.mail.ImapSession;
import com.mailgrant.mail.MailFailureException;
import com.mailgrant.mail.Timeouts;
import com.mailgrant.platform.Secret;
import com.mailgrant.sync.Fence.Overtaken;
import com.mailgrant.testing.Installation;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Messages that break the fetching are left out, and do not stop the rest. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MalformedTest {
  private final Installation installation = Installation.start();
  private final MailboxRound rounds = installation.node().get(MailboxRound.class);
  private com.mailgrant.account.MailAccount account =
      TestAccounts.corporate(installation.node(), ANNA.username());

  @BeforeEach
  void anEmptyMailbox() throws Exception {
    installation.reset();
    TestAccounts.delete(installation.node(), account);
    account = TestAccounts.corporate(installation.node(), ANNA.username());
    installation.node().get(Synchronisations.class).begin(account.id());
    installation.database().jdbc().sql("delete from event_arrival").update();
    try (var session = session()) {
      rounds.all(Mailbox.of(account, session, () -> {}));
    }
  }

  @AfterAll
  void stop() {
    installation.close();
  }

  @Test
  void a_message_that_the_server_refuses_is_left_out() throws Exception {
    deliver(40);
    installation.imap().poison(17, "BAD Command Argument Error. 11");
    try (var session = session()) {
      rounds.all(Mailbox.of(account, session, () -> {}));
    }
    assertThat(told("mail.received")).isEqualTo(39);
    assertThat(told("mail.unreadable")).isEqualTo(1);
  }

  @Test
  void a_message_that_breaks_the_connection_is_left_out_after_some_tries() throws Exception {
    deliver(20);
    installation.imap().poison(5, "");
    int sessions = 0;
    for (boolean done = false; !done && sessions < 15; sessions++) {
      try (var session = session()) {
        rounds.all(Mailbox.of(account, session, () -> {}));
        done = true;
      } catch (MailFailureException broken) {
        // The next session goes on.
      }
    }
    assertThat(told("mail.received")).isEqualTo(19);
    assertThat(told("mail.unreadable")).isEqualTo(1);
  }

  @Test
  void a_server_that_refuses_everything_is_not_taken_for_forty_bad_messages() throws Exception {
    deliver(40);
    installation.imap().refuse("FETCH", "NO Server Unavailable. 15");
    for (int i = 0; i < 5; i++) {
      try (var session = session()) {
        rounds.all(Mailbox.of(account, session, () -> {}));
      } catch (MailFailureException busy) {
        // Later.
      }
    }
    assertThat(told("mail.unreadable")).isZero();
    installation.imap().allow("FETCH");
    try (var session = session()) {
      rounds.all(Mailbox.of(account, session, () -> {}));
    }
    assertThat(told("mail.received")).isEqualTo(40);
  }

  @Test
  void who_was_overtaken_writes_nothing() throws Exception {
    deliver(3);
    try (var session = session()) {
      var mailbox =
          Mailbox.of(
              account,
              session,
              () -> {
                throw new Overtaken();
              });
      assertThat(org.assertj.core.api.Assertions.catchThrowable(() -> rounds.all(mailbox)))
          .isInstanceOf(Overtaken.class);
    }
    assertThat(told("mail.received")).isZero();
    try (var session = session()) {
      rounds.all(Mailbox.of(account, session, () -> {}));
    }
    assertThat(told("mail.received")).isEqualTo(3);
  }

  /** An empty listing says nothing about what is known. */
  @Test
  void a_listing_that_comes_back_empty_wipes_nothing() throws Exception {
    installation
        .node()
        .get(Synchronisations.class)
        .choose(account.id(), new Synchronisations.Choice(true, null));
    try (var session = session()) {
      rounds.all(Mailbox.of(account, session, () -> {}));
    }
    var before = installation.node().get(Synchronisations.class).progress(account.id());
    assertThat(before).hasSizeGreaterThan(4);
    installation.imap().listNothing();
    installation.clock().tick(Duration.ofHours(3));
    try (var session = session()) {
      var mailbox = Mailbox.of(account, session, () -> {});
      rounds.all(mailbox);
      rounds.all(mailbox);
    }
    assertThat(installation.node().get(Synchronisations.class).progress(account.id()))
        .extracting(folder -> folder.folder() + folder.stage())
        .isEqualTo(before.stream().map(folder -> folder.folder() + folder.stage()).toList());
  }

  private void deliver(int count) {
    for (int i = 0; i < count; i++) {
      installation
          .imap()
          .deliver(
              "INBOX",
              "From: bob@fabrikam.example\r\nMessage-ID: <" + i + "@x.example>\r\n\r\nHello");
    }
  }

  private long told(String type) {
    return installation
        .database()
        .jdbc()
        .sql("select count(*) from event_arrival where type = ?")
        .param(type)
        .query(Long.class)
        .single();
  }

  private ImapSession session() throws Exception {
    var timeouts = Timeouts.all(Duration.ofSeconds(20));
    var connector = new Connector(AddressPolicy.ANYWHERE, SSLContext.getDefault(), timeouts);
    var session = ImapSession.open(connector, installation.imap().address());
    session.authenticate(new Credential.Password("anna", new Secret("horse")));
    return session;
  }
}
