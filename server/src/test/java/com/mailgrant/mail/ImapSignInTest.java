package com.mailgrant.mail;

import static com.mailgrant.mail.Fixtures.BEARER;
import static com.mailgrant.mail.Fixtures.PASSWORD;
import static com.mailgrant.mail.Fixtures.TOKEN;
import static com.mailgrant.mail.Fixtures.connector;
import static com.mailgrant.mail.Fixtures.failure;
import static com.mailgrant.mail.Fixtures.imap;
import static org.assertj.core.api.Assertions.assertThat;

import com.mailgrant.platform.Secret;
import org.junit.jupiter.api.Test;

class ImapSignInTest {
  private static final String RESPONSE = Xoauth2.xoauth2("anna@contoso.example", TOKEN);

  @Test
  void a_token_goes_in_one_line_where_the_server_takes_it_so() throws Exception {
    try (ScriptedServer server =
        imap(
            "AUTH=PLAIN AUTH=XOAUTH2 SASL-IR",
            line -> {
              String tag = line.command("AUTHENTICATE XOAUTH2 " + RESPONSE);
              line.say(tag + " OK AUTHENTICATE completed.");
              tag = line.command("CAPABILITY");
              line.say("* CAPABILITY IMAP4rev1 IDLE MOVE", tag + " OK done");
            })) {
      ImapSession session = ImapSession.open(connector(), server.address());
      session.authenticate(BEARER);
      assertThat(session.capabilities().has("MOVE")).isTrue();
      server.playedToTheEnd();
    }
  }

  @Test
  void a_token_waits_for_the_servers_word_where_no_initial_response_is_offered() throws Exception {
    try (ScriptedServer server =
        imap(
            "AUTH=XOAUTH2",
            line -> {
              String tag = line.command("AUTHENTICATE XOAUTH2");
              line.say("+ ");
              assertThat(line.hear()).isEqualTo(RESPONSE);
              line.say(tag + " OK welcome");
            })) {
      ImapSession.open(connector(), server.address()).authenticate(BEARER);
      server.playedToTheEnd();
      assertThat(server.heard().getFirst()).endsWith("AUTHENTICATE XOAUTH2");
    }
  }

  @Test
  void a_very_long_token_waits_even_where_an_initial_response_is_offered() throws Exception {
    String longToken = "t".repeat(7_000);
    try (ScriptedServer server =
        imap(
            "AUTH=XOAUTH2 SASL-IR",
            line -> {
              String tag = line.command("AUTHENTICATE XOAUTH2");
              line.say("+");
              assertThat(line.hear()).hasSizeGreaterThan(9_000);
              line.say(tag + " OK welcome");
            })) {
      ImapSession.open(connector(), server.address())
          .authenticate(new Credential.Bearer("anna@contoso.example", new Secret(longToken)));
      server.playedToTheEnd();
    }
  }

  @Test
  void the_reason_that_a_server_gives_for_refusing_a_token_is_kept() throws Exception {
    String json = "{\"status\":\"400\",\"schemes\":\"Bearer\",\"scope\":\"https://mail\"}";
    String challenge = Xoauth2.base64(json);
    try (ScriptedServer server =
        imap(
            "AUTH=XOAUTH2 SASL-IR",
            line -> {
              String tag = line.command("AUTHENTICATE");
              line.say("+ " + challenge);
              line.expect("");
              line.say(tag + " NO [AUTHENTICATIONFAILED] Invalid credentials");
            })) {
      ImapSession session = ImapSession.open(connector(), server.address());
      MailFailure.Rejected rejected =
          failure(MailFailure.Rejected.class, () -> session.authenticate(BEARER));
      server.playedToTheEnd();
      assertThat(rejected.stage()).isEqualTo(Stage.IMAP_AUTHENTICATE);
      assertThat(rejected.challenge()).contains(json);
      assertThat(rejected.reply()).hasToString("NO [AUTHENTICATIONFAILED] Invalid credentials");
    }
  }

  @Test
  void oauthbearer_serves_where_nothing_else_is_offered_for_tokens() throws Exception {
    try (ScriptedServer server =
        imap(
            "AUTH=PLAIN AUTH=OAUTHBEARER SASL-IR",
            line -> {
              String tag = line.command("AUTHENTICATE OAUTHBEARER bixh");
              line.say("+ eyJzdGF0dXMiOiJpbnZhbGlkX3Rva2VuIn0=");
              line.expect("AQ==");
              line.say(tag + " NO no");
            })) {
      ImapSession session = ImapSession.open(connector(), server.address());
      MailFailure.Rejected rejected =
          failure(MailFailure.Rejected.class, () -> session.authenticate(BEARER));
      server.playedToTheEnd();
      assertThat(rejected.challenge()).contains("{\"status\":\"invalid_token\"}");
    }
  }

  @Test
  void a_token_is_never_sent_as_a_password() throws Exception {
    try (ScriptedServer server =
        imap("AUTH=PLAIN AUTH=LOGIN SASL-IR", line -> line.clientLeavesSilently())) {
      ImapSession session = ImapSession.open(connector(), server.address());
      MailFailure.NotOffered notOffered =
          failure(MailFailure.NotOffered.class, () -> session.authenticate(BEARER));
      assertThat(notOffered.mechanisms()).containsExactly("PLAIN", "LOGIN");
      assertThat(session.isOpen()).isTrue();
      assertThat(server.heard()).isEmpty();
    }
  }

  @Test
  void a_password_goes_by_plain_or_else_by_login() throws Exception {
    try (ScriptedServer server =
        imap(
            "AUTH=PLAIN SASL-IR",
            line -> {
              String tag = line.command("AUTHENTICATE PLAIN AGFubmFAY29u");
              line.say(tag + " OK welcome");
            })) {
      ImapSession.open(connector(), server.address()).authenticate(PASSWORD);
      server.playedToTheEnd();
    }
    try (ScriptedServer server =
        imap(
            "IDLE",
            line -> {
              String tag = line.command("LOGIN \"anna@contoso.example\" \"a \\\"quoted\\\\ pass\"");
              line.say(tag + " NO LOGIN failed.");
            })) {
      ImapSession session = ImapSession.open(connector(), server.address());
      failure(MailFailure.Rejected.class, () -> session.authenticate(PASSWORD));
      server.playedToTheEnd();
    }
  }

  @Test
  void a_password_is_kept_back_where_login_is_disabled() throws Exception {
    try (ScriptedServer server =
        imap("LOGINDISABLED AUTH=XOAUTH2", line -> line.clientLeavesSilently())) {
      ImapSession session = ImapSession.open(connector(), server.address());
      failure(MailFailure.NotOffered.class, () -> session.authenticate(PASSWORD));
      assertThat(server.heard()).isEmpty();
    }
  }

  @Test
  void a_mailbox_that_does_not_open_is_not_taken_for_a_refused_sign_in() throws Exception {
    try (ScriptedServer server =
        imap(
            "AUTH=XOAUTH2 SASL-IR",
            line -> {
              line.say(line.command("AUTHENTICATE") + " OK AUTHENTICATE completed.");
              String tag = line.command("NAMESPACE");
              line.say(tag + " BAD User is authenticated but not connected.");
              line.say("* BYE Connection closed. 14");
            })) {
      ImapSession session = ImapSession.open(connector(), server.address());
      session.authenticate(BEARER);
      MailFailure.Rejected rejected = failure(MailFailure.Rejected.class, session::namespace);
      assertThat(rejected.stage()).isEqualTo(Stage.IMAP_NAMESPACE);
      assertThat(rejected.reply()).hasToString("BAD User is authenticated but not connected.");
      MailFailure.Ended ended = failure(MailFailure.Ended.class, session::noop);
      assertThat(ended.reply().text()).isEqualTo("Connection closed. 14");
    }
  }

  @Test
  void a_server_that_echoes_the_token_does_not_carry_it_into_evidence() throws Exception {
    Transcript transcript = new Transcript(100);
    try (ScriptedServer server =
        imap(
            "AUTH=XOAUTH2 SASL-IR",
            line -> {
              String sent = line.hear();
              String tag = sent.substring(0, sent.indexOf(' '));
              line.say("* OK you said " + sent);
              line.say(tag + " BAD cannot parse " + RESPONSE.substring(20, 90) + " " + TOKEN);
            })) {
      ImapSession session = ImapSession.open(connector().recording(transcript), server.address());
      MailFailure.Rejected rejected =
          failure(MailFailure.Rejected.class, () -> session.authenticate(BEARER));
      assertThat(rejected.reply().text()).isEqualTo("cannot parse [removed] [removed]");
      String all = String.join("\n", transcript.lines());
      assertThat(all).contains("AUTHENTICATE XOAUTH2 [secret, " + RESPONSE.length() + " octets]");
      assertThat(all).doesNotContain(TOKEN.substring(0, 30), RESPONSE.substring(20, 60));
    }
  }

  @Test
  void a_server_that_asks_on_and_on_is_left() throws Exception {
    try (ScriptedServer server =
        imap(
            "AUTH=XOAUTH2 SASL-IR",
            line -> {
              line.command("AUTHENTICATE");
              line.say("+ Zm9v", "+ Zm9v", "+ Zm9v", "+ Zm9v");
              line.drain();
            })) {
      ImapSession session = ImapSession.open(connector(), server.address());
      failure(MailFailure.Garbled.class, () -> session.authenticate(BEARER));
      assertThat(session.isOpen()).isFalse();
    }
  }
}
