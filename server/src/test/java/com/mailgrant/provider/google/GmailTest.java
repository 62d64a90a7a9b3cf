package com.mailgrant.provider.google;

import static com.mailgrant.provider.Cases.NOW;
import static com.mailgrant.provider.Cases.refusal;
import static com.mailgrant.provider.Cases.said;
import static org.assertj.core.api.Assertions.assertThat;

import com.mailgrant.diagnosis.ProviderTrace;
import com.mailgrant.mail.Stage;
import com.mailgrant.provider.AccountType;
import com.mailgrant.provider.Cases;
import com.mailgrant.provider.Evidence;
import com.mailgrant.provider.Evidence.Certainty;
import com.mailgrant.provider.Failure;
import com.mailgrant.provider.History;
import com.mailgrant.provider.TokenError;
import com.mailgrant.provider.Told;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GmailTest {
  private static final Gmail GMAIL = new Gmail();
  private static final Evidence OWN = Cases.own(AccountType.GMAIL, GMAIL.clouds().getFirst());

  @ParameterizedTest
  @CsvSource({
    "access_denied, D10, user",
    "admin_policy_enforced, D123, tenant-admin",
    "access_not_configured, D123, tenant-admin",
    "org_internal, D124, user",
    "redirect_uri_mismatch, D24, operator",
    "disallowed_useragent, D48, user",
    "invalid_client, D20, operator",
    "deleted_client, D22, operator",
    "unauthorized_client, D22, operator",
    "invalid_scope, D25, operator",
    "rate_limit_exceeded, D40, nobody",
    "server_error, D51, nobody",
    "invalid_request, D96, operator",
    "never_heard_of, D00, operator"
  })
  void words_at_the_browser(String word, String code, String actor) {
    var diagnosis =
        Told.whole(GMAIL.explain(new Failure.SignInRefused(refusal(word, "words")), OWN));
    assertThat(diagnosis.code()).isEqualTo(code);
    assertThat(diagnosis.actor().apiName()).isEqualTo(actor);
    assertThat(diagnosis.plainText("MG-1")).doesNotContain("Entra", "entra.microsoft");
  }

  @ParameterizedTest
  @CsvSource({"6, D61", "7, D47", "8, D47", "9, D61", "200, D61"})
  void a_sign_in_that_dies_after_a_week_was_made_in_testing(long days, String code) {
    var error = refusal("invalid_grant", "Token has been expired or revoked.");
    var evidence =
        Cases.after(OWN, new History(NOW.minus(Duration.ofDays(days)), NOW, Certainty.YES, NOW));
    var diagnosis = Told.whole(GMAIL.explain(new Failure.TokenRefused(error), evidence));
    assertThat(diagnosis.code()).isEqualTo(code);
  }

  @Test
  void a_code_that_is_not_taken_means_to_start_again() {
    var error = refusal("invalid_grant", "Malformed auth code.");
    assertThat(GMAIL.explain(new Failure.CodeRefused(error), OWN).code()).isEqualTo("D27");
  }

  @Test
  void session_control_of_a_workspace_is_told_apart() {
    var error =
        new TokenError("invalid_grant", "no", "invalid_rapt", List.of(), 400, ProviderTrace.NONE);
    var diagnosis = Told.whole(GMAIL.explain(new Failure.TokenRefused(error), OWN));
    assertThat(diagnosis.code()).isEqualTo("D76");
    assertThat(diagnosis.remedy().toString()).contains("admin.google.com");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "D125 | IMAP_AUTHENTICATE | NO [ALERT] Your account is not enabled for IMAP use. Please visit your Gmail settings page (Failure)",
        "D126 | IMAP_AUTHENTICATE | NO [ALERT] IMAP access is disabled for your domain. Please contact your domain administrator",
        "D122 | IMAP_AUTHENTICATE | NO [ALERT] Application-specific password required: https://support.google.com/accounts/answer/185833 (Failure)",
        "D122 | SMTP_AUTHENTICATE | 534 5.7.9 Application-specific password required",
        "D127 | IMAP_AUTHENTICATE | NO [ALERT] Please log in via your web browser (Failure)",
        "D127 | SMTP_AUTHENTICATE | 534 5.7.14 Please log in with your web browser and then try again",
        "D131 | IMAP_AUTHENTICATE | NO [AUTHENTICATIONFAILED] Invalid credentials (Failure)",
        "D131 | SMTP_AUTHENTICATE | 535 5.7.8 Username and Password not accepted.",
        "D38 | IMAP_AUTHENTICATE | NO [ALERT] Too many simultaneous connections. (Failure)",
        "D38 | SMTP_AUTHENTICATE | 421 4.7.0 Too many simultaneous connections.",
        "D102 | SMTP_AUTHENTICATE | 454 4.7.0 Too many login attempts, please try again later",
        "D102 | IMAP_SELECT | NO [OVERQUOTA] Account exceeded command or bandwidth limits. (Failure)",
        "D37 | IMAP_AUTHENTICATE | NO [UNAVAILABLE] Temporary System Error (Failure)",
        "D37 | SMTP_MAIL | 451 4.3.0 Temporary System Problem. Try again later.",
        "D39 | SMTP_END_OF_DATA | 550 5.4.5 Daily user sending limit exceeded.",
        "D105 | SMTP_END_OF_DATA | 452 4.2.2 The email account is out of storage space.",
        "D110 | SMTP_RCPT | 452 4.2.2 The email account that you tried to reach is over quota.",
        "D108 | SMTP_RCPT | 550 5.1.1 The email account that you tried to reach does not exist.",
        "D107 | SMTP_END_OF_DATA | 552 5.3.4 Your message exceeded Google's message size limits.",
        "D106 | SMTP_RCPT | 452 4.5.3 Your message has too many recipients.",
        "D15 | SMTP_MAIL | 530 5.7.0 Authentication Required.",
        "D121 | SMTP_RCPT | 550 5.7.1 Mail relay denied [192.0.2.1].",
        "D118 | SMTP_END_OF_DATA | 550 5.7.26 This mail has been blocked because the sender is unauthenticated.",
        "D42 | IMAP_SELECT | NO [NONEXISTENT] Unknown Mailbox: Sent (Failure)",
        "D57 | SMTP_END_OF_DATA | 552 5.7.0 This message was blocked because its content presents a potential security issue."
      })
  void replies_of_its_servers(String code, Stage stage, String reply) {
    var diagnosis = Told.whole(GMAIL.explain(said(stage, reply), OWN));
    assertThat(diagnosis.code()).isEqualTo(code);
    assertThat(diagnosis.plainText("MG-1")).doesNotContain("Set-", "PowerShell");
  }

  @Test
  void a_password_is_told_from_a_token() {
    var reply = said(Stage.SMTP_AUTHENTICATE, "535 5.7.8 Username and Password not accepted.");
    assertThat(GMAIL.explain(reply, Cases.withPassword(OWN)).code()).isEqualTo("D53");
  }
}
