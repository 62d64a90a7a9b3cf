package com.mailgrant.rehearsal.mail;

import static com.mailgrant.rehearsal.mail.TestTenant.ANNA;
import static com.mailgrant.rehearsal.mail.TestTenant.BERND;
import static com.mailgrant.rehearsal.mail.TestTenant.CHLOE;
import static com.mailgrant.rehearsal.mail.TestTenant.INFO;
import static com.mailgrant.rehearsal.mail.TestTenant.xoauth2;
import static org.assertj.core.api.Assertions.assertThat;

import com.mailgrant.rehearsal.mailbox.Flag;
import com.mailgrant.rehearsal.mailbox.Folder;
import com.mailgrant.rehearsal.mailbox.Role;
import com.mailgrant.rehearsal.mailbox.StoredMessage;
import com.mailgrant.rehearsal.mime.MimePart;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SubmissionTest {
  private static final String LETTER =
      """
      From: Anna Amsel <anna@contoso.example>
      To: Bernd <bernd@contoso.example>
      Bcc: chloe@contoso.example,
       "Hidden" <info@contoso.example>
      Subject: A letter
      Message-ID: <mine@client.example>
      Date: Tue, 24 Nov 2026 08:00:00 +0000

      Hello\
      """;

  private final TestTenant tenant = new TestTenant();

  @AfterEach
  void close() {
    tenant.close();
  }

  private Folder sent(String person) {
    return tenant.mailbox(person).withRole(Role.SENT).orElseThrow();
  }

  private static StoredMessage newest(Folder folder) {
    return folder.state().messages().getLast();
  }

  private static int count(Folder folder) {
    return folder.state().messages().size();
  }

  private Folder inbox(String person) {
    return tenant.mailbox(person).inbox();
  }

  private static String text(StoredMessage message) {
    return new String(message.message().bytes(), StandardCharsets.UTF_8);
  }

  @Test
  void a_message_arrives_and_its_copy_is_filed_in_sent() throws IOException {
    try (var smtp = tenant.smtp(ANNA)) {
      assertThat(smtp.send(ANNA, LETTER, BERND, CHLOE))
          .matches("250 2.0.0 OK <mine@client.example> \\[Hostname=[A-Z0-9.]+]");
    }
    var copy = newest(sent(ANNA));
    assertThat(copy.flags()).containsExactly(Flag.SEEN);
    assertThat(text(copy)).isEqualTo(LETTER.replace("\n", "\r\n") + "\r\n");
    for (var person : List.of(BERND, CHLOE)) {
      var arrived = text(newest(inbox(person)));
      assertThat(arrived)
          .startsWith("Return-Path: <anna@contoso.example>\r\nReceived: from [127.0.0.1] by ")
          .contains("Message-ID: <mine@client.example>\r\n")
          .doesNotContain("Bcc", "Hidden");
      assertThat(newest(inbox(person)).flags()).isEmpty();
    }
    assertThat(count(inbox(INFO))).isEqualTo(25);
  }

  @Test
  void what_is_missing_in_the_header_is_added() throws IOException {
    try (var smtp = tenant.smtp(ANNA)) {
      var reply = smtp.send(ANNA, "From: anna@contoso.example\nMessage-ID: \n\nHello", BERND);
      var header = newest(inbox(BERND)).message().header();
      var id = header.first("Message-ID").orElseThrow();
      assertThat(reply).startsWith("250 2.0.0 OK " + id + " [Hostname=");
      assertThat(header.all("Message-ID")).hasSize(1);
      assertThat(header.first("Date")).contains("Tue, 24 Nov 2026 09:00:00 +0000");
    }
  }

  @Test
  void a_message_without_from_is_refused() throws IOException {
    try (var smtp = tenant.smtp(ANNA)) {
      assertThat(smtp.send(ANNA, "Subject: x\n\nHello", BERND)).startsWith("550 5.7.512 ");
      assertThat(smtp.send(ANNA, "From: nobody\n\nHello", BERND)).startsWith("550 5.7.512 ");
    }
    assertThat(count(sent(ANNA))).isEqualTo(3);
  }

  @Test
  void send_as_is_checked_in_from_and_on_the_envelope() throws IOException {
    try (var smtp = tenant.smtp(BERND)) {
      var denied =
          "554 5.2.252 SendAsDenied; bernd@contoso.example not allowed to send as"
              + " info@contoso.example; STOREDRV.Submission.Exception:"
              + "SendAsDeniedException.MapiExceptionSendAsDenied";
      assertThat(smtp.send(BERND, "From: Info <info@contoso.example>\n\nHello", CHLOE))
          .startsWith(denied);
      assertThat(smtp.send(INFO, "From: bernd@contoso.example\n\nHello", CHLOE)).startsWith(denied);
      assertThat(smtp.send(BERND, "From: bernd@contoso.example, info@contoso.example\n\nx", CHLOE))
          .startsWith(denied);
    }
    assertThat(count(inbox(CHLOE))).isEqualTo(25);
    assertThat(count(sent(BERND))).isEqualTo(3);
  }

  @Test
  void who_has_send_as_may_and_the_copy_lies_with_the_mailbox_that_signed_in() throws IOException {
    try (var smtp = tenant.smtp(ANNA)) {
      assertThat(smtp.send(INFO, "From: Info <info@contoso.example>\n\nHello", CHLOE))
          .startsWith("250 ");
    }
    assertThat(count(sent(ANNA))).isEqualTo(4);
    try (var smtp = tenant.smtp(ANNA, INFO)) {
      assertThat(smtp.send(INFO, "From: Info <info@contoso.example>\n\nHello", CHLOE))
          .startsWith("250 ");
    }
    assertThat(count(sent(INFO))).isEqualTo(4);
    assertThat(count(inbox(CHLOE))).isEqualTo(27);
  }

  @Test
  void unknown_recipients_come_back_as_a_report() throws IOException {
    try (var smtp = tenant.smtp(ANNA)) {
      assertThat(
              smtp.send(
                  ANNA, LETTER, "typo@contoso.example", BERND, "x@fabrikam.example", "y@z.example"))
          .startsWith("250 ");
    }
    assertThat(count(inbox(BERND))).isEqualTo(26);
    var report = newest(inbox(ANNA)).message();
    assertThat(report.header().first("From"))
        .contains("\"Microsoft Outlook\" <postmaster@contoso.example>");
    assertThat(report.header().first("Subject")).contains("Undeliverable: A letter");
    assertThat(report.header().first("In-Reply-To")).contains("<mine@client.example>");
    assertThat(report.header().first("Auto-Submitted")).contains("auto-replied");
    assertThat(report.root().type().parameters()).containsEntry("report-type", "delivery-status");
    assertThat(report.root().children())
        .extracting(part -> part.type().type() + "/" + part.type().subtype())
        .containsExactly("text/plain", "message/delivery-status", "message/rfc822");
    var status = part(report.bytes(), report.root().children().get(1));
    assertThat(status)
        .contains(
            """
            Final-Recipient: rfc822;typo@contoso.example
            Action: failed
            Status: 5.1.10
            Diagnostic-Code: smtp;550 5.1.10 RESOLVER.ADR.RecipientNotFound; \
            Recipient typo@contoso.example not found by SMTP address lookup\
            """
                .replace("\n", "\r\n"))
        .contains("Final-Recipient: rfc822;x@fabrikam.example\r\nAction: failed\r\nStatus: 5.1.1")
        .contains("Final-Recipient: rfc822;y@z.example\r\nAction: failed\r\nStatus: 5.4.310")
        .doesNotContain("bernd");
    assertThat(part(report.bytes(), report.root().children().get(2)))
        .contains("Subject: A letter\r\n")
        .doesNotContain("Bcc");
  }

  private static String part(byte[] octets, MimePart part) {
    return new String(
        octets, part.bodyRange().from(), part.bodyRange().length(), StandardCharsets.UTF_8);
  }

  @Test
  void notify_never_keeps_the_report_away_and_notify_success_asks_for_one() throws IOException {
    try (var smtp = tenant.smtp(ANNA)) {
      smtp.expect("250", "MAIL FROM:<" + ANNA + ">");
      smtp.expect("250", "RCPT TO:<typo@contoso.example> NOTIFY=NEVER");
      smtp.expect("250", "RCPT TO:<" + BERND + "> NOTIFY=SUCCESS,FAILURE ORCPT=rfc822;x");
      smtp.expect("354", "DATA");
      smtp.talk.send(LETTER.replace("\n", "\r\n") + "\r\n.\r\n");
      assertThat(smtp.reply()).startsWith("250 ");
    }
    assertThat(count(inbox(ANNA))).isEqualTo(26);
    var report = text(newest(inbox(ANNA)));
    assertThat(report)
        .contains("Subject: Delivered: A letter", "Action: delivered", "text/rfc822-headers")
        .contains("Final-Recipient: rfc822;" + BERND)
        .doesNotContain("typo");
  }

  @Test
  void correspondents_outside_get_their_mail() throws IOException {
    try (var smtp = tenant.smtp(ANNA)) {
      smtp.send(ANNA, LETTER, "Frida.Falke@fabrikam.example");
    }
    assertThat(count(inbox("frida.falke@fabrikam.example"))).isEqualTo(1);
    assertThat(count(inbox(ANNA))).isEqualTo(25);
  }

  @Test
  void three_sessions_are_allowed_and_the_fourth_has_to_wait() throws IOException {
    var first = tenant.smtp(ANNA);
    try (var second = tenant.smtp(ANNA);
        var third = tenant.smtp(ANNA);
        var fourth = tenant.smtp()) {
      var auth = "AUTH XOAUTH2 " + xoauth2(ANNA, tenant.tokens.issue(ANNA));
      assertThat(fourth.command(auth))
          .startsWith(
              "432 4.3.2 Concurrent connections limit exceeded. Visit"
                  + " https://aka.ms/concurrent_sending")
          .endsWith("]");
      tenant.smtp(BERND).close();
      first.expect("221", "QUIT");
      assertThat(first.talk.isClosed()).isTrue();
      fourth.expect("235 2.7.0", auth);
      second.expect("250", "NOOP");
      third.expect("250", "NOOP");
    }
  }

  @Test
  void the_31st_message_of_a_minute_waits_for_the_next() throws IOException {
    try (var smtp = tenant.smtp(ANNA)) {
      for (int i = 0; i < 32; i++) {
        assertThat(smtp.send(ANNA, LETTER, BERND)).startsWith("250 ");
      }
    }
    assertThat(count(sent(ANNA))).isEqualTo(35);
    assertThat(count(inbox(BERND))).isEqualTo(55);
    tenant.advance(Duration.ofSeconds(59));
    assertThat(count(inbox(BERND))).isEqualTo(55);
    tenant.advance(Duration.ofSeconds(1));
    assertThat(count(inbox(BERND))).isEqualTo(57);
  }

  @Test
  void the_501st_recipient_is_one_too_many() throws IOException {
    try (var smtp = tenant.smtp(ANNA)) {
      smtp.expect("250", "MAIL FROM:<" + ANNA + ">");
      var commands = new StringBuilder();
      for (int i = 0; i < 500; i++) {
        commands.append("RCPT TO:<").append(BERND).append("> NOTIFY=NEVER\r\n");
      }
      smtp.talk.send(commands.toString());
      for (int i = 0; i < 500; i++) {
        assertThat(smtp.reply()).startsWith("250 2.1.5");
      }
      smtp.expect("452 4.5.3 Too many recipients [", "RCPT TO:<" + CHLOE + ">");
    }
  }

  @Test
  void ten_thousand_recipients_a_day_and_no_more() throws IOException {
    try (var smtp = tenant.smtp(ANNA)) {
      var recipients = "RCPT TO:<typo@contoso.example> NOTIFY=NEVER\r\n".repeat(500);
      for (int i = 0; i < 21; i++) {
        smtp.talk.send("MAIL FROM:<" + ANNA + ">\r\n" + recipients + "DATA\r\n");
        for (int j = 0; j < 501; j++) {
          assertThat(smtp.reply()).startsWith("250 ");
        }
        assertThat(smtp.reply()).startsWith("354");
        smtp.talk.send("From: anna@contoso.example\r\n\r\nx\r\n.\r\n");
        assertThat(smtp.reply())
            .startsWith(
                i < 20
                    ? "250 "
                    : "554 5.2.0 STOREDRV.Submission.Exception:SubmissionQuotaExceededException");
      }
    }
    tenant.advance(Duration.ofHours(24));
    try (var smtp = tenant.smtp(ANNA)) {
      assertThat(smtp.send(ANNA, LETTER, BERND)).startsWith("250 ");
    }
  }

  @Test
  void a_message_larger_than_the_mailbox_may_send_is_refused() throws IOException {
    try (var smtp = tenant.smtp(ANNA)) {
      var line = ("x".repeat(998) + "\r\n").repeat(1_000);
      smtp.expect("250", "MAIL FROM:<" + ANNA + ">");
      smtp.expect("250", "RCPT TO:<" + BERND + ">");
      smtp.expect("354", "DATA");
      smtp.talk.send("From: anna@contoso.example\r\n\r\n");
      for (int i = 0; i < 37; i++) {
        smtp.talk.send(line);
      }
      smtp.talk.send(".\r\n");
      assertThat(smtp.reply()).startsWith("552 5.3.4 Message size exceeds fixed maximum message");
      smtp.expect("250", "NOOP");
    }
    assertThat(count(sent(ANNA))).isEqualTo(3);
  }
}
