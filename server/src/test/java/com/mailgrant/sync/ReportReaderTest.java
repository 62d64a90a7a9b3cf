package com.mailgrant.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import com.mailgrant.inbox.Headers;
import com.mailgrant.outbox.DeliveryReport;
import com.mailgrant.outbox.DeliveryReport.Action;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Reports in the forms that Exchange gives them, and what gateways make of those. */
class ReportReaderTest {
  private static final Instant NOW = Instant.parse("2026-11-29T08:00:00Z");
  private static final String OURS = "<offer-1@mailgrant.example>";

  /** What Exchange Online sends: letter in HTML, fields for programs, and the message itself. */
  private static final String EXCHANGE =
      """
      From: postmaster@contoso.onmicrosoft.example
      To: anna@contoso.example
      Subject: Undeliverable: Offer
      Message-ID: <9c1b@AM0PR01MB0001.eurprd01.prod.outlook.example>
      In-Reply-To: <offer-1@mailgrant.example>
      References: <offer-1@mailgrant.example>
      X-MS-Exchange-Message-Is-Ndr:
      MIME-Version: 1.0
      Content-Type: multipart/report; report-type=delivery-status;
      \tboundary="b"

      --b
      Content-Type: multipart/alternative; boundary="c"

      --c
      Content-Type: text/html; charset="us-ascii"

      <p>Your message to robert@fabrikam.example couldn't be delivered.</p>
      <p>'550 5.9.9 not this one'</p>
      --c--
      --b
      Content-Type: message/delivery-status

      Reporting-MTA: dns;AM0PR01MB0001.eurprd01.prod.outlook.example
      Received-From-MTA: dns;AM0PR01MB0002.eurprd01.prod.outlook.example
      Arrival-Date: Sun, 29 Nov 2026 07:00:00 +0000

      Original-Recipient: rfc822;bob@fabrikam.example
      Final-Recipient: rfc822;robert@fabrikam.example
      Action: failed
      Status: 5.1.10
      Diagnostic-Code: smtp;550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient
       robert@fabrikam.example not found by SMTP address lookup
      X-Display-Name: Robert

      --b
      Content-Type: message/rfc822

      Message-ID: <offer-1@mailgrant.example>
      Subject: Offer

      Hello
      --b--
      """;

  /** The same after a gateway has left the letter only. */
  private static final String LETTER =
      """
      From: MicrosoftExchange329e71ec88ae4615bbc36ab6ce41109e@contoso.example
      To: anna@contoso.example
      Subject: Unzustellbar: Angebot
      Message-ID: <9c1c@contoso.example>
      MIME-Version: 1.0
      Content-Type: text/html; charset="utf-8"
      Content-Transfer-Encoding: quoted-printable

      <html><body><p>Fehler bei der Nachrichtenzustellung an folgende Empf=C3=A4nger:</p>
      <p><a href=3D"mailto:bob@fabrikam.example">bob@fabrikam.example</a></p>
      <p>Diagnoseinformationen f=C3=BCr Administratoren:</p>
      <p>Generierender Server: AM0PR01MB0001.eurprd01.prod.outlook.example</p>
      <p>bob@fabrikam.example<br>
      Remote Server returned '550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient
      not found by SMTP address lookup'</p>
      <p>eve@fabrikam.example<br>29.11.2026 07:10:00 - Server at mx.fabrikam.example
      (192.0.2.7) returned '550 5.4.300 Message expired -&gt; 421 4.4.1 Connection timed out'</p>
      <p>Urspr=C3=BCngliche Kopfzeilen:</p>
      <pre>From: Anna &lt;anna@contoso.example&gt;
      Message-ID: &lt;offer-1@mailgrant.example&gt;
      Subject: Angebot
      </pre></body></html>
      """;

  /** Servers of 2010 and earlier put the reply between number signs. */
  private static final String NUMBER_SIGNS =
      """
      From: postmaster@fabrikam.example
      To: anna@contoso.example
      Subject: Undeliverable: Offer
      Content-Type: text/plain; charset=us-ascii

      Delivery has failed to these recipients or distribution lists:

      bob@fabrikam.example
      The recipient's e-mail address was not found.

      Diagnostic information for administrators:

      Generating server: mail.fabrikam.example

      bob@fabrikam.example
      #550 5.1.1 RESOLVER.ADR.RecipNotFound; not found ##

      Original message headers:

      Message-ID: <offer-1@mailgrant.example>
      """;

  @Test
  void the_fields_for_programs_come_before_the_letter_for_people() {
    assertThat(read(EXCHANGE))
        .containsExactly(
            new DeliveryReport(
                "bob@fabrikam.example",
                Action.FAILED,
                "5.1.10",
                "550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient robert@fabrikam.example not"
                    + " found by SMTP address lookup",
                NOW));
  }

  @Test
  void a_letter_alone_tells_the_reply_for_each_recipient() {
    assertThat(read(LETTER))
        .containsExactly(
            failed(
                "bob@fabrikam.example",
                "5.1.10",
                "550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient not found by SMTP address"
                    + " lookup"),
            failed(
                "eve@fabrikam.example",
                "5.4.300",
                "550 5.4.300 Message expired -> 421 4.4.1 Connection timed out"));
  }

  @Test
  void replies_between_number_signs_are_read_too() {
    assertThat(read(NUMBER_SIGNS))
        .containsExactly(
            failed(
                "bob@fabrikam.example",
                "5.1.1",
                "550 5.1.1 RESOLVER.ADR.RecipNotFound; not found"));
  }

  @Test
  void a_report_that_names_nobody_still_says_why() {
    assertThat(
            read(
                """
                From: postmaster@fabrikam.example
                Subject: Undeliverable: Offer
                In-Reply-To: <offer-1@mailgrant.example>

                Remote Server returned '550 5.7.1 Access denied'
                """))
        .containsExactly(failed("", "5.7.1", "Remote Server returned '550 5.7.1 Access denied'"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Undeliverable: Offer",
        "Unzustellbar: Offer",
        "Onbestelbaar: Offer",
        "=?utf-8?Q?N=C3=A3o_=C3=A9_poss=C3=ADvel_entregar:_Offer?="
      })
  void the_sender_of_reports_is_known_in_many_languages(String subject) {
    assertThat(
            ReportReader.mayBeReport(
                fields(
                    "From: MicrosoftExchange329e71ec88ae4615bbc36ab6ce41109e@contoso.example\n"
                        + "Subject: "
                        + subject
                        + "\n")))
        .isTrue();
  }

  @Test
  void the_mark_alone_is_enough_and_a_letter_that_quotes_the_words_is_none() {
    assertThat(
            ReportReader.mayBeReport(
                fields("From: x@contoso.example\nSubject: ?\nX-MS-Exchange-Message-Is-Ndr: \n")))
        .isTrue();
    assertThat(
            ReportReader.mayBeReport(
                fields("From: eve@contoso.example\nSubject: Re: Undeliverable: Offer\n")))
        .isFalse();
  }

  /** Deep, long and without an end. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "<b>x",
        "<div>",
        "<pre>x",
        "'550 5.1.1 ",
        "a@b.example<br>",
        "#5",
        "\n",
        " ",
        "Message-ID: "
      })
  void a_letter_that_goes_on_and_on_takes_no_time(String part) {
    for (var type : List.of("text/html", "text/plain")) {
      var letter =
          "From: postmaster@x.example\nSubject: Undeliverable\nContent-Type: %s\n\n".formatted(type)
              + part.repeat(60_000);
      assertTimeout(
          Duration.ofSeconds(5),
          () -> assertThat(ReportReader.read(octets(letter), NOW)).isEmpty());
    }
  }

  @Test
  void a_reply_that_goes_on_and_on_is_cut() {
    var letter =
        "From: postmaster@x.example\nSubject: Undeliverable\nIn-Reply-To: %s\n\n".formatted(OURS)
            + "bob@fabrikam.example\n'550 5.1.1 No"
            + " ".repeat(200_000)
            + "x";
    assertTimeout(
        Duration.ofSeconds(5),
        () ->
            assertThat(read(letter))
                .containsExactly(failed("bob@fabrikam.example", "5.1.1", "550 5.1.1 No")));
  }

  private static List<DeliveryReport> read(String message) {
    assertThat(ReportReader.mayBeReport(fields(message))).isTrue();
    var report = ReportReader.read(octets(message), NOW).orElseThrow();
    assertThat(report.messageIds()).contains(OURS);
    return report.recipients();
  }

  private static DeliveryReport failed(String recipient, String status, String diagnostic) {
    return new DeliveryReport(recipient, Action.FAILED, status, diagnostic, NOW);
  }

  private static Headers fields(String message) {
    return new Headers(octets(message));
  }

  private static byte[] octets(String message) {
    return message.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8);
  }
}
