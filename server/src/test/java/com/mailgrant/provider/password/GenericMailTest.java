package com.mailgrant.provider.password;

import static com.mailgrant.provider.Cases.said;
import static org.assertj.core.api.Assertions.assertThat;

import com.mailgrant.mail.MailFailure;
import com.mailgrant.mail.MailFailure.Why;
import com.mailgrant.mail.Protocol;
import com.mailgrant.mail.Reply;
import com.mailgrant.mail.Security;
import com.mailgrant.mail.ServerAddress;
import com.mailgrant.mail.Stage;
import com.mailgrant.provider.AccountType;
import com.mailgrant.provider.Application;
import com.mailgrant.provider.Cases;
import com.mailgrant.provider.Evidence;
import com.mailgrant.provider.Failure;
import com.mailgrant.provider.Told;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GenericMailTest {
  private static final GenericMail GENERIC = new GenericMail();
  private static final Evidence OWN = at("mail.contoso.example");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "D53 | IMAP_AUTHENTICATE | NO [AUTHENTICATIONFAILED] Authentication failed.",
        "D53 | IMAP_AUTHENTICATE | NO LOGIN failed.",
        "D53 | SMTP_AUTHENTICATE | 535 5.7.8 Error: authentication failed: UGFzc3dvcmQ6",
        "D53 | POP_AUTHENTICATE | -ERR [AUTH] Authentication failed.",
        "D54 | IMAP_AUTHENTICATE | NO [PRIVACYREQUIRED] Plaintext authentication disallowed on non-secure (SSL/TLS) connections.",
        "D122 | SMTP_AUTHENTICATE | 534 5.7.9 Please use an app password",
        "D66 | IMAP_AUTHENTICATE | NO [EXPIRED] Password expired",
        "D130 | IMAP_AUTHENTICATE | NO [AUTHORIZATIONFAILED] Not allowed",
        "D130 | IMAP_AUTHENTICATE | NO [CONTACTADMIN] Blocked",
        "D130 | SMTP_AUTHENTICATE | 535 5.7.8 Account is locked",
        "D38 | IMAP_AUTHENTICATE | NO [LIMIT] Maximum number of connections from user+IP exceeded (mail_max_userip_connections=10)",
        "D37 | IMAP_AUTHENTICATE | NO [UNAVAILABLE] Temporary authentication failure.",
        "D37 | SMTP_AUTHENTICATE | 454 4.7.0 Temporary authentication failure: Connection lost to authentication server",
        "D37 | POP_AUTHENTICATE | -ERR [SYS/TEMP] Try again",
        "D37 | POP_AUTHENTICATE | -ERR [IN-USE] Mailbox is locked by another session",
        "D03 | SMTP_AUTHENTICATE | 535 5.7.139 Authentication unsuccessful, basic authentication is disabled.",
        "D14 | SMTP_MAIL | 553 5.7.1 <x@contoso.example>: Sender address rejected: not owned by user anna@contoso.example",
        "D14 | SMTP_RCPT | 553 5.7.1 <x@contoso.example>: Sender address rejected: not logged in",
        "D121 | SMTP_RCPT | 554 5.7.1 <x@fabrikam.example>: Relay access denied",
        "D108 | SMTP_RCPT | 550 5.1.1 <x@contoso.example>: Recipient address rejected: User unknown in virtual mailbox table",
        "D110 | SMTP_RCPT | 450 4.7.1 <x@fabrikam.example>: Recipient address rejected: Greylisted, see http://x.example",
        "D110 | SMTP_RCPT | 552 5.2.2 <x@contoso.example>: user is over quota",
        "D107 | SMTP_MAIL | 552 5.3.4 Message size exceeds fixed limit",
        "D106 | SMTP_RCPT | 452 4.5.3 Error: too many recipients",
        "D39 | SMTP_RCPT | 450 4.7.1 Error: too much mail from 192.0.2.1",
        "D119 | SMTP_END_OF_DATA | 521 5.5.2 Error: bare <LF> received, bare newline",
        "D105 | IMAP_APPEND | NO [OVERQUOTA] Quota exceeded (mailbox for user is full)",
        "D42 | IMAP_SELECT | NO [NONEXISTENT] Mailbox doesn't exist: Sent",
        "D42 | IMAP_SELECT | NO Mailbox doesn't exist: Old Sent (0.001 + 0.000 secs).",
        "D42 | IMAP_APPEND | NO Mailbox does not exist",
        "D57 | SMTP_END_OF_DATA | 554 5.7.1 Message rejected as spam",
        "D00 | IMAP_LIST | NO I will not"
      })
  void replies_of_servers_of_any_make(String code, Stage stage, String reply) {
    var diagnosis = Told.whole(GENERIC.explain(said(stage, reply), OWN));
    assertThat(diagnosis.code()).isEqualTo(code);
    assertThat(diagnosis.plainText("MG-1")).doesNotContain("PowerShell", "Exchange admin");
  }

  @Test
  void a_microsoft_host_takes_no_passwords() {
    var reply = said(Stage.IMAP_AUTHENTICATE, "NO LOGIN failed.");
    assertThat(GENERIC.explain(reply, at("outlook.office365.com")).code()).isEqualTo("D03");
  }

  @ParameterizedTest
  @CsvSource({
    "NAME_UNKNOWN, D34",
    "REFUSED, D34",
    "TIMED_OUT, D34",
    "CLOSED, D34",
    "TLS, D52",
    "TLS_OUT_OF_DATE, D99",
    "TLS_TOO_OLD, D98",
    "NO_TLS, D100",
    "FORBIDDEN_ADDRESS, D56"
  })
  void what_keeps_from_the_server(Why why, String code) {
    var server = new ServerAddress("mail.contoso.example", 993, Security.TLS);
    var failure =
        new MailFailure.Unreachable(
            server, Stage.CONNECT, why, "as seen", List.of("192.0.2.1: no", "2001:db8::1: no"));
    var diagnosis = Told.whole(GENERIC.explain(new Failure.Mail(failure), OWN));
    assertThat(diagnosis.code()).isEqualTo(code);
    assertThat(diagnosis.cause()).contains("mail.contoso.example");
  }

  @Test
  void a_server_of_another_kind_is_told_by_its_name() {
    var garbled = new MailFailure.Garbled(Stage.IMAP_GREETING, "HTTP/1.1 400 Bad Request");
    var diagnosis = Told.whole(GENERIC.explain(new Failure.Mail(garbled), OWN));
    assertThat(diagnosis.code()).isEqualTo("D55");
    assertThat(diagnosis.cause()).contains("mail.contoso.example", "993");
    var offered = new MailFailure.NotOffered(Stage.SMTP_AUTHENTICATE, List.of("XOAUTH2"));
    assertThat(Told.whole(GENERIC.explain(new Failure.Mail(offered), OWN)).code()).isEqualTo("D54");
    var missing =
        new MailFailure.TlsMissing(
            new ServerAddress("mail.contoso.example", 587, Security.STARTTLS),
            Stage.SMTP_STARTTLS,
            Optional.empty());
    assertThat(Told.whole(GENERIC.explain(new Failure.Mail(missing), OWN)).code()).isEqualTo("D54");
  }

  @Test
  void a_server_that_cannot_start_tls_at_present_is_asked_again() {
    var later =
        new MailFailure.TlsMissing(
            new ServerAddress("mail.contoso.example", 587, Security.STARTTLS),
            Stage.SMTP_STARTTLS,
            Optional.of(new Reply.Smtp(454, List.of("4.7.0 TLS not available"))));
    assertThat(Told.whole(GENERIC.explain(new Failure.Mail(later), OWN)).code()).isEqualTo("D37");
  }

  private static Evidence at(String host) {
    var own = Cases.own(AccountType.GENERIC, null);
    return new Evidence(
        AccountType.GENERIC,
        null,
        Application.NONE,
        Map.of(
            Protocol.IMAP, new ServerAddress(host, 993, Security.TLS),
            Protocol.POP3, new ServerAddress(host, 995, Security.TLS),
            Protocol.SMTP, new ServerAddress(host, 587, Security.STARTTLS)),
        false,
        own.signInUser(),
        own.mailbox(),
        own.senderEmail(),
        null,
        own.imapAccepted(),
        own.history());
  }
}
