package com.mailgrant.sync;

import static org.assertj.core.api.Assertions.assertThat;

import com.mailgrant.mail.Dovecot;
import com.mailgrant.mail.FolderName;
import com.mailgrant.organization.OrganizationId;
import com.mailgrant.outbox.DeliveryReport.Action;
import com.mailgrant.outbox.DeliveryReports;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What comes back about sent messages is found and joined to them. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DeliveryReportsTest {
  private static final Instant OLD = Instant.parse("2026-01-01T10:00:00Z");

  /** RFC 3464 6.1, shortened. */
  private static final String STANDARD =
      """
      From: Mail Delivery Subsystem <mailer-daemon@fabrikam.example>
      Return-Path: <>
      To: anna@contoso.example
      Subject: Undelivered Mail
      Message-ID: <report-1@fabrikam.example>
      MIME-Version: 1.0
      Content-Type: multipart/report; report-type=delivery-status; boundary="b"

      --b
      Content-Type: text/plain

      It did not work.
      --b
      Content-Type: message/delivery-status

      Reporting-MTA: dns; mx.fabrikam.example

      Original-Recipient: rfc822;bob@fabrikam.example
      Final-Recipient: rfc822; robert@fabrikam.example
      Action: failed
      Status: 5.1.1
      Diagnostic-Code: smtp; 550 5.1.1
       User unknown

      Final-Recipient: rfc822; eve@fabrikam.example
      Action: delivered (to mailbox)
      Status: 2.0.0
      --b
      Content-Type: text/rfc822-headers

      Message-ID: <%s>
      Subject: Offer
      --b--
      """;

  private static final String PLAIN =
      """
      From: postmaster@fabrikam.example
      Return-Path: <>
      To: anna@contoso.example
      Subject: Undeliverable: Offer
      Message-ID: <report-2@fabrikam.example>
      In-Reply-To: <%s>
      X-Failed-Recipients: bob@fabrikam.example

      Your message could not be delivered.
      Remote Server returned '550 5.7.1 Access denied'
      """;

  private final Dovecot dovecot = Dovecot.start();
  private final MailboxLab lab = new MailboxLab(dovecot);

  DeliveryReportsTest() throws Exception {}

  @AfterAll
  void stop() throws Exception {
    lab.close();
    dovecot.close();
  }

  @Test
  void a_standard_report_is_joined_to_the_message_for_each_recipient() throws Exception {
    var message = sent("1@mailgrant.example");
    lab.settle();
    lab.events();
    deliver(STANDARD.replace("%s", "1@mailgrant.example"));
    lab.settle();
    var events = lab.events();
    assertThat(events)
        .extracting(MailboxLab.Told::type)
        .containsExactlyInAnyOrder("message.bounced", "message.delivered", "mail.received");
    var bounced =
        events.stream().filter(e -> e.type().equals("message.bounced")).findFirst().orElseThrow();
    assertThat(bounced.message()).isEqualTo(message.toString());
    assertThat(bounced.data().path("recipient").asString()).isEqualTo("bob@fabrikam.example");
    assertThat(bounced.data().path("status").asString()).isEqualTo("5.1.1");
    assertThat(bounced.data().path("diagnostic").asString()).isEqualTo("550 5.1.1 User unknown");
    assertThat(reports(message))
        .extracting(r -> r.action())
        .containsExactlyInAnyOrder(Action.FAILED, Action.DELIVERED);

    deliver(STANDARD.replace("%s", "1@mailgrant.example"));
    lab.settle();
    assertThat(lab.news()).as("the same once more").containsExactly("mail.received report-1");
  }

  @Test
  void a_report_in_plain_words_is_understood_too() throws Exception {
    var message = sent("2@mailgrant.example");
    lab.settle();
    lab.events();
    deliver(PLAIN.replace("%s", "2@mailgrant.example"));
    lab.settle();
    assertThat(reports(message))
        .singleElement()
        .satisfies(report -> {
          assertThat(report.recipient()).isEqualTo("bob@fabrikam.example");
          assertThat(report.action()).isEqualTo(Action.FAILED);
          assertThat(report.status()).isEqualTo("5.7.1");
          assertThat(report.diagnostic()).contains("Access denied");
        });
  }

  @Test
  void reports_about_what_others_sent_and_what_only_looks_like_one_change_nothing()
      throws Exception {
    lab.settle();
    lab.events();
    deliver(STANDARD.replace("%s", "somebody@elsewhere.example"));
    deliver(
        STANDARD
            .replace("%s", "1@mailgrant.example")
            .replace("Return-Path: <>\n", "")
            .replace("mailer-daemon", "eve")
            .replace("multipart/report; report-type=delivery-status", "multipart/mixed"));
    deliver(
        "From: mailer-daemon@x.example\nSubject: Undeliverable\nContent-Type: multipart/report; report-type=delivery-status; boundary=\"\n\n--\n");
    lab.settle();
    assertThat(lab.events())
        .extracting(MailboxLab.Told::type)
        .containsOnly("mail.received")
        .hasSize(3);
  }

  private List<com.mailgrant.outbox.DeliveryReport> reports(UUID message) {
    return lab.installation.node().get(DeliveryReports.class).of(message);
  }

  private UUID sent(String messageId) {
    var id = UUID.randomUUID();
    lab.installation
        .database()
        .jdbc()
        .sql(
            """
            insert into outbox_message (id, organization_id, account_id, message_id, state, sender, recipients,
              subject, content, created_at)
            values (?, ?, ?, ?, 'SENT', 'anna@contoso.example', '{bob@fabrikam.example}', 'Offer', '', now())
            """)
        .params(id, OrganizationId.FIRST.value(), lab.account.id().value(), "<" + messageId + ">")
        .update();
    return id;
  }

  private void deliver(String message) throws Exception {
    lab.person.append(
        FolderName.INBOX,
        message.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8),
        List.of(),
        OLD);
  }
}
