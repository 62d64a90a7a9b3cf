package com.mailgrant.login;

import static com.mailgrant.testing.Visitor.ANNA;
import static com.mailgrant.testing.Visitor.BERND;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mailgrant.account.AccountDraft.ServerDraft;
import com.mailgrant.account.AccountState;
import com.mailgrant.account.TestAccounts;
import com.mailgrant.appregistration.AppRegistrations;
import com.mailgrant.appregistration.TestRegistrations;
import com.mailgrant.diagnosis.Actor;
import com.mailgrant.organization.OrganizationId;
import com.mailgrant.platform.Refused;
import com.mailgrant.platform.Secret;
import com.mailgrant.testing.Installation;
import com.mailgrant.testing.Reply;
import com.mailgrant.testing.TokenDesk;
import com.mailgrant.testing.Visitor;
import com.mailgrant.token.Freshness;
import com.mailgrant.token.TokenOutcome;
import com.mailgrant.token.Tokens;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;

/** What happens when Login is pressed, step by step, and every way in which it can end. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LoginTest {
  private static final ServerDraft SMTP =
      new ServerDraft("mail.contoso.invalid", null, null, null, null);

  private final Stage stage = new Stage();
  private final Installation installation = stage.installation;

  @BeforeEach
  void calm() {
    installation.reset();
    TestRegistrations.configured(installation.node());
  }

  @AfterAll
  void stop() {
    stage.close();
  }

  @Test
  void pressing_login_sends_the_browser_to_the_provider() {
    var account = stage.account(ANNA);
    var started = stage.login.start(account);
    var query = TokenDesk.query(started.authorizationUrl());
    assertThat(started.authorizationUrl().toString())
        .startsWith(
            installation.authority().address() + "/" + Visitor.CONTOSO + "/oauth2/v2.0/authorize?");
    assertThat(query)
        .containsEntry("client_id", Installation.CLIENT_ID)
        .containsEntry("response_type", "code")
        .containsEntry("redirect_uri", "http://localhost:8080/oauth2/callback")
        .containsEntry("code_challenge_method", "S256")
        .containsEntry("login_hint", ANNA.username())
        .containsEntry("prompt", "select_account");
    assertThat(List.of(query.getOrDefault("scope", "").split(" ", -1)))
        .containsExactly(
            "openid",
            "profile",
            "offline_access",
            "https://outlook.office.com/IMAP.AccessAsUser.All",
            "https://outlook.office.com/SMTP.Send");
    assertThat(started.expiresAt())
        .isEqualTo(installation.clock().instant().plus(Duration.ofMinutes(30)));
    assertThat(TestAccounts.fresh(installation.node(), account).state())
        .isEqualTo(AccountState.WAITING_FOR_LOGIN);
  }

  @Test
  void no_two_presses_share_a_state_a_nonce_or_a_verifier() {
    var account = stage.account(ANNA);
    var one = TokenDesk.query(stage.login.start(account).authorizationUrl());
    var other = TokenDesk.query(stage.login.start(account).authorizationUrl());
    for (var parameter : List.of("state", "nonce", "code_challenge")) {
      assertThat(one.getOrDefault(parameter, "")).hasSize(43).isNotEqualTo(other.get(parameter));
    }
  }

  /** RFC 7636, appendix B. */
  @Test
  void the_challenge_is_the_one_of_the_standard() {
    assertThat(
            AuthorizationUrl.challenge(new Secret("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk")))
        .isEqualTo("E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM");
  }

  @Test
  void what_is_kept_of_an_attempt_gives_nothing_away() {
    var query = TokenDesk.query(stage.login.start(stage.account(ANNA)).authorizationUrl());
    assertThat(installation.database().everything())
        .noneMatch(value -> value.contains(query.getOrDefault("state", "?")))
        .noneMatch(value -> value.contains(query.getOrDefault("nonce", "?")));
  }

  @Test
  void whoever_signs_in_leaves_a_grant() {
    var account = stage.account(ANNA);
    var signedIn = Stage.signedIn(stage.signIn(account, ANNA));
    assertThat(signedIn.username()).isEqualTo(ANNA.username());
    assertThat(signedIn.tenant()).isEqualTo(Visitor.CONTOSO);
    assertThat(signedIn.granted()).contains("IMAP.AccessAsUser.All", "SMTP.Send");
    assertThat(signedIn.missing()).isEmpty();
    assertThat(TestAccounts.fresh(installation.node(), account).state())
        .isEqualTo(AccountState.SIGNED_IN);
    var tokens = installation.node().get(Tokens.class);
    assertThat(tokens.accessToken(account.id(), Freshness.NEW))
        .isInstanceOf(TokenOutcome.Ready.class);
    assertThat(tokens.grant(account.id()).orElseThrow().identity().objectId())
        .isEqualTo(ANNA.objectId());
  }

  @Test
  void a_permission_that_was_not_granted_is_named() {
    installation
        .authority()
        .desk()
        .answers(answer -> {
          answer.put("scope", "openid profile https://outlook.office.com/IMAP.AccessAsUser.All");
          return answer;
        });
    assertThat(Stage.signedIn(stage.signIn(stage.account(ANNA), ANNA)).missing())
        .containsExactly("SMTP.Send");
  }

  @Test
  void a_callback_is_good_once() {
    var account = stage.account(ANNA);
    var url = stage.login.start(account).authorizationUrl();
    Stage.signedIn(stage.back(url, ANNA));
    int requests = installation.authority().tokenRequests().size();
    var replay = stage.back(url, ANNA);
    assertThat(stage.diagnosis(replay).code()).isEqualTo("D27");
    assertThat(replay.accountId()).isEqualTo(account.id().toString());
    assertThat(installation.authority().tokenRequests()).hasSize(requests);
    assertThat(stage.hasGrant(account)).isTrue();
  }

  @Test
  void of_two_callbacks_at_once_one_gets_it() {
    var url = stage.login.start(stage.account(ANNA)).authorizationUrl();
    var results =
        List.of(
            CompletableFuture.supplyAsync(() -> stage.back(url, ANNA)),
            CompletableFuture.supplyAsync(() -> stage.back(url, ANNA)));
    assertThat(results.stream().map(CompletableFuture::join))
        .hasAtLeastOneElementOfType(LoginResult.SignedIn.class)
        .hasAtLeastOneElementOfType(LoginResult.NotSignedIn.class);
    assertThat(installation.authority().tokenRequests()).hasSize(1);
  }

  @Test
  void an_attempt_that_took_too_long_is_over() {
    var account = stage.account(ANNA);
    var url = stage.login.start(account).authorizationUrl();
    installation.clock().tick(Login.LIFE);
    var late = stage.back(url, ANNA);
    assertThat(stage.diagnosis(late).code()).isEqualTo("D27");
    assertThat(late.accountId()).isEqualTo(account.id().toString());
    assertThat(installation.authority().tokenRequests()).isEmpty();
    assertThat(stage.hasGrant(account)).isFalse();
  }

  @Test
  void the_last_moment_still_counts() {
    var url = stage.login.start(stage.account(ANNA)).authorizationUrl();
    installation.clock().tick(Login.LIFE.minusSeconds(1));
    Stage.signedIn(stage.back(url, ANNA));
  }

  @ParameterizedTest
  @NullAndEmptySource
  @ValueSource(strings = {" ", "forged", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", "'; --"})
  void a_forged_callback_ends_on_a_page_and_asks_nobody(String state) {
    var result = stage.back(state, "code", null, null);
    assertThat(stage.diagnosis(result).code()).isEqualTo("D27");
    assertThat(result.accountId()).isNull();
    assertThat(installation.authority().tokenRequests()).isEmpty();
  }

  @Test
  void endless_parameters_are_not_taken_in() {
    assertThat(stage.diagnosis(stage.back("x".repeat(100_000), "code", null, null)).code())
        .isEqualTo("D27");
    var url = stage.login.start(stage.account(ANNA)).authorizationUrl();
    var result = stage.back(Stage.state(url), "x".repeat(100_000), null, null);
    assertThat(stage.diagnosis(result).code()).isEqualTo("D28");
    assertThat(installation.authority().tokenRequests()).isEmpty();
  }

  @Test
  void the_code_of_one_attempt_is_of_no_use_in_another() {
    var mine = stage.login.start(stage.account(ANNA)).authorizationUrl();
    var bernds = stage.account(BERND);
    var theirs = stage.login.start(bernds).authorizationUrl();
    var stolen = installation.authority().desk().code(theirs, BERND);
    var result = stage.back(Stage.state(mine), stolen, null, null);
    assertThat(stage.diagnosis(result).code()).isEqualTo("D27");
    assertThat(stage.hasGrant(bernds)).isFalse();
  }

  /** The identity is compared before anything is stored (facts/diagnosis D11). */
  @Test
  void login_by_another_person_stores_nothing() {
    var account = stage.account(ANNA);
    var diagnosis = stage.diagnosis(stage.signIn(account, BERND));
    assertThat(diagnosis.code()).isEqualTo("D11");
    assertThat(diagnosis.cause()).contains(BERND.username(), ANNA.username(), "Nothing was stored");
    assertThat(stage.hasGrant(account)).isFalse();
    assertThat(installation.database().everything())
        .noneMatch(value -> value.startsWith("token_grant") && value.contains(BERND.username()));
  }

  @Test
  void login_by_another_person_leaves_the_grant_of_the_right_one() {
    var account = stage.account(ANNA);
    Stage.signedIn(stage.signIn(account, ANNA));
    assertThat(stage.diagnosis(stage.signIn(account, BERND)).code()).isEqualTo("D11");
    assertThat(
            installation
                .node()
                .get(Tokens.class)
                .grant(account.id())
                .orElseThrow()
                .identity()
                .username())
        .isEqualTo(ANNA.username());
  }

  @Test
  void the_case_of_a_name_does_not_matter() {
    var upper = new Visitor("ANNA@Contoso.Example", Visitor.CONTOSO, "oid-1", "Anna", null);
    Stage.signedIn(stage.signIn(stage.account(ANNA), upper));
  }

  /** Three fields: who signs in, which mailbox is opened, what From says (facts/diagnosis D13). */
  @Test
  void a_shared_mailbox_is_opened_by_the_person_named_as_username() {
    var account = TestAccounts.shared(installation.node(), ANNA.username(), "info@contoso.example");
    assertThat(TokenDesk.query(stage.login.start(account).authorizationUrl()))
        .containsEntry("login_hint", ANNA.username());
    Stage.signedIn(stage.signIn(account, ANNA));
    assertThat(stage.diagnosis(stage.signIn(account, BERND)).code()).isEqualTo("D11");
  }

  @Test
  void nobody_signs_in_as_the_shared_mailbox_itself() {
    var account = TestAccounts.shared(installation.node(), ANNA.username(), "info@contoso.example");
    var diagnosis =
        stage.diagnosis(stage.signIn(account, Visitor.of("info@contoso.example", "Info")));
    assertThat(diagnosis.code()).isEqualTo("D11");
    assertThat(stage.hasGrant(account)).isFalse();
  }

  @Test
  void without_a_refresh_token_nothing_is_stored() {
    installation
        .authority()
        .desk()
        .answers(answer -> {
          answer.remove("refresh_token");
          return answer;
        });
    var account = stage.account(ANNA);
    assertThat(stage.diagnosis(stage.signIn(account, ANNA)).code()).isEqualTo("D26");
    assertThat(stage.hasGrant(account)).isFalse();
  }

  @Test
  void without_an_identity_token_nothing_is_stored() {
    installation
        .authority()
        .desk()
        .answers(answer -> {
          answer.remove("id_token");
          return answer;
        });
    var account = stage.account(ANNA);
    assertThat(stage.diagnosis(stage.signIn(account, ANNA)).code()).isEqualTo("D28");
    assertThat(stage.hasGrant(account)).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "access_denied, AADSTS65004: User declined, D10, USER",
    "access_denied, AADSTS90094: Admin consent is required, D08, TENANT_ADMIN",
    "consent_required, AADSTS90095: request sent, D08, TENANT_ADMIN",
    "access_denied, , D10, USER",
    "unauthorized_client, AADSTS700016: not found, D22, OPERATOR",
    "server_error, , D51, NOBODY",
    "surprise, , D00, OPERATOR"
  })
  void what_the_authority_sends_back_in_place_of_a_code_is_explained(
      String error, String description, String code, Actor actor) {
    var account = stage.account(ANNA);
    var url = stage.login.start(account).authorizationUrl();
    var diagnosis = stage.diagnosis(stage.back(Stage.state(url), null, error, description));
    assertThat(diagnosis.code()).isEqualTo(code);
    assertThat(diagnosis.actor()).isEqualTo(actor);
    assertThat(installation.authority().tokenRequests()).isEmpty();
    assertThat(TestAccounts.fresh(installation.node(), account).state())
        .isEqualTo(
            code.equals("D08")
                ? AccountState.WAITING_FOR_ADMINISTRATOR
                : AccountState.WAITING_FOR_LOGIN);
  }

  @Test
  void an_attempt_that_ended_with_an_error_is_used_up() {
    var url = stage.login.start(stage.account(ANNA)).authorizationUrl();
    stage.back(Stage.state(url), null, "access_denied", null);
    assertThat(stage.diagnosis(stage.back(url, ANNA)).code()).isEqualTo("D27");
  }

  @ParameterizedTest
  @CsvSource({"503, D51", "429, D40"})
  void a_disturbed_authority_is_no_fault_of_the_person(int status, String code) {
    installation.authority().answerAlways(Reply.html(status, "later"));
    var account = stage.account(ANNA);
    assertThat(stage.diagnosis(stage.signIn(account, ANNA)).code()).isEqualTo(code);
    installation.authority().reset();
    Stage.signedIn(stage.signIn(account, ANNA));
  }

  @Test
  void a_refusal_of_the_code_is_explained_with_its_trace() {
    installation.authority().answerAlways(Reply.refusal("invalid_client", 7000222));
    var diagnosis = stage.diagnosis(stage.signIn(stage.account(ANNA), ANNA));
    assertThat(diagnosis.code()).isEqualTo("D21");
    assertThat(Objects.requireNonNull(diagnosis.providerTrace()).traceId()).isEqualTo("trace-1");
  }

  @Test
  void login_again_changes_nothing_but_the_grant() {
    var account = stage.account(ANNA);
    Stage.signedIn(stage.signIn(account, ANNA));
    var before = TestAccounts.fresh(installation.node(), account);
    Stage.signedIn(stage.signIn(account, ANNA));
    assertThat(TestAccounts.fresh(installation.node(), account)).isEqualTo(before);
  }

  @Test
  void without_an_app_registration_nobody_is_sent_away() {
    var registrations = installation.node().get(AppRegistrations.class);
    registrations
        .of(OrganizationId.FIRST)
        .forEach(one -> TestRegistrations.delete(installation.node(), one));
    var account = stage.account(ANNA);
    assertThatThrownBy(() -> stage.login.start(account))
        .isInstanceOf(Refused.class)
        .hasMessageContaining("app registration");
    assertThat(TestAccounts.fresh(installation.node(), account).state())
        .isEqualTo(AccountState.SAVED);
  }

  @Test
  void an_account_with_a_password_has_nobody_to_log_in() {
    var account = TestAccounts.generic(installation.node(), "p@contoso.example", null, SMTP);
    assertThatThrownBy(() -> stage.login.start(account))
        .isInstanceOf(Refused.class)
        .hasMessageContaining("password");
  }

  @Test
  void whatever_changed_meanwhile_the_way_back_ends_on_a_page() {
    var deleted = stage.account(ANNA);
    var deletedUrl = stage.login.start(deleted).authorizationUrl();
    TestAccounts.delete(installation.node(), deleted);
    assertThat(stage.diagnosis(stage.back(deletedUrl, ANNA)).code()).isEqualTo("D27");

    var moved = stage.account(ANNA);
    var movedUrl = stage.login.start(moved).authorizationUrl();
    TestAccounts.move(installation.node(), moved, "global");
    assertThat(stage.diagnosis(stage.back(movedUrl, ANNA)).code()).isEqualTo("D27");
    assertThat(stage.hasGrant(moved)).isFalse();

    var orphan = stage.account(ANNA);
    var orphanUrl = stage.login.start(orphan).authorizationUrl();
    TestRegistrations.delete(
        installation.node(), TestRegistrations.configured(installation.node()));
    assertThat(stage.diagnosis(stage.back(orphanUrl, ANNA)).code()).isEqualTo("D27");
    assertThat(stage.hasGrant(orphan)).isFalse();
  }
}
