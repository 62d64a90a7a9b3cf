package com.mailgrant.mail;

import static com.mailgrant.mail.Fixtures.BEARER;
import static com.mailgrant.mail.Fixtures.PASSWORD;
import static com.mailgrant.mail.Fixtures.TOKEN;
import static com.mailgrant.mail.Fixtures.connector;
import static com.mailgrant.mail.Fixtures.failure;
import static com.mailgrant.mail.Fixtures.impatient;
import static com.mailgrant.mail.Fixtures.smtp;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mailgrant.mail.Submission.Lack;
import com.mailgrant.mail.Submission.RefusedMessage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SmtpSessionTest {
  private static final Envelope ENVELOPE =
      new Envelope("anna@contoso.example", List.of("bob@fabrikam.example", "eve@fabrikam.example"));
  private static final Content MESSAGE =
      Content.of("Subject: x\n\n.\nhello\r\n".getBytes(StandardCharsets.US_ASCII));

  @Test
  void a_token_goes_in_a_line_of_its_own_and_the_refusal_is_kept_word_for_word() throws Exception {
    String reason =
        "5.7.139 Authentication unsuccessful, SmtpClientAuthentication is disabled for the Tenant.";
    Transcript transcript = new Transcript(50);
    try (ScriptedServer server =
        smtp(
            "AUTH LOGIN XOAUTH2",
            line -> {
              line.expect("AUTH XOAUTH2");
              line.say("334 ");
              assertThat(line.hear()).isEqualTo(Xoauth2.xoauth2("anna@contoso.example", TOKEN));
              line.say("535 " + reason);
            })) {
      SmtpSession session = SmtpSession.open(connector().recording(transcript), server.address());
      MailFailure.Rejected rejected =
          failure(MailFailure.Rejected.class, () -> session.authenticate(BEARER));
      Reply.Smtp reply = (Reply.Smtp) rejected.reply();
      assertThat(rejected.stage()).isEqualTo(Stage.SMTP_AUTHENTICATE);
      assertThat(reply.code()).isEqualTo(535);
      assertThat(reply.enhanced()).contains("5.7.139");
      assertThat(reply.text()).isEqualTo(reason);
      assertThat(transcript.lines()).contains("C: AUTH XOAUTH2", "S: 535 " + reason);
    }
  }

  @Test
  void a_challenge_is_acknowledged_and_kept() throws Exception {
    try (ScriptedServer server =
        smtp(
            "AUTH XOAUTH2",
            line -> {
              line.expect("AUTH XOAUTH2");
              line.say("334 ");
              line.hear();
              line.say("334 eyJzdGF0dXMiOiI0MDEifQ==");
              line.expect("");
              line.say("535-5.7.8 Username and Password not accepted.", "535 5.7.8 Learn more");
            })) {
      SmtpSession session = SmtpSession.open(connector(), server.address());
      MailFailure.Rejected rejected =
          failure(MailFailure.Rejected.class, () -> session.authenticate(BEARER));
      assertThat(rejected.challenge()).contains("{\"status\":\"401\"}");
      assertThat(((Reply.Smtp) rejected.reply()).lines()).hasSize(2);
    }
  }

  @Test
  void a_token_is_never_sent_as_a_password() throws Exception {
    try (ScriptedServer server = smtp("AUTH LOGIN PLAIN", line -> line.clientLeavesSilently())) {
      SmtpSession session = SmtpSession.open(connector(), server.address());
      MailFailure.NotOffered notOffered =
          failure(MailFailure.NotOffered.class, () -> session.authenticate(BEARER));
      assertThat(notOffered.mechanisms()).containsExactly("LOGIN", "PLAIN");
      assertThat(server.heard()).hasSize(1);
    }
  }

  @Test
  void a_password_goes_by_login_where_plain_is_missing() throws Exception {
    try (ScriptedServer server =
        smtp(
            "AUTH LOGIN",
            line -> {
              line.expect("AUTH LOGIN");
              line.say("334 VXNlcm5hbWU6");
              line.expect("YW5uYUBjb250b3NvLmV4YW1wbGU=");
              line.say("334 UGFzc3dvcmQ6");
              line.expect("YSAicXVvdGVkXCBwYXNz");
              line.say("235 2.7.0 ok");
            })) {
      SmtpSession.open(connector(), server.address()).authenticate(PASSWORD);
      server.playedToTheEnd();
    }
  }

  @Test
  void a_probe_asks_and_takes_the_question_back() throws Exception {
    try (ScriptedServer server =
        smtp(
            "SIZE 1000",
            line -> {
              line.expect("MAIL FROM:<anna@contoso.example>");
              line.say("250 2.1.0 Sender OK");
              line.expect("RCPT TO:<anna@contoso.example>");
              line.say("250 2.1.5 Recipient OK");
              line.expect("RSET");
              line.say("250 2.0.0 Resetting");
              line.expect("MAIL FROM:<bob@contoso.example>");
              line.say("550 5.7.60 SMTP; Client does not have permissions to send as this sender");
            })) {
      SmtpSession session = SmtpSession.open(connector(), server.address());
      SmtpProbe probe = session.probe("anna@contoso.example", "anna@contoso.example");
      assertThat(probe.recipient().enhanced()).contains("2.1.5");
      MailFailure.Rejected rejected =
          failure(
              MailFailure.Rejected.class,
              () -> session.probe("bob@contoso.example", "anna@contoso.example"));
      assertThat(rejected.stage()).isEqualTo(Stage.SMTP_MAIL);
      server.playedToTheEnd();
    }
  }

  @Test
  void a_message_is_taken_and_the_refused_recipient_is_named() throws Exception {
    try (ScriptedServer server =
        smtp(
            "SIZE 1000,8BITMIME",
            line -> {
              line.expect("MAIL FROM:<anna@contoso.example> SIZE=21");
              line.say("250 ok");
              line.expect("RCPT TO:<bob@fabrikam.example>");
              line.say("250 ok");
              line.expect("RCPT TO:<eve@fabrikam.example>");
              line.say("550 5.1.10 RESOLVER.ADR.RecipientNotFound");
              line.expect("DATA");
              line.say("354 go");
              line.expect("Subject: x");
              line.expect("");
              line.expect("\\.\\.");
              line.expect("hello");
              line.expect("\\.");
              line.say("250 2.0.0 OK <1@contoso.example> [Hostname=x]");
              line.expect("QUIT");
              line.say("221 bye");
            })) {
      try (SmtpSession session = SmtpSession.open(connector(), server.address())) {
        Submission.Accepted accepted = (Submission.Accepted) session.send(ENVELOPE, MESSAGE);
        assertThat(accepted.reply().text()).startsWith("2.0.0 OK");
        assertThat(accepted.refusedRecipients())
            .extracting(Submission.RefusedRecipient::address)
            .containsExactly("eve@fabrikam.example");
      }
      server.playedToTheEnd();
    }
  }

  @Test
  void a_refusal_at_any_stage_leaves_the_session_fit_for_the_next_message() throws Exception {
    try (ScriptedServer server =
        smtp(
            "SIZE",
            line -> {
              line.expect("MAIL .*");
              line.say("530 5.7.57 Client not authenticated to send mail");
              line.expect("RSET");
              line.say("250 ok");
              line.expect("MAIL .*");
              line.say("250 ok");
              line.expect("RCPT .*");
              line.say("550 no");
              line.expect("RCPT .*");
              line.say("451 later");
              line.expect("RSET");
              line.say("250 ok");
              line.expect("MAIL .*");
              line.say("250 ok");
              line.expect("RCPT .*");
              line.say("250 ok");
              line.expect("RCPT .*");
              line.say("250 ok");
              line.expect("DATA");
              line.say("354 go");
              line.message();
              line.say("554 5.2.252 SendAsDenied; a not allowed to send as b");
              line.expect("NOOP");
              line.say("250 ok");
            })) {
      SmtpSession session = SmtpSession.open(connector(), server.address());
      assertThat(refused(session).stage()).isEqualTo(Stage.SMTP_MAIL);
      RefusedMessage recipients = refused(session);
      assertThat(recipients.stage()).isEqualTo(Stage.SMTP_RCPT);
      assertThat(recipients.reply().code()).isEqualTo(550);
      assertThat(recipients.refusedRecipients()).hasSize(2);
      RefusedMessage end = refused(session);
      assertThat(end.stage()).isEqualTo(Stage.SMTP_END_OF_DATA);
      assertThat(end.reply().enhanced()).contains("5.2.252");
      session.noop();
      server.playedToTheEnd();
    }
  }

  @Test
  void a_connection_lost_after_the_message_leaves_a_stated_doubt() throws Exception {
    try (ScriptedServer server =
        smtp(
            "SIZE",
            line -> {
              acceptUpToData(line);
              line.message();
            })) {
      SmtpSession session = SmtpSession.open(connector(), server.address());
      Submission.Unknown unknown = (Submission.Unknown) session.send(ENVELOPE, MESSAGE);
      assertThat(unknown.lost().stage()).isEqualTo(Stage.SMTP_END_OF_DATA);
      assertThat(session.isOpen()).isFalse();
    }
  }

  @Test
  void silence_after_the_message_leaves_a_stated_doubt() throws Exception {
    try (ScriptedServer server =
        smtp(
            "SIZE",
            line -> {
              acceptUpToData(line);
              line.message();
              line.clientLeavesSilently();
            })) {
      SmtpSession session = SmtpSession.open(impatient(), server.address());
      assertThat(session.send(ENVELOPE, MESSAGE)).isInstanceOf(Submission.Unknown.class);
    }
  }

  @Test
  void a_connection_lost_before_the_end_of_the_message_is_no_doubt() throws Exception {
    try (ScriptedServer server =
        smtp(
            "SIZE",
            line -> {
              line.expect("MAIL .*");
              line.say("250 ok");
              line.expect("RCPT .*");
              line.say("421 4.3.2 Service shutting down");
            })) {
      SmtpSession session = SmtpSession.open(connector(), server.address());
      MailFailure.Ended ended =
          failure(MailFailure.Ended.class, () -> session.send(ENVELOPE, MESSAGE));
      assertThat(ended.stage()).isEqualTo(Stage.SMTP_RCPT);
    }
  }

  @Test
  void a_message_that_cannot_be_read_to_its_end_is_not_delivered() throws Exception {
    Content broken =
        new Content() {
          @Override
          public InputStream open() throws IOException {
            InputStream gone = InputStream.nullInputStream();
            gone.close();
            return new SequenceInputStream(new ByteArrayInputStream(new byte[10_000]), gone);
          }

          @Override
          public long octets() {
            return 20_000;
          }

          @Override
          public Alphabet alphabet() {
            return Alphabet.SEVEN_BIT;
          }
        };
    try (ScriptedServer server =
        smtp(
            "SIZE",
            line -> {
              acceptUpToData(line);
              line.hear();
            })) {
      SmtpSession session = SmtpSession.open(connector(), server.address());
      assertThatThrownBy(() -> session.send(ENVELOPE, broken))
          .isInstanceOf(UncheckedIOException.class);
      assertThatThrownBy(server::playedToTheEnd).hasMessageContaining("the client has gone");
      assertThat(server.heard()).doesNotContain(".");
    }
  }

  @Test
  void what_the_server_announced_it_cannot_carry_is_not_offered_to_it() throws Exception {
    Content eightBit = Content.of("caf\u00e9".getBytes(StandardCharsets.UTF_8));
    Envelope international =
        new Envelope("anna@contoso.example", List.of("d\u00f6rte@fabrikam.example"));
    try (ScriptedServer server = smtp("SIZE 20", line -> line.clientLeavesSilently())) {
      SmtpSession session = SmtpSession.open(connector(), server.address());
      assertThat(lack(session.send(ENVELOPE, MESSAGE))).isEqualTo(Lack.SIZE);
      assertThat(lack(session.send(ENVELOPE, eightBit))).isEqualTo(Lack.EIGHT_BIT);
      assertThat(lack(session.send(international, Content.of(new byte[1]))))
          .isEqualTo(Lack.INTERNATIONAL_ADDRESS);
    }
  }

  @Test
  void an_international_address_is_declared_and_a_foreign_domain_translated() throws Exception {
    Envelope envelope =
        new Envelope("anna@m\u00fcnchen.example", List.of("d\u00f6rte@fabrikam.example"));
    try (ScriptedServer server =
        smtp(
            "SMTPUTF8,8BITMIME",
            line -> {
              line.expect("MAIL FROM:<anna@xn--mnchen-3ya\\.example> BODY=8BITMIME SMTPUTF8");
              line.say("250 ok");
              line.expect("RCPT TO:<d\u00c3\u00b6rte@fabrikam\\.example>");
              line.say("250 ok");
              line.expect("DATA");
              line.say("554 no");
              line.expect("RSET");
              line.say("250 ok");
            })) {
      SmtpSession session = SmtpSession.open(connector(), server.address());
      Submission submission =
          session.send(envelope, Content.of("\u00e9".getBytes(StandardCharsets.UTF_8)));
      server.playedToTheEnd();
      assertThat(submission).isInstanceOf(RefusedMessage.class);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a@b\r\nDATA",
        "a@b> SIZE=1",
        "<a@b",
        "a b@c",
        "@b",
        "a@",
        "a",
        "a@b\u0000",
        "a@b\u2028c",
        "a\u0085@b"
      })
  void an_address_can_never_become_a_command(String address) {
    assertThatThrownBy(() -> new Envelope("anna@contoso.example", List.of(address)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Envelope(address, List.of("anna@contoso.example")))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static void acceptUpToData(ScriptedServer.Line line) throws IOException {
    line.expect("MAIL .*");
    line.say("250 ok");
    line.expect("RCPT .*");
    line.say("250 ok");
    line.expect("RCPT .*");
    line.say("250 ok");
    line.expect("DATA");
    line.say("354 go");
  }

  private static RefusedMessage refused(SmtpSession session) throws MailFailureException {
    return (RefusedMessage) session.send(ENVELOPE, MESSAGE);
  }

  private static Lack lack(Submission submission) {
    return ((Submission.Unsuitable) submission).lack();
  }
}
