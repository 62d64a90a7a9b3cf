package com.mailgrant.e2e.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.UUID;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The lab itself, by hand on the wire and without Mailgrant. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LabTest {
  private ForeignLab lab;
  private SSLContext trust;

  @BeforeAll
  void start() throws Exception {
    lab = ForeignLab.start(Postfix.SentCopy.FILED_BY_SERVER);
    trust = lab.ca().clientContext();
  }

  @AfterAll
  void stop() throws Exception {
    lab.close();
  }

  @ParameterizedTest
  @ValueSource(ints = {1600, 2500})
  void imap_takes_tokens_as_long_as_microsofts(int length) throws IOException {
    var token = token(MailUser.ANNA, new TokenShape(TokenShape.Form.JWT, length));
    assertThat(token).hasSizeBetween(length - 40, length + 40);
    assertThat(imap("XOAUTH2 ", Xoauth2.xoauth2(MailUser.ANNA.address(), token)))
        .startsWith("a OK");
  }

  @Test
  void imap_takes_opaque_tokens_and_oauthbearer() throws IOException {
    var token = token(MailUser.ANNA, TokenShape.LONG_OPAQUE);
    assertThat(imap("OAUTHBEARER ", Xoauth2.oauthBearer(MailUser.ANNA.address(), token)))
        .startsWith("a OK");
  }

  @Test
  void imap_answers_a_refused_token_with_a_challenge_in_json() throws IOException {
    var token = token(MailUser.ANNA, TokenShape.LONG_JWT);
    lab.identityProvider().revokeAccessTokens(MailUser.ANNA);
    try (var wire = Wire.tls(trust, lab.dovecot().imapPort())) {
      wire.hear();
      wire.say("a AUTHENTICATE XOAUTH2 " + Xoauth2.xoauth2(MailUser.ANNA.address(), token));
      assertThat(Xoauth2.decode(wire.hear().substring(2))).contains("\"status\":\"401\"");
      wire.say("");
      assertThat(wire.hear()).startsWith("a NO [AUTHENTICATIONFAILED]");
    }
  }

  @Test
  void a_token_opens_only_the_mailbox_of_its_owner() throws IOException {
    var bernds = token(MailUser.BERND, TokenShape.LONG_JWT);
    assertThat(imap("XOAUTH2 ", Xoauth2.xoauth2(MailUser.ANNA.address(), bernds))).startsWith("+ ");
  }

  @Test
  void the_shared_mailbox_opens_for_those_who_may() throws IOException {
    var annas = token(MailUser.ANNA, TokenShape.LONG_JWT);
    var bernds = token(MailUser.BERND, TokenShape.LONG_JWT);
    assertThat(imap("XOAUTH2 ", Xoauth2.xoauth2(MailUser.SHARED, annas))).startsWith("a OK");
    assertThat(imap("XOAUTH2 ", Xoauth2.xoauth2(MailUser.SHARED, bernds))).startsWith("+ ");
  }

  @Test
  void folders_have_attributes_or_german_or_english_names() throws Exception {
    try (var annas = lab.look(MailUser.ANNA);
        var bernds = lab.look(MailUser.BERND);
        var shared = lab.lookIntoShared()) {
      assertThat(annas.folders())
          .contains(
              "* LIST (\\HasNoChildren \\Sent) \"/\" Sent",
              "* LIST (\\HasNoChildren \\Trash) \"/\" Bin",
              "* LIST (\\HasNoChildren) \"/\" Cabinet/2026");
      assertThat(bernds.folders())
          .contains(
              "* LIST (\\HasNoChildren) \"/\" \"Gesendete Elemente\"",
              "* LIST (\\HasNoChildren) \"/\" \"Gel&APY-schte Elemente\"",
              "* LIST (\\HasNoChildren) \"/\" Entw&APw-rfe",
              "* LIST (\\HasNoChildren) \"/\" \"Kunden/M&APw-ller &- S&APY-hne\"")
          .noneMatch(line -> line.contains("\\Sent"));
      assertThat(shared.folders())
          .contains("* LIST (\\HasNoChildren) \"/\" \"Sent Items\"")
          .noneMatch(line -> line.contains("\\Sent"));
    }
  }

  @Test
  void pop3_takes_a_long_token_and_challenges_a_bad_one() throws IOException {
    assertThat(pop3(token(MailUser.BERND, TokenShape.LONG_JWT))).startsWith("+OK");
    assertThat(pop3("no-token".repeat(300))).startsWith("+ ");
  }

  @Test
  void submission_takes_a_long_token_and_the_mail_arrives_and_is_filed() throws Exception {
    var subject = "Lab " + UUID.randomUUID();
    var token = token(MailUser.ANNA, TokenShape.LONG_JWT);
    try (var wire = submission()) {
      wire.say("AUTH XOAUTH2");
      assertThat(wire.hear()).startsWith("334");
      wire.say(Xoauth2.xoauth2(MailUser.ANNA.address(), token));
      assertThat(wire.hear()).startsWith("235");
      wire.say("MAIL FROM:<anna@lab.example>");
      assertThat(wire.hear()).startsWith("250");
      wire.say("RCPT TO:<bernd@lab.example>");
      assertThat(wire.hear()).startsWith("250");
      wire.say("DATA");
      assertThat(wire.hear()).startsWith("354");
      wire.say("From: anna@lab.example\r\nTo: bernd@lab.example\r\nSubject: " + subject);
      wire.say("\r\nGood morning\r\n.");
      assertThat(wire.hear()).startsWith("250");
    }
    try (var bernds = lab.look(MailUser.BERND);
        var annas = lab.look(MailUser.ANNA)) {
      assertThat(bernds.await("INBOX", subject, Duration.ofSeconds(20))).contains("Good morning");
      annas.await("Sent", subject, Duration.ofSeconds(20));
      assertThat(annas.count("Sent", subject)).isEqualTo(1);
    }
  }

  @Test
  void submission_challenges_a_bad_token() throws IOException {
    try (var wire = submission()) {
      wire.say("AUTH XOAUTH2");
      wire.hear();
      wire.say(Xoauth2.xoauth2(MailUser.ANNA.address(), "no-token".repeat(300)));
      assertThat(Xoauth2.decode(wire.hear().substring(4))).contains("\"status\":\"401\"");
      wire.say("");
      assertThat(wire.hear()).startsWith("535");
    }
  }

  @Test
  void nobody_sends_in_the_name_of_another() throws IOException {
    try (var wire = submission()) {
      wire.say("AUTH XOAUTH2");
      wire.hear();
      wire.say(Xoauth2.xoauth2(MailUser.ANNA.address(), token(MailUser.ANNA, TokenShape.LONG_JWT)));
      assertThat(wire.hear()).startsWith("235");
      wire.say("MAIL FROM:<bernd@lab.example>");
      wire.hear();
      wire.say("RCPT TO:<bernd@lab.example>");
      assertThat(wire.hear()).startsWith("553 5.7.1");
    }
  }

  private String token(MailUser user, TokenShape shape) {
    lab.identityProvider().tokenShape(shape);
    return lab.identityProvider().issueAccessToken(user);
  }

  private String imap(String mechanism, String first) throws IOException {
    try (var wire = Wire.tls(trust, lab.dovecot().imapPort())) {
      wire.hear();
      wire.say("a AUTHENTICATE " + mechanism + first);
      return wire.hear();
    }
  }

  private String pop3(String token) throws IOException {
    try (var wire = Wire.tls(trust, lab.dovecot().pop3Port())) {
      wire.hear();
      wire.say("AUTH XOAUTH2");
      wire.hear();
      wire.say(Xoauth2.xoauth2(MailUser.BERND.address(), token));
      return wire.hear();
    }
  }

  private Wire submission() throws IOException {
    var wire = Wire.plain(lab.postfix().port());
    wire.hear();
    wire.say("EHLO lab");
    wire.hearUntil("250 ");
    wire.say("STARTTLS");
    wire.hear();
    wire.startTls(trust);
    wire.say("EHLO lab");
    assertThat(wire.hearUntil("250 ")).anyMatch(line -> line.contains("AUTH XOAUTH2"));
    return wire;
  }
}
