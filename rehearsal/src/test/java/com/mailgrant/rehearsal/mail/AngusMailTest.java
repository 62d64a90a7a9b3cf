package com.mailgrant.rehearsal.mail;

import static com.mailgrant.rehearsal.mail.TestTenant.ANNA;
import static com.mailgrant.rehearsal.mail.TestTenant.BERND;
import static com.mailgrant.rehearsal.mail.TestTenant.GINA;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mailgrant.rehearsal.mail.servers.Door;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.Flags;
import jakarta.mail.Folder;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Store;
import jakarta.mail.UIDFolder;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import jakarta.mail.search.FromStringTerm;
import java.io.IOException;
import java.util.Arrays;
import java.util.Properties;
import org.eclipse.angus.mail.imap.IMAPFolder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What another client, the reference implementation of Jakarta Mail, makes of the servers. */
class AngusMailTest {
  private final TestTenant tenant = new TestTenant();

  @AfterEach
  void close() {
    tenant.close();
  }

  private static Properties properties(String protocol) {
    var properties = new Properties();
    var prefix = "mail." + protocol + ".";
    properties.put(prefix + "auth.mechanisms", "XOAUTH2");
    properties.put(prefix + "auth.xoauth2.two.line.authentication.format", "true");
    properties.put(prefix + "ssl.socketFactory", TestTls.CLIENT.getSocketFactory());
    properties.put(prefix + "starttls.required", Boolean.toString(protocol.equals("smtp")));
    properties.put(prefix + "auth", "true");
    properties.put(prefix + "connectiontimeout", "20000");
    properties.put(prefix + "timeout", "20000");
    return properties;
  }

  private Store store(String protocol, Door door, String person) throws MessagingException {
    var store = Session.getInstance(properties(protocol)).getStore(protocol);
    store.connect("127.0.0.1", tenant.port(door), person, tenant.tokens.issue(person));
    return store;
  }

  @Test
  void it_reads_every_message_of_an_exchange_mailbox() throws Exception {
    try (var store = store("imaps", Door.IMAP, BERND);
        var inbox = store.getFolder("INBOX")) {
      assertThat(Arrays.stream(store.getDefaultFolder().list("*")).map(Folder::getFullName))
          .contains("Gesendete Elemente", "Kunden/Müller & Söhne");
      inbox.open(Folder.READ_ONLY);
      assertThat(inbox.getMessageCount()).isEqualTo(25);
      for (int i = 1; i <= 25; i++) {
        if (i != 18) { // The malformed one.
          assertThat(read(inbox.getMessage(i))).isPositive();
        }
      }
      assertThat(inbox.getMessage(3).getSubject()).isEqualTo("Rückfrage zu Ihrer Bestellung 4711");
      var offer = (MimeMultipart) inbox.getMessage(7).getContent();
      assertThat(offer.getBodyPart(1).getFileName()).isEqualTo("offer-4712.pdf");
      assertThat(offer.getBodyPart(1).getInputStream().readAllBytes())
          .startsWith('%', 'P', 'D', 'F');
      assertThat(inbox.search(new FromStringTerm("tanaka"))).hasSize(2);
    }
  }

  private static int read(Message message) throws MessagingException, IOException {
    assertThat(message.getFrom()).hasSize(1);
    assertThat(message.getReceivedDate()).isNotNull();
    var content = message.getContent();
    return content instanceof MimeMultipart parts
        ? parts.getCount()
        : message.getInputStream().readAllBytes().length;
  }

  @Test
  void it_moves_marks_and_appends() throws Exception {
    try (var store = store("imaps", Door.IMAP, ANNA);
        var inbox = (IMAPFolder) store.getFolder("INBOX");
        var archive = (IMAPFolder) store.getFolder("Archive")) {
      inbox.open(Folder.READ_WRITE);
      var uids = inbox.moveUIDMessages(new Message[] {inbox.getMessage(2)}, archive);
      assertThat(uids[0].uid).isEqualTo(1);
      assertThat(inbox.getMessage(2).isExpunged()).isTrue();
      inbox.getMessage(25).setFlag(Flags.Flag.FLAGGED, true);
      var draft = new MimeMessage(Session.getInstance(new Properties()));
      draft.setSubject("später");
      draft.setText("Inhalt");
      var appended = archive.appendUIDMessages(new Message[] {draft});
      assertThat(appended[0].uid).isEqualTo(2);
      archive.open(Folder.READ_ONLY);
      assertThat(((UIDFolder) archive).getMessageByUID(2).getSubject()).isEqualTo("später");
    }
    var flagged = tenant.mailbox(ANNA).inbox().message(25).orElseThrow();
    assertThat(flagged.flags()).contains(com.mailgrant.rehearsal.mailbox.Flag.FLAGGED);
  }

  @Test
  void it_finds_the_uses_of_gmails_folders() throws Exception {
    try (var store = store("imaps", Door.GOOGLE_IMAP, GINA)) {
      var sent = (IMAPFolder) store.getFolder("[Gmail]/Sent Mail");
      assertThat(sent.exists()).isTrue();
      assertThat(sent.getAttributes()).contains("\\Sent");
    }
  }

  @Test
  void it_reads_by_pop3() throws Exception {
    try (var store = store("pop3s", Door.POP3, ANNA);
        var inbox = store.getFolder("INBOX")) {
      inbox.open(Folder.READ_ONLY);
      assertThat(inbox.getMessageCount()).isEqualTo(25);
      assertThat(inbox.getMessage(24).getContent().toString()).contains("\r\n.\r\n");
    }
  }

  @Test
  void it_submits() throws Exception {
    var session = Session.getInstance(properties("smtp"));
    var message = new MimeMessage(session);
    message.setFrom(new InternetAddress(ANNA, "Anna Ämsel"));
    message.setRecipients(Message.RecipientType.TO, BERND);
    message.setRecipients(Message.RecipientType.BCC, "info@contoso.example");
    message.setSubject("Grüße");
    message.setText(".\r\nDer Punkt steht allein.\r\n");
    message.saveChanges();
    try (var transport = session.getTransport("smtp")) {
      transport.connect("127.0.0.1", tenant.port(Door.SMTP), ANNA, tenant.tokens.issue(ANNA));
      transport.sendMessage(message, message.getAllRecipients());
    }
    try (var store = store("imaps", Door.IMAP, BERND);
        var inbox = store.getFolder("INBOX")) {
      inbox.open(Folder.READ_ONLY);
      var arrived = inbox.getMessage(26);
      assertThat(arrived.getSubject()).isEqualTo("Grüße");
      assertThat(arrived.getContent()).isEqualTo(".\r\nDer Punkt steht allein.\r\n");
      assertThat(arrived.getHeader("Message-ID")[0]).isEqualTo(message.getMessageID());
    }
  }

  @Test
  void it_is_refused_with_a_bad_token() {
    assertThatThrownBy(
            () -> {
              try (var store = Session.getInstance(properties("imaps")).getStore("imaps")) {
                store.connect("127.0.0.1", tenant.port(Door.IMAP), ANNA, "made-up");
              }
            })
        .isInstanceOf(AuthenticationFailedException.class)
        .hasMessageContaining("AUTHENTICATE failed.");
  }
}
