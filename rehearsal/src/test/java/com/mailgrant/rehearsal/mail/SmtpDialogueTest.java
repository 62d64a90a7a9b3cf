package com.mailgrant.rehearsal.mail;

import static com.mailgrant.rehearsal.mail.TestTenant.ANNA;
import static com.mailgrant.rehearsal.mail.TestTenant.BERND;
import static com.mailgrant.rehearsal.mail.TestTenant.INFO;
import static com.mailgrant.rehearsal.mail.TestTenant.base64;
import static com.mailgrant.rehearsal.mail.TestTenant.xoauth2;
import static org.assertj.core.api.Assertions.assertThat;

import com.mailgrant.rehearsal.mail.servers.Door;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SmtpDialogueTest {
  private static final String TRACE = " \\[[A-Z0-9.]+ 2026-11-24T09:00:00Z [0-9a-f]{16}]";

  private final TestTenant tenant = new TestTenant();

  @AfterEach
  void close() {
    tenant.close();
  }

  private String inbox(String person) {
    var messages = tenant.mailbox(person).inbox().state().messages();
    return new String(messages.getLast().message().bytes(), StandardCharsets.UTF_8);
  }

  @Test
  void greeting_and_extensions_before_and_after_tls() throws IOException {
    try (var smtp = new Smtp(tenant.connect(Door.SMTP))) {
      assertThat(smtp.greeting)
          .matches(
              "220 [A-Z0-9.]+ Microsoft ESMTP MAIL Service ready at Tue, 24 Nov 2026 09:00:00"
                  + " \\+0000 \\[[0-9a-f]{16}]");
      var before = smtp.command("EHLO me.example");
      assertThat(before)
          .endsWith(
              """
               Hello [127.0.0.1]
              250-SIZE 157286400
              250-PIPELINING
              250-DSN
              250-ENHANCEDSTATUSCODES
              250-8BITMIME
              250-BINARYMIME
              250-CHUNKING
              250-SMTPUTF8
              250 STARTTLS\
              """);
      smtp.expect("250 ", "HELO me.example");
      assertThat(smtp.command("STARTTLS")).isEqualTo("220 2.0.0 SMTP server ready");
      smtp.talk.startTls();
      assertThat(smtp.command("EHLO me.example"))
          .endsWith("250-SMTPUTF8\n250 AUTH LOGIN XOAUTH2")
          .doesNotContain("STARTTLS");
    }
  }

  @Test
  void what_was_sent_in_the_clear_behind_starttls_is_forgotten() throws IOException {
    try (var smtp = new Smtp(tenant.connect(Door.SMTP))) {
      smtp.expect("250", "EHLO me.example");
      smtp.talk.send("STARTTLS\r\nEHLO injected.example\r\n");
      assertThat(smtp.reply()).startsWith("220");
      smtp.talk.startTls();
      assertThat(smtp.command("NOOP")).isEqualTo("250 2.0.0 OK");
    }
  }

  @Test
  void nothing_is_signed_in_before_tls() throws IOException {
    try (var smtp = new Smtp(tenant.connect(Door.SMTP))) {
      smtp.expect("250", "EHLO me.example");
      assertThat(smtp.command("AUTH XOAUTH2"))
          .matches("504 5.7.4 Unrecognized authentication type" + TRACE);
      assertThat(smtp.command("MAIL FROM:<" + ANNA + ">"))
          .matches("530 5.7.57 Client not authenticated to send mail\\." + TRACE);
    }
  }

  @Test
  void a_token_is_taken_on_the_line_or_behind_the_challenge() throws IOException {
    try (var smtp = tenant.smtp()) {
      smtp.expect("334 ", "AUTH XOAUTH2");
      assertThat(smtp.command(xoauth2(ANNA, tenant.tokens.issue(ANNA))))
          .isEqualTo("235 2.7.0 Authentication successful");
      smtp.expect("503 5.5.2", "AUTH XOAUTH2");
    }
    try (var smtp = tenant.smtp()) {
      // 4 kB, as tokens of large organizations are.
      var token =
          tenant.tokens.issue(
              ANNA, "https://outlook.office.com", TestTokens.EXCHANGE_SCOPES, 3_500);
      var response = xoauth2(ANNA, token);
      assertThat(response).hasSizeGreaterThan(4_096);
      smtp.expect("235 2.7.0", "AUTH XOAUTH2 " + response);
    }
  }

  @Test
  void passwords_are_refused() throws IOException {
    try (var smtp = tenant.smtp()) {
      assertThat(smtp.command("AUTH LOGIN")).isEqualTo("334 VXNlcm5hbWU6");
      assertThat(smtp.command(base64(ANNA))).isEqualTo("334 UGFzc3dvcmQ6");
      assertThat(smtp.command(base64("rehearsal")))
          .matches(
              "535 5.7.139 Authentication unsuccessful, basic authentication is disabled\\."
                  + TRACE);
      smtp.expect("504 5.7.4", "AUTH PLAIN " + base64("\0a\0b"));
      smtp.expect("334 ", "AUTH LOGIN");
      smtp.expect("501 5.7.0 Authentication canceled", "*");
    }
  }

  @Test
  void bad_tokens_are_refused() throws IOException {
    var outlook = "https://outlook.office.com";
    refused(ANNA, "made-up");
    refused(ANNA, tenant.tokens.issue(ANNA, outlook, Set.of("IMAP.AccessAsUser.All")));
    refused(ANNA, tenant.tokens.issue(ANNA, "https://graph.microsoft.com", Set.of("SMTP.Send")));
    refused(BERND, tenant.tokens.issue(ANNA));
    var expired = tenant.tokens.issue(ANNA);
    tenant.advance(Duration.ofHours(1));
    refused(ANNA, expired);
    try (var smtp = tenant.smtp()) {
      smtp.expect("501 5.5.124 Invalid XOAUTH2 auth data", "AUTH XOAUTH2 " + base64("user=x"));
    }
  }

  private void refused(String user, String token) throws IOException {
    try (var smtp = tenant.smtp()) {
      smtp.expect(
          "535 5.7.3 Authentication unsuccessful [", "AUTH XOAUTH2 " + xoauth2(user, token));
      smtp.expect("530 5.7.57", "MAIL FROM:<" + user + ">");
    }
  }

  @Test
  void commands_out_of_turn_and_nonsense_are_refused() throws IOException {
    try (var smtp = tenant.smtp(ANNA)) {
      smtp.expect("500 5.3.3 Unrecognized command", "GET / HTTP/1.1");
      smtp.expect("503 5.5.2", "RCPT TO:<" + BERND + ">");
      smtp.expect("503 5.5.2", "DATA");
      smtp.expect("501 5.5.4", "MAIL " + ANNA);
      smtp.expect("501 5.1.7", "MAIL FROM:" + ANNA);
      smtp.expect("501 5.1.7", "MAIL FROM:<a b@c.example>");
      smtp.expect("501 5.5.4", "MAIL FROM:<" + ANNA + "> SIZE=many");
      smtp.expect("501 5.5.4", "MAIL FROM:<" + ANNA + "> NEW=1");
      smtp.expect("552 5.3.4", "MAIL FROM:<" + ANNA + "> SIZE=40000000");
      smtp.expect("250 2.1.0", "MAIL FROM:<" + ANNA + "> SIZE=100 BODY=8BITMIME RET=HDRS ENVID=x");
      smtp.expect("503 5.5.2", "MAIL FROM:<" + ANNA + ">");
      smtp.expect("503 5.5.2 Need rcpt command", "DATA");
      smtp.expect("501 5.1.3", "RCPT TO:<>");
      smtp.expect("501 5.1.3", "RCPT TO:<nobody>");
      smtp.expect("501 5.5.4", "RCPT TO:<" + BERND + "> X=y");
      smtp.expect("250 2.1.5", "RCPT TO:<@old.example:" + BERND + "> NOTIFY=NEVER");
      smtp.expect("250 2.0.0", "RSET");
      smtp.expect("503 5.5.2", "DATA");
      smtp.expect("252 2.1.5", "VRFY " + BERND);
      smtp.expect("501 5.5.4", "EHLO");
      smtp.expect("221 2.0.0", "QUIT");
      assertThat(smtp.talk.isClosed()).isTrue();
    }
  }

  @Test
  void pipelined_commands_are_answered_one_by_one() throws IOException {
    try (var smtp = tenant.smtp(ANNA)) {
      smtp.talk.send(
          "MAIL FROM:<%s>\r\nRCPT TO:<%s>\r\nRCPT TO:<%s>\r\nDATA\r\n"
              .formatted(ANNA, BERND, INFO));
      assertThat(smtp.reply()).startsWith("250 2.1.0");
      assertThat(smtp.reply()).startsWith("250 2.1.5");
      assertThat(smtp.reply()).startsWith("250 2.1.5");
      assertThat(smtp.reply()).startsWith("354");
      smtp.talk.send("From: " + ANNA + "\r\n\r\nHello\r\n.\r\nQUIT\r\n");
      assertThat(smtp.reply()).startsWith("250 2.0.0 OK <");
      assertThat(smtp.reply()).startsWith("221");
    }
    assertThat(inbox(BERND)).endsWith("\r\n\r\nHello\r\n");
    assertThat(inbox(INFO)).endsWith("\r\n\r\nHello\r\n");
  }

  @Test
  void stuffed_dots_are_taken_away_and_only_a_lonely_one_ends_the_message() throws IOException {
    try (var smtp = tenant.smtp(ANNA)) {
      smtp.send(ANNA, "From: " + ANNA + "\n\n..one\n...two\n. three\nfour.\n..", BERND);
    }
    assertThat(inbox(BERND)).endsWith("\r\n\r\n.one\r\n..two\r\n three\r\nfour.\r\n.\r\n");
  }

  @Test
  void bare_line_feeds_are_refused_and_smuggle_nothing_in() throws IOException {
    int before = tenant.mailbox(BERND).inbox().state().messages().size();
    try (var smtp = tenant.smtp(ANNA)) {
      smtp.expect("250", "MAIL FROM:<" + ANNA + ">");
      smtp.expect("250", "RCPT TO:<" + BERND + ">");
      smtp.expect("354", "DATA");
      smtp.talk.send("From: a\n\nx\n.\nMAIL FROM:<evil>\r\n.\r\n");
      assertThat(smtp.reply()).startsWith("550 5.6.11 ");
      smtp.expect("250", "NOOP");
    }
    assertThat(tenant.mailbox(BERND).inbox().state().messages()).hasSize(before);
  }

  @Test
  void chunks_make_a_message() throws IOException {
    try (var smtp = tenant.smtp(ANNA)) {
      smtp.expect("250", "MAIL FROM:<" + ANNA + "> BODY=BINARYMIME");
      smtp.expect("250", "RCPT TO:<" + BERND + ">");
      smtp.expect("503 5.5.2", "DATA");
      var first = "From: " + ANNA + "\r\n\r\n";
      smtp.talk.send("BDAT " + first.length() + "\r\n" + first);
      assertThat(smtp.reply())
          .isEqualTo("250 2.6.0 CHUNK received OK, " + first.length() + " octets");
      smtp.talk.send("BDAT 7 LAST\r\nbinary\n");
      assertThat(smtp.reply()).startsWith("250 2.0.0 OK <");
      smtp.talk.send("BDAT 3 LAST\r\nabc");
      assertThat(smtp.reply()).startsWith("503 5.5.2");
      smtp.expect("421 4.3.2", "BDAT x");
      assertThat(smtp.talk.isClosed()).isTrue();
    }
    assertThat(inbox(BERND)).endsWith("\r\n\r\nbinary\n");
  }

  @Test
  void addresses_beyond_ascii_need_the_extension() throws IOException {
    try (var smtp = tenant.smtp(ANNA)) {
      smtp.expect("250", "MAIL FROM:<" + ANNA + ">");
      smtp.expect("553 5.6.7", "RCPT TO:<j\u00c3\u00bcrgen@fabrikam.example>");
      smtp.expect("250", "RSET");
      smtp.expect("250", "MAIL FROM:<" + ANNA + "> SMTPUTF8");
      smtp.expect("250", "RCPT TO:<j\u00c3\u00bcrgen@fabrikam.example>");
      smtp.expect("501 5.1.3", "RCPT TO:<j\u00fcrgen@fabrikam.example>");
    }
  }
}
