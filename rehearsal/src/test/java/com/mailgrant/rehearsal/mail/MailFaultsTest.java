package com.mailgrant.rehearsal.mail;

import static com.mailgrant.rehearsal.mail.TestTenant.ANNA;
import static com.mailgrant.rehearsal.mail.TestTenant.BERND;
import static com.mailgrant.rehearsal.mail.TestTenant.INFO;
import static com.mailgrant.rehearsal.mail.TestTenant.OLIVIA;
import static com.mailgrant.rehearsal.mail.TestTenant.xoauth2;
import static org.assertj.core.api.Assertions.assertThat;

import com.mailgrant.rehearsal.fault.Fault;
import com.mailgrant.rehearsal.fault.Faults;
import com.mailgrant.rehearsal.mail.servers.Door;
import com.mailgrant.rehearsal.mailbox.Role;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class MailFaultsTest {
  private static final String LETTER = "From: anna@contoso.example\nSubject: x\n\nHello";

  private final TestTenant tenant = new TestTenant();

  @AfterEach
  void close() {
    tenant.close();
  }

  private String smtpSignIn(String person, String mailbox) throws IOException {
    try (var smtp = tenant.smtp()) {
      return smtp.command("AUTH XOAUTH2 " + xoauth2(mailbox, tenant.tokens.issue(person)));
    }
  }

  private String imapSignIn(String person) throws IOException {
    try (var imap = tenant.imap()) {
      return imap.last("AUTHENTICATE XOAUTH2 " + xoauth2(person, tenant.tokens.issue(person)));
    }
  }

  private static String accepted() {
    return "235 2.7.0";
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "SMTP_AUTH_OFF_FOR_ORGANIZATION | 535 5.7.139 Authentication unsuccessful, SmtpClientAuthentication is disabled for the Tenant. Visit https://aka.ms/smtp_auth_disabled",
        "SMTP_AUTH_OFF_FOR_MAILBOX | 535 5.7.139 Authentication unsuccessful, SmtpClientAuthentication is disabled for the Mailbox. Visit https://aka.ms/smtp_auth_disabled",
        "SMTP_REFUSES_TOKEN | 535 5.7.3 Authentication unsuccessful",
        "TOO_MANY_CONNECTIONS | 432 4.3.2 Concurrent connections limit exceeded. Visit https://aka.ms/concurrent_sending",
        "MAIL_SERVER_BUSY | 421 4.3.2 Service not available",
        "NO_OAUTH_OFFERED | 504 5.7.4 Unrecognized authentication type",
      })
  void smtp_refuses_the_sign_in_of_the_struck_person_only(Fault fault, String reply)
      throws IOException {
    tenant.strike(fault, BERND);
    assertThat(smtpSignIn(BERND, BERND)).startsWith(reply + (reply.contains("http") ? "" : " ["));
    assertThat(smtpSignIn(ANNA, ANNA)).startsWith(accepted());
    tenant.faults.clear();
    assertThat(smtpSignIn(BERND, BERND)).startsWith(accepted());
  }

  @Test
  void the_switch_of_the_organization_does_not_concern_personal_mailboxes() throws IOException {
    tenant.strike(Fault.SMTP_AUTH_OFF_FOR_ORGANIZATION, Faults.EVERYBODY);
    assertThat(smtpSignIn(ANNA, ANNA)).startsWith("535 5.7.139");
    assertThat(smtpSignIn(OLIVIA, OLIVIA)).startsWith(accepted());
    assertThat(imapSignIn(ANNA)).startsWith("OK ");
  }

  @Test
  void a_switch_can_strike_the_mailbox_instead_of_the_person() throws IOException {
    tenant.strike(Fault.SMTP_AUTH_OFF_FOR_MAILBOX, INFO);
    assertThat(smtpSignIn(ANNA, INFO)).startsWith("535 5.7.139");
    assertThat(smtpSignIn(ANNA, ANNA)).startsWith(accepted());
  }

  @Test
  void smtp_refuses_the_shared_mailbox_and_takes_the_own_one() throws IOException {
    assertThat(smtpSignIn(ANNA, INFO)).startsWith(accepted());
    tenant.strike(Fault.SHARED_SMTP_SIGN_IN_REFUSED, Faults.EVERYBODY);
    assertThat(smtpSignIn(ANNA, INFO)).startsWith("535 5.7.3 Authentication unsuccessful [");
    assertThat(smtpSignIn(ANNA, ANNA)).startsWith(accepted());
  }

  @Test
  void send_as_denied_strikes_even_the_own_address() throws IOException {
    tenant.strike(Fault.SEND_AS_DENIED, ANNA);
    try (var smtp = tenant.smtp(ANNA)) {
      assertThat(smtp.send(ANNA, LETTER, BERND))
          .startsWith(
              "554 5.2.252 SendAsDenied; anna@contoso.example not allowed to send as"
                  + " anna@contoso.example;");
    }
  }

  @Test
  void mail_from_is_refused_as_if_nobody_had_signed_in() throws IOException {
    tenant.strike(Fault.NOT_AUTHENTICATED_AT_MAIL, ANNA);
    try (var smtp = tenant.smtp(ANNA)) {
      smtp.expect(
          "530 5.7.57 Client not authenticated to send mail. [", "MAIL FROM:<" + ANNA + ">");
    }
  }

  @Test
  void recipients_are_refused() throws IOException {
    tenant.strike(Fault.RECIPIENT_REFUSED, ANNA);
    try (var smtp = tenant.smtp(ANNA)) {
      smtp.expect("250", "MAIL FROM:<" + ANNA + ">");
      smtp.expect(
          "550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient bernd@contoso.example",
          "RCPT TO:<" + BERND + ">");
    }
  }

  @Test
  void the_daily_quota_is_used_up() throws IOException {
    tenant.strike(Fault.SENDING_QUOTA_USED_UP, ANNA);
    try (var smtp = tenant.smtp(ANNA)) {
      assertThat(smtp.send(ANNA, LETTER, BERND))
          .startsWith("554 5.2.0 STOREDRV.Submission.Exception:SubmissionQuotaExceededException");
    }
  }

  @Test
  void the_connection_is_lost_after_the_message_and_nothing_is_sent() throws IOException {
    tenant.strike(Fault.CONNECTION_LOST_AFTER_DATA, ANNA);
    try (var smtp = tenant.smtp(ANNA)) {
      smtp.expect("250", "MAIL FROM:<" + ANNA + ">");
      smtp.expect("250", "RCPT TO:<" + BERND + ">");
      smtp.expect("354", "DATA");
      smtp.talk.send(LETTER.replace("\n", "\r\n") + "\r\n.\r\n");
      assertThat(smtp.talk.isClosed()).isTrue();
    }
    assertThat(tenant.mailbox(BERND).inbox().state().messages()).hasSize(25);
    assertThat(tenant.mailbox(ANNA).withRole(Role.SENT).orElseThrow().state().messages())
        .hasSize(3);
  }

  @Test
  void a_busy_server_says_so_at_sign_in_and_in_open_sessions() throws IOException {
    try (var imap = tenant.imap(ANNA);
        var smtp = tenant.smtp(ANNA)) {
      tenant.strike(Fault.MAIL_SERVER_BUSY, Faults.EVERYBODY);
      assertThat(imap.last("SELECT INBOX"))
          .matches("BAD Request is throttled. Suggested Backoff Time: [0-9]+ milliseconds");
      smtp.expect(
          "451 4.7.500 Server busy. Please try again later from [127.0.0.1].",
          "MAIL FROM:<" + ANNA + ">");
      assertThat(imapSignIn(BERND)).isEqualTo("NO Server Unavailable. 15");
      imap.ok("LOGOUT");
    }
  }

  @Test
  void imap_is_off_for_the_mailbox() throws IOException {
    tenant.strike(Fault.IMAP_OFF_FOR_MAILBOX, ANNA);
    assertThat(imapSignIn(ANNA)).isEqualTo("NO AUTHENTICATE failed.");
    assertThat(smtpSignIn(ANNA, ANNA)).startsWith(accepted());
    tenant.strike(Fault.IMAP_OFF_FOR_MAILBOX, OLIVIA);
    try (var imap = tenant.imap(OLIVIA)) {
      assertThat(imap.last("CAPABILITY")).isEqualTo("BAD User is authenticated but not connected.");
    }
  }

  @Test
  void imap_takes_the_token_and_does_not_open_the_mailbox() throws IOException {
    tenant.strike(Fault.AUTHENTICATED_NOT_CONNECTED, ANNA);
    try (var imap = tenant.imap(ANNA)) {
      assertThat(imap.last("NAMESPACE")).isEqualTo("BAD User is authenticated but not connected.");
    }
    assertThat(smtpSignIn(ANNA, ANNA)).startsWith(accepted());
  }

  @Test
  void the_token_runs_out_as_soon_as_a_folder_is_open() throws IOException {
    tenant.strike(Fault.ACCESS_TOKEN_EXPIRES_IN_SESSION, ANNA);
    try (var imap = tenant.imap(ANNA)) {
      imap.ok("LIST \"\" \"*\"");
      imap.ok("SELECT INBOX");
      imap.begin("FETCH 1:* BODY[]");
      assertThat(imap.response()).isEqualTo("* BYE Session invalidated - AccessTokenExpired");
    }
  }

  @Test
  void somebody_has_renamed_the_sent_folder_and_mail_is_filed_there_all_the_same()
      throws IOException {
    try (var open = tenant.imap(ANNA)) {
      tenant.strike(Fault.SENT_FOLDER_RENAMED, ANNA);
      try (var imap = tenant.imap(ANNA);
          var smtp = tenant.smtp(ANNA)) {
        assertThat(imap.ok("LIST \"\" \"Sent*\""))
            .startsWith("* LIST (\\HasNoChildren) \"/\" \"Sent Items (2025)\"");
        assertThat(imap.last("APPEND \"Sent Items\" {1+}\r\nx"))
            .isEqualTo("NO [TRYCREATE] Folder is not found.");
        smtp.send(ANNA, LETTER, BERND);
        assertThat(imap.ok("STATUS \"Sent Items (2025)\" (MESSAGES)").getFirst()).contains(" 4)");
      }
      tenant.faults.clear();
      tenant.advance(Duration.ZERO);
      open.ok("STATUS \"Sent Items\" (MESSAGES)");
    }
  }

  @ParameterizedTest
  @EnumSource
  void servers_that_are_down_close_without_a_word(Door door) throws IOException {
    tenant.strike(Fault.MAIL_SERVER_DOWN, Faults.EVERYBODY);
    try (var talk = tenant.connect(door)) {
      assertThat(talk.isClosed()).isTrue();
    }
  }

  @Test
  void servers_that_are_down_for_one_person_close_when_the_person_is_known() throws IOException {
    tenant.strike(Fault.MAIL_SERVER_DOWN, ANNA);
    try (var imap = tenant.imap()) {
      imap.begin("AUTHENTICATE XOAUTH2 " + xoauth2(ANNA, tenant.tokens.issue(ANNA)));
      assertThat(imap.talk.isClosed()).isTrue();
    }
    assertThat(imapSignIn(BERND)).startsWith("OK");
  }

  @ParameterizedTest
  @EnumSource
  void slow_servers_greet_after_ninety_seconds(Door door) throws Exception {
    tenant.strike(Fault.MAIL_SERVER_SLOW, Faults.EVERYBODY);
    try (var talk = tenant.connect(door)) {
      tenant.awaitWaiting(1);
      assertThat(talk.isSilent()).isTrue();
      tenant.advance(Duration.ofSeconds(90));
      assertThat(talk.line()).matches("(\\* OK|\\+OK|220) .*");
    }
  }

  @ParameterizedTest
  @EnumSource
  void something_that_is_no_mail_server_answers(Door door) throws IOException {
    tenant.strike(Fault.GARBLED_GREETING, Faults.EVERYBODY);
    try (var talk = tenant.connect(door)) {
      assertThat(talk.line()).isEqualTo("HTTP/1.1 400 Bad Request");
    }
  }

  @Test
  void only_passwords_are_offered() throws IOException {
    tenant.strike(Fault.NO_OAUTH_OFFERED, Faults.EVERYBODY);
    try (var imap = tenant.imap();
        var smtp = tenant.smtp()) {
      assertThat(imap.ok("CAPABILITY").getFirst())
          .contains(" AUTH=PLAIN ")
          .doesNotContain("XOAUTH2", "LOGINDISABLED");
      assertThat(imap.last("AUTHENTICATE XOAUTH2")).isEqualTo("BAD Command Argument Error. 11");
      assertThat(smtp.command("EHLO me.example")).endsWith("250 AUTH LOGIN");
    }
  }
}
