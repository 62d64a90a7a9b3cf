package com.mailgrant.rehearsal.mail;

import static com.mailgrant.rehearsal.mail.TestTenant.ANNA;
import static com.mailgrant.rehearsal.mail.TestTenant.GINA;
import static com.mailgrant.rehearsal.mail.TestTenant.base64;
import static com.mailgrant.rehearsal.mail.TestTenant.xoauth2;
import static org.assertj.core.api.Assertions.assertThat;

import com.mailgrant.rehearsal.fault.Fault;
import com.mailgrant.rehearsal.mail.servers.Door;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class GmailTest {
  private static final String CHALLENGE =
      "{\"status\":\"401\",\"schemes\":\"bearer mac\",\"scope\":\"https://mail.google.com/\"}\n";

  private final TestTenant tenant = new TestTenant();

  @AfterEach
  void close() {
    tenant.close();
  }

  private Imap imap() throws IOException {
    return new Imap(tenant.connect(Door.GOOGLE_IMAP));
  }

  private Smtp smtp() throws IOException {
    return Smtp.secured(tenant.connect(Door.GOOGLE_SMTP));
  }

  @Test
  void imap_announces_special_use_and_tells_it_after_sign_in() throws IOException {
    try (var imap = imap()) {
      assertThat(imap.greeting).startsWith("* OK Gimap ready for requests from 127.0.0.1 ");
      assertThat(imap.ok("CAPABILITY").getFirst())
          .isEqualTo(
              "* CAPABILITY IMAP4rev1 UNSELECT IDLE NAMESPACE ID CHILDREN SASL-IR AUTH=XOAUTH2"
                  + " AUTH=PLAIN AUTH=OAUTHBEARER");
      assertThat(imap.command("AUTHENTICATE XOAUTH2 " + xoauth2(GINA, tenant.tokens.issue(GINA))))
          .containsExactly(
              "* CAPABILITY IMAP4rev1 UNSELECT IDLE NAMESPACE ID CHILDREN UIDPLUS MOVE LITERAL-"
                  + " SPECIAL-USE",
              "OK gina@gmail.example authenticated (Success)");
      assertThat(imap.ok("LIST \"\" \"*\""))
          .contains(
              "* LIST (\\HasNoChildren) \"/\" INBOX",
              "* LIST (\\HasChildren \\Noselect) \"/\" \"[Gmail]\"",
              "* LIST (\\HasNoChildren \\All) \"/\" \"[Gmail]/All Mail\"",
              "* LIST (\\HasNoChildren \\Sent) \"/\" \"[Gmail]/Sent Mail\"",
              "* LIST (\\HasNoChildren \\Junk) \"/\" \"[Gmail]/Spam\"",
              "* LIST (\\HasNoChildren \\Trash) \"/\" \"[Gmail]/Trash\"");
      assertThat(imap.ok("LIST (SPECIAL-USE) \"\" \"*\"")).hasSize(8);
      assertThat(imap.ok("LIST \"\" \"*\" RETURN (SPECIAL-USE)")).hasSize(12);
      assertThat(imap.last("SELECT Nowhere"))
          .isEqualTo("NO [NONEXISTENT] Unknown Mailbox: Nowhere (Failure)");
      assertThat(imap.last("SELECT \"[Gmail]/All Mail\"")).isEqualTo("OK [READ-WRITE] Success");
    }
  }

  @Test
  void a_refused_token_is_explained_before_the_last_word() throws IOException {
    try (var imap = imap()) {
      var tag = imap.begin("AUTHENTICATE XOAUTH2 " + xoauth2(GINA, "expired"));
      var challenge = imap.response();
      assertThat(challenge)
          .isEqualTo(
              "+ eyJzdGF0dXMiOiI0MDEiLCJzY2hlbWVzIjoiYmVhcmVyIG1hYyIsInNjb3BlIjoiaHR0cHM6Ly9tYWls"
                  + "Lmdvb2dsZS5jb20vIn0K");
      imap.talk.say("");
      assertThat(imap.until(tag))
          .containsExactly("NO [AUTHENTICATIONFAILED] Invalid credentials (Failure)");
      imap.ok("NOOP");
    }
  }

  @Test
  void tokens_of_microsoft_are_worth_nothing_here() throws IOException {
    for (var token :
        new String[] {
          tenant.tokens.issue(ANNA),
          tenant.tokens.issue(GINA, "https://mail.google.com", Set.of("email")),
        }) {
      try (var imap = imap()) {
        imap.begin("AUTHENTICATE XOAUTH2 " + xoauth2(GINA, token));
        assertThat(imap.response()).startsWith("+ eyJ");
      }
    }
  }

  @Test
  void oauthbearer_is_taken_and_refused_with_a_reason() throws IOException {
    var good =
        base64(
            "n,a=%s,\1host=imap.gmail.com\1port=993\1auth=Bearer %s\1\1"
                .formatted(GINA, tenant.tokens.issue(GINA)));
    try (var imap = imap()) {
      imap.ok("AUTHENTICATE OAUTHBEARER " + good);
    }
    try (var smtp = smtp()) {
      smtp.expect("235 2.7.0 Accepted", "AUTH OAUTHBEARER " + good);
    }
    try (var imap = imap()) {
      var tag = imap.begin("AUTHENTICATE OAUTHBEARER " + base64("n,a=x,\1auth=Bearer y\1\1"));
      var challenge = imap.response().substring(2);
      assertThat(new String(Base64.getDecoder().decode(challenge), StandardCharsets.US_ASCII))
          .contains("\"status\":\"invalid_token\"");
      imap.talk.say("AQ==");
      assertThat(imap.until(tag).getLast()).startsWith("NO [AUTHENTICATIONFAILED]");
    }
  }

  @Test
  void passwords_are_refused() throws IOException {
    try (var imap = imap()) {
      assertThat(imap.last("LOGIN " + GINA + " rehearsal"))
          .isEqualTo("NO [AUTHENTICATIONFAILED] Invalid credentials (Failure)");
    }
    try (var smtp = smtp()) {
      smtp.expect("535-5.7.8 Username and Password not accepted", "AUTH PLAIN " + base64("\0a\0b"));
    }
  }

  @Test
  void smtp_explains_a_refused_token_too() throws IOException {
    try (var smtp = smtp()) {
      assertThat(smtp.greeting).matches("220 smtp.gmail.example ESMTP [0-9a-f]{16} - gsmtp");
      var challenge = smtp.expect("334 ", "AUTH XOAUTH2 " + xoauth2(GINA, "expired"));
      assertThat(challenge.substring(4)).isEqualTo(base64(CHALLENGE));
      smtp.expect("535-5.7.8 Username and Password not accepted", "");
    }
  }

  @Test
  void smtp_announces_what_it_does() throws IOException {
    try (var smtp = smtp()) {
      assertThat(smtp.command("EHLO me.example"))
          .isEqualTo(
              """
              250-smtp.gmail.example at your service, [127.0.0.1]
              250-SIZE 35882577
              250-8BITMIME
              250-ENHANCEDSTATUSCODES
              250-PIPELINING
              250-CHUNKING
              250-SMTPUTF8
              250 AUTH LOGIN PLAIN XOAUTH2 OAUTHBEARER\
              """);
    }
  }

  @Test
  void a_wrong_sender_is_corrected_and_the_copy_filed_in_sent() throws IOException {
    try (var smtp = tenant.smtp(GINA)) {
      var reply =
          smtp.send(GINA, "From: Somebody <else@fabrikam.example>\nSubject: x\n\nHello", ANNA);
      assertThat(reply).matches("250 2.0.0 OK  [0-9]+ [0-9a-f]{16} - gsmtp");
    }
    var header = tenant.mailbox(ANNA).inbox().message(26).orElseThrow().message().header();
    assertThat(header.first("From")).contains(GINA);
    assertThat(header.first("X-Google-Original-From")).contains("Somebody <else@fabrikam.example>");
    try (var imap = tenant.imap(GINA)) {
      assertThat(imap.ok("STATUS \"[Gmail]/Sent Mail\" (MESSAGES)").getFirst()).contains(" 4)");
      assertThat(imap.ok("STATUS \"[Gmail]/All Mail\" (MESSAGES)").getFirst()).contains(" 29)");
    }
  }

  @Test
  void a_hundred_recipients_are_enough() throws IOException {
    try (var smtp = tenant.smtp(GINA)) {
      smtp.expect("250", "MAIL FROM:<" + GINA + ">");
      for (int i = 0; i < 100; i++) {
        smtp.expect("250", "RCPT TO:<r" + i + "@fabrikam.example>");
      }
      smtp.expect("452 4.5.3 Your message has too many recipients.", "RCPT TO:<one@more.example>");
    }
  }

  @Test
  void switches_of_exchange_do_not_concern_gmail() throws IOException {
    tenant.strike(Fault.SMTP_AUTH_OFF_FOR_ORGANIZATION, "*");
    tenant.strike(Fault.AUTHENTICATED_NOT_CONNECTED, "*");
    tenant.smtp(GINA).close();
    try (var imap = tenant.imap(GINA)) {
      imap.ok("SELECT INBOX");
    }
    tenant.strike(Fault.IMAP_OFF_FOR_MAILBOX, GINA);
    try (var imap = imap()) {
      assertThat(imap.last("AUTHENTICATE XOAUTH2 " + xoauth2(GINA, tenant.tokens.issue(GINA))))
          .isEqualTo("NO [ALERT] Your account is not enabled for IMAP use. (Failure)");
    }
  }

  @Test
  void the_session_ends_when_the_token_runs_out() throws IOException {
    try (var imap = tenant.imap(GINA)) {
      tenant.advance(Duration.ofHours(1));
      assertThat(imap.response()).startsWith("* BYE Session expired");
    }
  }
}
