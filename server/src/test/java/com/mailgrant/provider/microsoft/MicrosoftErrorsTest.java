package com.mailgrant.provider.microsoft;

import static com.mailgrant.provider.Cases.ANNA;
import static com.mailgrant.provider.Cases.NOW;
import static com.mailgrant.provider.Cases.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import com.mailgrant.diagnosis.Actor;
import com.mailgrant.diagnosis.Concern;
import com.mailgrant.diagnosis.Explaining;
import com.mailgrant.diagnosis.Finding;
import com.mailgrant.provider.AccountType;
import com.mailgrant.provider.Application.Proof;
import com.mailgrant.provider.Cases;
import com.mailgrant.provider.ErrorTable;
import com.mailgrant.provider.Evidence;
import com.mailgrant.provider.Evidence.Certainty;
import com.mailgrant.provider.Failure;
import com.mailgrant.provider.History;
import com.mailgrant.provider.TokenError;
import com.mailgrant.provider.Told;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MicrosoftErrorsTest {
  private static final Microsoft365 PROVIDER = new Microsoft365();
  private static final Evidence OWN =
      Cases.own(AccountType.MICROSOFT_365, MicrosoftClouds.CORPORATE.getFirst());

  private static final Map<Character, Set<Actor>> ACTORS =
      Map.of(
          'U', Set.of(Actor.USER),
          'T', Set.of(Actor.TENANT_ADMIN, Actor.EXCHANGE_ADMIN),
          'O', Set.of(Actor.OPERATOR),
          // A defect of ours is the operator's to report, or a person mends it by another try.
          'D', Set.of(Actor.OPERATOR, Actor.USER, Actor.NOBODY),
          'W', Set.of(Actor.NOBODY));

  /** The device flow waits for a person, and not by itself. */
  private static final Set<Integer> NOT_BY_ITSELF = Set.of(70016);

  @ParameterizedTest
  @CsvFileSource(resources = "/provider/aadsts.csv")
  void every_number_of_the_fact_sheet_names_one_who_can_act(int number, String word, String who) {
    var finding = refresh(refusal(word, "AADSTS" + number + ": so it is.", number));
    assertThat(finding.code()).isNotEqualTo("D00");
    var diagnosis = Told.whole(finding);
    assertThat(finding.serverSaid()).contains("AADSTS" + number);
    assertThat(finding.trace().traceId()).isEqualTo("trace-1");
    if (!NOT_BY_ITSELF.contains(number)) {
      assertThat(who.chars().anyMatch(c -> c != '/' && mayAct((char) c, diagnosis.actor())))
          .as("%s may act, but the diagnosis names %s", who, diagnosis.actor())
          .isTrue();
    }
  }

  private static boolean mayAct(char who, Actor actor) {
    return ACTORS.getOrDefault(who, Set.of()).contains(actor);
  }

  /** facts/microsoft365 7.5: these alone, and what the authority itself asks to wait for. */
  @Test
  void only_disturbances_are_waited_for() {
    ErrorTable.read("microsoft-codes")
        .numbers()
        .forEach((number, code) -> {
          var entry = Explaining.catalogue().entry(code).orElseThrow();
          if (entry.concerns() == Concern.SERVICE) {
            assertThat(code).as("AADSTS" + number).isIn("D40", "D51", "D62", "D84");
          }
        });
  }

  @ParameterizedTest
  @CsvSource({
    "50055, D66, user",
    "50057, D67, tenant-admin",
    "50053, D68, user",
    "50034, D69, user",
    "50020, D70, user",
    "50105, D72, tenant-admin",
    "50079, D73, user",
    "50076, D19, user",
    "53003, D74, tenant-admin",
    "53000, D75, tenant-admin",
    "70043, D76, tenant-admin",
    "53011, D77, tenant-admin",
    "53004, D78, user",
    "530035, D79, tenant-admin",
    "500212, D80, tenant-admin",
    "65001, D07, user",
    "90094, D08, tenant-admin",
    "7000215, D20, operator",
    "7000222, D21, operator",
    "700016, D22, operator",
    "7000112, D89, tenant-admin",
    "50011, D24, operator",
    "700027, D60, operator",
    "700082, D16, user",
    "50173, D18, user",
    "90033, D51, nobody",
    "50196, D84, nobody"
  })
  void what_lumps_together_elsewhere_is_told_apart(int number, String code, String actor) {
    var finding = refresh(refusal("invalid_grant", "AADSTS" + number + ": text", number));
    assertThat(finding.code()).isEqualTo(code);
    assertThat(Told.whole(finding).actor().apiName()).isEqualTo(actor);
  }

  @ParameterizedTest
  @CsvSource({
    "access_denied, D10, D00, D00",
    "consent_required, D07, D07, D07",
    "interaction_required, D19, D19, D19",
    "login_required, D19, D19, D19",
    "invalid_grant, D00, D27, D61",
    "invalid_client, D20, D20, D20",
    "unauthorized_client, D22, D22, D22",
    "invalid_scope, D25, D25, D25",
    "invalid_resource, D93, D93, D93",
    "invalid_request, D96, D96, D96",
    "temporarily_unavailable, D51, D51, D51",
    "never_heard_of, D00, D00, D00"
  })
  void without_a_number_the_word_counts_where_it_was_met(
      String word, String browser, String code, String refresh) {
    var error = refusal(word, "as it pleases us");
    assertThat(PROVIDER.explain(new Failure.SignInRefused(error), OWN).code()).isEqualTo(browser);
    assertThat(PROVIDER.explain(new Failure.CodeRefused(error), OWN).code()).isEqualTo(code);
    assertThat(refresh(error).code()).isEqualTo(refresh);
    assertThat(Told.whole(refresh(error)).serverSaid()).contains("as it pleases us");
  }

  /** Nothing is guessed: only words that mean one thing whatever the number is. */
  @ParameterizedTest
  @CsvSource({
    "invalid_client, D00",
    "unauthorized_client, D00",
    "invalid_scope, D00",
    "invalid_request, D00",
    "invalid_grant, D61",
    "interaction_required, D19",
    "temporarily_unavailable, D51"
  })
  void a_number_that_nobody_knows_is_not_guessed_at(String word, String code) {
    var error = refusal(word, "AADSTS9876543: something new", 9876543);
    var diagnosis = Told.whole(refresh(error));
    assertThat(diagnosis.code()).isEqualTo(code);
    assertThat(diagnosis.plainText("MG-1")).contains("AADSTS9876543: something new");
    if (code.equals("D00")) {
      assertThat(diagnosis.link())
          .isEqualTo("https://login.microsoftonline.com/error?code=9876543");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "consent_required, D07",
    "user_password_expired, D66",
    "bad_token, D61",
    "protection_policy_required, D75"
  })
  void a_finer_word_helps_where_the_number_is_new(String suberror, String code) {
    var error =
        new TokenError(
            "invalid_grant",
            "AADSTS9876543: new",
            suberror,
            List.of(9876543),
            400,
            Finding.of("D00", Map.of(), null).trace());
    assertThat(refresh(error).code()).isEqualTo(code);
  }

  @Test
  void the_outermost_known_number_counts() {
    assertThat(refresh(refusal("invalid_grant", "two", 50173, 50076)).code()).isEqualTo("D18");
    assertThat(refresh(refusal("invalid_grant", "two", 9876543, 50076)).code()).isEqualTo("D19");
  }

  @Test
  void words_tell_causes_of_one_number_apart() {
    assertThat(refresh(refusal("invalid_scope", "AADSTS70011: not valid", 70011)).code())
        .isEqualTo("D25");
    assertThat(
            refresh(
                    refusal(
                        "invalid_scope", "AADSTS70011: contains more than one resource.", 70011))
                .code())
        .isEqualTo("D05");
    assertThat(
            refresh(refusal("invalid_grant", "AADSTS50020: identity provider 'live.com'", 50020))
                .code())
        .isEqualTo("D41");
    assertThat(
            refresh(
                    refusal(
                        "unauthorized_client",
                        "The client does not exist or is not enabled for consumers."))
                .code())
        .isEqualTo("D41");
  }

  @ParameterizedTest
  @ValueSource(ints = {70008, 70000, 54005, 501481, 700005})
  void a_code_that_is_not_taken_means_to_start_again(int number) {
    var error = refusal("invalid_grant", "AADSTS" + number + ": text", number);
    assertThat(PROVIDER.explain(new Failure.CodeRefused(error), OWN).code()).isEqualTo("D27");
  }

  @Test
  void a_secret_that_looks_like_its_id_is_named_as_such() {
    var evidence = Cases.with(OWN, Cases.TENANT, Proof.SECRET_LIKE_AN_ID);
    var error = refusal("invalid_client", "AADSTS7000215: invalid", 7000215);
    var finding = PROVIDER.explain(new Failure.TokenRefused(error), evidence);
    assertThat(Told.whole(finding).cause()).contains("form of the Secret ID");
    assertThat(Told.whole(refresh(error)).cause()).doesNotContain("Secret ID");
  }

  @Test
  void whoever_shows_a_certificate_is_not_told_of_a_secret() {
    var evidence = Cases.with(OWN, Cases.TENANT, Proof.CERTIFICATE);
    var error = refusal("invalid_client", "no");
    assertThat(PROVIDER.explain(new Failure.TokenRefused(error), evidence).code()).isEqualTo("D60");
  }

  @Test
  void a_user_who_was_known_before_is_not_a_typing_error() {
    var error = refusal("invalid_grant", "AADSTS50034: no such user", 50034);
    var before = Cases.after(OWN, new History(NOW, NOW, Certainty.YES, NOW));
    assertThat(PROVIDER.explain(new Failure.TokenRefused(error), before).code()).isEqualTo("D82");
    assertThat(refresh(error).code()).isEqualTo("D69");
  }

  /** facts/diagnosis D17: what is stored is not what the last refresh brought. */
  @Test
  void a_restored_backup_is_told_from_disuse() {
    var signedIn = NOW.minus(Duration.ofDays(91));
    var error =
        refusal(
            "invalid_grant",
            "AADSTS700082: The refresh token has expired due to inactivity. The token was issued on "
                + signedIn
                + " and was inactive for 90.00:00:00.",
            700082);
    var refreshed =
        Cases.after(OWN, new History(signedIn, NOW.minus(Duration.ofDays(3)), Certainty.YES, NOW));
    var old = PROVIDER.explain(new Failure.TokenRefused(error), refreshed);
    assertThat(old.code()).isEqualTo("D17");
    assertThat(Told.whole(old).cause()).contains("2026-08-24 12:00 UTC");
    var unused = Cases.after(OWN, new History(signedIn, signedIn, Certainty.YES, NOW));
    assertThat(PROVIDER.explain(new Failure.TokenRefused(error), unused).code()).isEqualTo("D16");
    assertThat(refresh(error).code()).isEqualTo("D16");
  }

  @Test
  void the_date_of_a_reset_is_told() {
    var error =
        refusal(
            "invalid_grant",
            "AADSTS50173: The grant was issued on '2026-10-01T00:00:00.0000000Z' and the TokensValidFrom date"
                + " (before which tokens are not valid) for this user is '2026-11-02T08:15:00.0000000Z'.",
            50173);
    assertThat(Told.whole(refresh(error)).cause()).contains(ANNA, "on 2026-11-02 08:15 UTC");
    assertThat(Told.whole(refresh(refusal("invalid_grant", "AADSTS50173: x", 50173))).cause())
        .endsWith("revoked the sign-ins of " + ANNA + ".");
  }

  @Test
  void an_administrator_gets_a_link_that_holds_everything() {
    var link =
        String.valueOf(
            Told.whole(refresh(refusal("access_denied", "AADSTS90094: x", 90094))).link());
    assertThat(link)
        .startsWith("https://login.microsoftonline.com/" + Cases.TENANT + "/v2.0/adminconsent?")
        .contains(
            "client_id=" + Cases.CLIENT, "IMAP.AccessAsUser.All", "SMTP.Send", "redirect_uri=");
    var common = Cases.with(OWN, "common", Proof.SECRET);
    var finding =
        PROVIDER.explain(
            new Failure.SignInRefused(refusal("access_denied", "AADSTS90094: x", 90094)), common);
    assertThat(String.valueOf(Told.whole(finding).link())).contains("/organizations/v2.0/");
  }

  @Test
  void pages_are_those_of_the_cloud() {
    for (var cloud : MicrosoftClouds.CORPORATE) {
      var evidence = Cases.own(AccountType.MICROSOFT_365, cloud);
      var error = refusal("invalid_client", "AADSTS7000222: x", 7000222);
      var diagnosis = Told.whole(PROVIDER.explain(new Failure.TokenRefused(error), evidence));
      assertThat(diagnosis.link())
          .isEqualTo(
              switch (cloud.name()) {
                case "global" -> "https://entra.microsoft.com/";
                case "china" -> "https://portal.azure.cn/";
                default -> "https://portal.azure.us/";
              });
    }
  }

  @Test
  void huge_and_hostile_words_are_bounded() {
    var error =
        refusal("invalid_grant", "issued on TokensValidFrom " + "1-\r\n\u202e".repeat(20_000));
    var text = Told.whole(refresh(error)).plainText("MG-1");
    assertThat(text.length()).isLessThan(6_000);
    assertThat(text).doesNotContain("\r", "\u202e");
  }

  private static Finding refresh(TokenError error) {
    return PROVIDER.explain(new Failure.TokenRefused(error), OWN);
  }
}
