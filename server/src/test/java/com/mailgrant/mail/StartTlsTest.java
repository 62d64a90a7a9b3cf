package com.mailgrant.mail;

import static com.mailgrant.mail.Fixtures.BEARER;
import static com.mailgrant.mail.Fixtures.connector;
import static com.mailgrant.mail.Fixtures.failure;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class StartTlsTest {
  @Test
  void imap_asks_again_what_the_server_offers_once_it_is_protected() throws Exception {
    try (ScriptedServer server =
        ScriptedServer.startTls(line -> {
          line.say("* OK [CAPABILITY IMAP4rev1 STARTTLS AUTH=FORGED] ready");
          line.say(line.command("STARTTLS") + " OK go");
          line.startTls();
          line.say("* CAPABILITY IMAP4rev1 AUTH=XOAUTH2", line.command("CAPABILITY") + " OK");
        })) {
      ImapSession session = ImapSession.open(connector(), server.address());
      assertThat(session.capabilities().mechanisms()).containsExactly("XOAUTH2");
      server.playedToTheEnd();
    }
  }

  @Test
  void nothing_is_sent_to_an_imap_server_that_does_not_offer_protection() throws Exception {
    try (ScriptedServer server =
        ScriptedServer.startTls(line -> {
          line.say("* OK [CAPABILITY IMAP4rev1 AUTH=XOAUTH2] ready");
          assertThat(line.clientLeavesSilently()).isTrue();
        })) {
      failure(MailFailure.TlsMissing.class, () -> ImapSession.open(connector(), server.address()));
      server.playedToTheEnd();
    }
  }

  @Test
  void a_server_that_signs_us_in_before_protection_is_left() throws Exception {
    try (ScriptedServer server =
        ScriptedServer.startTls(line -> line.say("* PREAUTH welcome, whoever you are"))) {
      failure(MailFailure.Garbled.class, () -> ImapSession.open(connector(), server.address()));
    }
  }

  @Test
  void words_injected_before_the_handshake_are_never_believed() throws Exception {
    try (ScriptedServer server =
        ScriptedServer.startTls(line -> {
          line.say("* OK [CAPABILITY IMAP4rev1 STARTTLS] ready");
          line.say(line.command("STARTTLS") + " OK go", "* CAPABILITY IMAP4rev1 AUTH=PLAIN");
          line.clientLeavesSilently();
        })) {
      failure(MailFailure.Garbled.class, () -> ImapSession.open(connector(), server.address()));
    }
  }

  @Test
  void smtp_insists_on_protection_and_says_ehlo_again() throws Exception {
    try (ScriptedServer server =
        ScriptedServer.startTls(line -> {
          line.say("220 hello");
          line.expect("EHLO .*");
          line.say("250-hi", "250-AUTH FORGED", "250 STARTTLS");
          line.expect("STARTTLS");
          line.say("220 2.0.0 SMTP server ready");
          line.startTls();
          line.expect("EHLO .*");
          line.say("250-hi", "250 AUTH LOGIN XOAUTH2");
          line.expect("AUTH XOAUTH2");
          line.say("334 ");
          line.hear();
          line.say("235 2.7.0 Authentication successful");
        })) {
      SmtpSession session = SmtpSession.open(connector(), server.address());
      session.authenticate(BEARER);
      assertThat(session.peer().tls()).isPresent();
      server.playedToTheEnd();
    }
  }

  @Test
  void smtp_goes_no_further_where_protection_is_refused() throws Exception {
    try (ScriptedServer server =
        ScriptedServer.startTls(line -> {
          line.say("220 hello");
          line.hear();
          line.say("250-hi", "250 STARTTLS");
          line.expect("STARTTLS");
          line.say("454 4.7.0 TLS not available due to temporary reason");
          assertThat(line.clientLeavesSilently()).isTrue();
        })) {
      MailFailure.TlsMissing missing =
          failure(
              MailFailure.TlsMissing.class, () -> SmtpSession.open(connector(), server.address()));
      server.playedToTheEnd();
      assertThat(missing.reply().orElseThrow().text()).contains("not available");
    }
  }

  @Test
  void pop3_insists_on_protection() throws Exception {
    try (ScriptedServer server =
        ScriptedServer.startTls(line -> {
          line.say("+OK hi");
          line.expect("CAPA");
          line.say("+OK", "STLS", ".");
          line.expect("STLS");
          line.say("+OK go");
          line.startTls();
          line.expect("CAPA");
          line.say("+OK", "SASL XOAUTH2", ".");
        })) {
      PopSession session = PopSession.open(connector(), server.address());
      assertThat(session.capabilities().mechanisms()).containsExactly("XOAUTH2");
      server.playedToTheEnd();
    }
  }
}
