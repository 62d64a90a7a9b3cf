package com.mailgrant.provider.microsoft;

import static com.mailgrant.provider.Cases.ANNA;
import static com.mailgrant.provider.Cases.NOW;
import static com.mailgrant.provider.Cases.SALES;
import static com.mailgrant.provider.Cases.ended;
import static com.mailgrant.provider.Cases.said;
import static org.assertj.core.api.Assertions.assertThat;

import com.mailgrant.diagnosis.Retry;
import com.mailgrant.mail.Stage;
import com.mailgrant.provider.AccountType;
import com.mailgrant.provider.Cases;
import com.mailgrant.provider.Evidence;
import com.mailgrant.provider.Evidence.Certainty;
import com.mailgrant.provider.Failure;
import com.mailgrant.provider.History;
import com.mailgrant.provider.TokenClaims;
import com.mailgrant.provider.Told;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;

class ExchangeRepliesTest {
  private static final String MAIL = "https://outlook.office.com";
  private static final String IMAP_REFUSED = "NO AUTHENTICATE failed.";
  private static final String SMTP_REFUSED = "535 5.7.3 Authentication unsuccessful [AM0 x 08DB]";
  private static final Evidence OWN =
      Cases.own(AccountType.MICROSOFT_365, MicrosoftClouds.CORPORATE.getFirst());
  private static final Evidence PERSONAL =
      Cases.own(AccountType.OUTLOOK_COM, MicrosoftClouds.PERSONAL.getFirst());

  @ParameterizedTest
  @CsvFileSource(resources = "/provider/exchange-replies.csv", delimiter = '|')
  void every_reply_of_the_fact_sheet_is_known(
      String code, String actor, Stage stage, String reply) {
    var diagnosis = Told.whole(new Microsoft365().explain(said(stage, reply), OWN));
    assertThat(diagnosis.code()).isEqualTo(code);
    assertThat(diagnosis.actor().apiName()).isEqualTo(actor);
    assertThat(diagnosis.serverSaid()).contains(reply.substring(4, Math.min(reply.length(), 40)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "D31 | IMAP_FETCH | BYE Session invalidated - AccessTokenExpired",
        "D37 | IMAP_IDLE | BYE Connection is closed. 13",
        "D37 | IMAP_AUTHENTICATE | BYE Server Unavailable. 15",
        "D37 | SMTP_MAIL | 421 4.3.2 Service not available"
      })
  void a_session_that_ends_is_no_fault_of_the_account(String code, Stage stage, String words) {
    var diagnosis = Told.whole(new Microsoft365().explain(ended(stage, words), OWN));
    assertThat(diagnosis.code()).isEqualTo(code);
    assertThat(diagnosis.actor().apiName()).isEqualTo("nobody");
  }

  @Test
  void a_bare_refusal_is_told_apart_by_the_claims_of_the_token() {
    var good = claims(MAIL, "IMAP.AccessAsUser.All SMTP.Send", "", ANNA, Cases.TENANT);
    assertThat(imap(good)).isEqualTo("D35");
    assertThat(imap(claims("https://graph.microsoft.com", "Mail.Read", "", ANNA, null)))
        .isEqualTo("D04");
    assertThat(imap(claims("00000003-0000-0000-c000-000000000000", "", "", null, null)))
        .isEqualTo("D04");
    assertThat(imap(claims("00000002-0000-0ff1-ce00-000000000000", "", "", null, null)))
        .isEqualTo("D35");
    assertThat(imap(claims("https://ps.outlook.com", "", "IMAP.AccessAsApp", null, null)))
        .isEqualTo("D30");
    assertThat(imap(claims(MAIL, "", "IMAP.AccessAsApp", null, null))).isEqualTo("D29");
    assertThat(imap(claims(MAIL, "SMTP.Send", "", ANNA, null))).isEqualTo("D25");
    assertThat(imap(claims(MAIL, "IMAP.AccessAsUser.All", "", "admin@contoso.example", null)))
        .isEqualTo("D50");
    assertThat(imap(claims(MAIL, "IMAP.AccessAsUser.All", "", "ANNA@Contoso.example", null)))
        .isEqualTo("D35");
    assertThat(
            imap(
                claims(
                    MAIL,
                    "IMAP.AccessAsUser.All",
                    "",
                    ANNA,
                    "9188040d-6c67-4c5b-b112-36a304b66dad")))
        .isEqualTo("D41");
    assertThat(
            imap(
                claims(
                    MAIL,
                    "IMAP.AccessAsUser.All",
                    "",
                    ANNA,
                    "bbbbcccc-0000-4ccc-8ddd-eeeeffff0000")))
        .isEqualTo("D104");
    assertThat(imap(null)).as("an opaque token").isEqualTo("D35");
  }

  @Test
  void a_token_that_has_ended_long_ago_is_a_matter_of_clocks() {
    var old =
        new TokenClaims(
            MAIL,
            Set.of("IMAP.AccessAsUser.All"),
            Set.of(),
            ANNA,
            null,
            NOW.minus(Duration.ofHours(2)),
            NOW.minus(Duration.ofHours(1)));
    assertThat(imap(old)).isEqualTo("D62");
  }

  @Test
  void the_name_in_the_token_is_offered_as_the_correction() {
    var evidence =
        OWN.with(claims(MAIL, "IMAP.AccessAsUser.All", "", "admin@contoso.example", null));
    var diagnosis =
        Told.whole(
            new Microsoft365().explain(said(Stage.IMAP_AUTHENTICATE, IMAP_REFUSED), evidence));
    assertThat(diagnosis.cause()).contains("admin@contoso.example", ANNA);
  }

  @ParameterizedTest
  @CsvSource({
    "YES, NO, D63",
    "YES, YES, D63",
    "NO, YES, D35",
    "NO, NO, D35",
    "UNKNOWN, YES, D63",
    "UNKNOWN, NO, D35"
  })
  void what_imap_said_and_what_worked_before_tells_why_smtp_refuses(
      Certainty imap, Certainty before, String code) {
    var evidence =
        Cases.after(
            OWN.with(claims(MAIL, "IMAP.AccessAsUser.All SMTP.Send", "", ANNA, null))
                .withImapAccepted(imap),
            new History(NOW, NOW, before, NOW));
    assertThat(code(said(Stage.SMTP_AUTHENTICATE, SMTP_REFUSED), evidence)).isEqualTo(code);
  }

  @Test
  void smtp_without_its_permission_is_told_as_such() {
    var evidence =
        OWN.with(claims(MAIL, "IMAP.AccessAsUser.All", "", ANNA, null))
            .withImapAccepted(Certainty.YES);
    var finding = new Microsoft365().explain(said(Stage.SMTP_AUTHENTICATE, SMTP_REFUSED), evidence);
    assertThat(Told.whole(finding).code()).isEqualTo("D25");
    assertThat(Told.whole(finding).cause()).contains("only IMAP.AccessAsUser.All");
  }

  @Test
  void a_shared_mailbox_is_sent_from_by_its_delegate() {
    var shared = Cases.shared(OWN).withImapAccepted(Certainty.YES);
    var diagnosis =
        Told.whole(new Microsoft365().explain(said(Stage.SMTP_AUTHENTICATE, SMTP_REFUSED), shared));
    assertThat(diagnosis.code()).isEqualTo("D13");
    assertThat(diagnosis.remedy().toString()).contains("-Identity " + SALES, "-Trustee " + ANNA);
  }

  @ParameterizedTest
  @CsvSource({"YES, D101", "NO, D35", "UNKNOWN, D35"})
  void pop3_may_be_off_alone(Certainty imap, String code) {
    var reply = "-ERR Authentication failure: unknown user name or bad password.";
    assertThat(code(said(Stage.POP_AUTHENTICATE, reply), OWN.withImapAccepted(imap)))
        .isEqualTo(code);
  }

  @Test
  void passwords_are_a_thing_of_the_past() {
    var password = Cases.withPassword(OWN);
    assertThat(code(said(Stage.IMAP_AUTHENTICATE, IMAP_REFUSED), password)).isEqualTo("D03");
    assertThat(code(said(Stage.SMTP_AUTHENTICATE, SMTP_REFUSED), password)).isEqualTo("D53");
  }

  @Test
  void send_as_names_both_addresses_of_the_reply() {
    var reply =
        "554 5.2.252 SendAsDenied; bob@contoso.example not allowed to send as ceo@contoso.example;"
            + " STOREDRV.Submission.Exception:SendAsDeniedException.MapiExceptionSendAsDenied";
    var diagnosis =
        Told.whole(new Microsoft365().explain(said(Stage.SMTP_END_OF_DATA, reply), OWN));
    assertThat(diagnosis.cause()).contains("bob@contoso.example", "ceo@contoso.example");
    assertThat(diagnosis.remedy().getFirst())
        .contains("-Identity ceo@contoso.example -Trustee bob@contoso.example");
  }

  @Test
  void throttling_waits_exactly_as_long_as_the_server_asks() {
    var reply = "BAD Request is throttled. Suggested Backoff Time: 201317 milliseconds";
    assertThat(Told.whole(new Microsoft365().explain(said(Stage.IMAP_SELECT, reply), OWN)).retry())
        .isEqualTo(new Retry.After(Duration.ofMillis(201_317)));
  }

  @Test
  void the_host_of_the_account_is_named() {
    var finding = new Microsoft365().explain(said(Stage.SMTP_AUTHENTICATE, SMTP_REFUSED), OWN);
    assertThat(Told.whole(finding).cause()).contains("smtp.contoso.example");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "D128 | IMAP_AUTHENTICATE | NO AUTHENTICATE failed.",
        "D128 | IMAP_NAMESPACE | BAD User is authenticated but not connected.",
        "D128 | POP_AUTHENTICATE | -ERR Authentication failure: unknown user name or bad password.",
        "D63 | SMTP_AUTHENTICATE | 535 5.7.3 Authentication unsuccessful",
        "D129 | SMTP_END_OF_DATA | 554 5.2.0 STOREDRV.Submission.Exception:OutboundSpamException; x",
        "D37 | SMTP_MAIL | 451 4.7.0 Temporary server error. Please try again later. PRX5"
      })
  void personal_mailboxes_have_causes_of_their_own(String code, Stage stage, String reply) {
    assertThat(Told.whole(new OutlookCom().explain(said(stage, reply), PERSONAL)).code())
        .isEqualTo(code);
  }

  @Test
  void a_reply_of_a_hundred_kilobytes_is_bounded() {
    var reply = "550 5.7.999 " + "x".repeat(100_000);
    var diagnosis = Told.whole(new Microsoft365().explain(said(Stage.SMTP_DATA, reply), OWN));
    assertThat(diagnosis.code()).isEqualTo("D57");
    assertThat(diagnosis.plainText("MG-1").length()).isLessThan(6_000);
  }

  private static String imap(@Nullable TokenClaims claims) {
    var finding =
        new Microsoft365().explain(said(Stage.IMAP_AUTHENTICATE, IMAP_REFUSED), OWN.with(claims));
    return Told.whole(finding).code();
  }

  private static String code(Failure failure, Evidence evidence) {
    return Told.whole(new Microsoft365().explain(failure, evidence)).code();
  }

  private static TokenClaims claims(
      String audience,
      String scopes,
      String roles,
      @Nullable String user,
      @Nullable String tenant) {
    return new TokenClaims(
        audience, words(scopes), words(roles), user, tenant, NOW, NOW.plus(Duration.ofHours(1)));
  }

  private static Set<String> words(String text) {
    return text.isEmpty() ? Set.of() : Set.of(text.split(" ", -1));
  }
}
