package com.mailgrant.token;

import static com.mailgrant.testing.Visitor.ANNA;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import com.mailgrant.account.AccountId;
import com.mailgrant.account.AccountState;
import com.mailgrant.account.MailAccount;
import com.mailgrant.account.TestAccounts;
import com.mailgrant.appregistration.TestRegistrations;
import com.mailgrant.provider.Failure;
import com.mailgrant.testing.Installation;
import com.mailgrant.testing.Reply;
import com.mailgrant.testing.TokenDesk;
import com.mailgrant.token.TokenOutcome.LoginNeeded;
import com.mailgrant.token.TokenOutcome.NotSignedIn;
import com.mailgrant.token.TokenOutcome.Ready;
import com.mailgrant.token.TokenOutcome.Troubled;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TokensTest {
  private final Installation installation = Installation.start();
  private final Tokens tokens = installation.node().get(Tokens.class);
  private final GrantTable table = installation.node().get(GrantTable.class);
  private MailAccount account = TestAccounts.corporate(installation.node(), ANNA.username());
  private String signInToken = "";

  @BeforeEach
  void annaHasSignedIn() {
    installation.reset();
    account = TestAccounts.corporate(installation.node(), ANNA.username());
    signInToken = TestGrants.signIn(installation, account, ANNA);
  }

  @AfterAll
  void stop() {
    installation.close();
  }

  @Test
  void a_token_with_life_in_it_is_used_again_without_asking() {
    installation.clock().tick(Duration.ofMinutes(54));
    assertThat(token(Freshness.CACHED).value().reveal()).startsWith("AT-of-the-sign-in-");
    assertThat(installation.authority().tokenRequests()).isEmpty();
  }

  @Test
  void a_token_is_renewed_five_minutes_before_it_ends() {
    installation.clock().tick(Duration.ofMinutes(55));
    var fresh = token(Freshness.CACHED);
    assertThat(installation.authority().tokenRequests()).hasSize(1);
    assertThat(fresh.expiresAt())
        .isEqualTo(installation.clock().instant().plus(Duration.ofHours(1)));
  }

  @Test
  void whoever_wants_a_proof_gets_a_token_that_was_issued_after_the_question() {
    installation.clock().tick(Duration.ofSeconds(1));
    var fresh = token(Freshness.NEW);
    assertThat(fresh.obtainedAt()).isEqualTo(installation.clock().instant());
    assertThat(installation.authority().tokenRequests()).hasSize(1);
  }

  @ParameterizedTest
  @EnumSource(Freshness.class)
  void a_token_of_a_clock_that_was_ahead_is_not_taken_for_new(Freshness freshness) {
    installation.clock().tick(Duration.ofHours(7));
    token(Freshness.NEW);
    installation.clock().tick(Duration.ofHours(-7));
    assertThat(token(freshness).obtainedAt()).isEqualTo(installation.clock().instant());
    assertThat(installation.authority().tokenRequests()).hasSize(2);
  }

  @Test
  void a_token_that_servers_refused_is_replaced() {
    tokens.forgetAccessToken(account.id());
    token(Freshness.CACHED);
    assertThat(installation.authority().tokenRequests()).hasSize(1);
  }

  @Test
  void every_refresh_sends_the_newest_refresh_token() {
    for (int hour = 0; hour < 3; hour++) {
      installation.clock().tick(Duration.ofHours(1));
      token(Freshness.CACHED);
    }
    var sent =
        installation.authority().tokenRequests().stream()
            .map(form -> form.get("refresh_token"))
            .toList();
    assertThat(sent).hasSize(3).doesNotHaveDuplicates().startsWith(signInToken);
    assertThat(installation.authority().desk().isLive(storedRefreshToken())).isTrue();
  }

  @Test
  void an_answer_without_a_refresh_token_leaves_the_stored_one() {
    installation
        .authority()
        .desk()
        .answers(answer -> {
          answer.remove("refresh_token");
          return answer;
        });
    installation.clock().tick(Duration.ofHours(1));
    token(Freshness.CACHED);
    assertThat(storedRefreshToken()).isEqualTo(signInToken);
  }

  @Test
  void a_refresh_asks_for_the_scopes_of_the_sign_in_in_full_and_not_for_their_echo() {
    installation.clock().tick(Duration.ofHours(1));
    token(Freshness.CACHED);
    installation.clock().tick(Duration.ofHours(1));
    token(Freshness.CACHED);
    assertThat(installation.authority().tokenRequests())
        .hasSize(2)
        .allSatisfy(form -> {
          assertThat(List.of(form.getOrDefault("scope", "").split(" ", -1)))
              .containsExactlyInAnyOrderElementsOf(TestGrants.SCOPES);
          assertThat(form)
              .containsEntry("grant_type", "refresh_token")
              .containsEntry("client_id", Installation.CLIENT_ID)
              .containsEntry("client_secret", TokenDesk.CLIENT_SECRET);
        });
  }

  static Stream<Reply> disturbances() {
    return Stream.of(
        Reply.html(503, "<h1>Service unavailable</h1>"),
        Reply.json(500, "{\"error\": \"invalid_grant\"}"),
        Reply.json(429, "{\"error\": \"invalid_grant\"}"),
        Reply.json(400, "{\"error\": \"temporarily_unavailable\"}"),
        Reply.json(400, "{\"error\": \"server_error\"}"),
        Reply.html(400, "<h1>Your proxy says no</h1>"),
        Reply.html(200, "<h1>Welcome to the hotel's wireless network</h1>"),
        Reply.html(407, "proxy authentication required"),
        Reply.json(200, "{\"error\": \"invalid_grant\"}"),
        Reply.json(200, "{}"),
        Reply.json(200, ""),
        Reply.json(200, "{\"access_token\": \"" + "x".repeat(300_000) + "\"}"));
  }

  @ParameterizedTest
  @MethodSource("disturbances")
  void a_disturbed_authority_never_costs_the_grant(Reply disturbance) {
    TestAccounts.active(installation.node(), account);
    installation.authority().answerAlways(disturbance);
    installation.clock().tick(Duration.ofHours(1));
    assertThat(tokens.accessToken(account.id(), Freshness.CACHED))
        .asInstanceOf(type(Troubled.class))
        .extracting(Troubled::why)
        .isInstanceOf(Failure.NoAnswer.class);
    assertThat(grant().deadSince()).isNull();
    assertThat(state()).isEqualTo(AccountState.ACTIVE);
    installation.authority().reset();
    assertThat(token(Freshness.CACHED).value().reveal()).startsWith("AT-oid-of-anna");
  }

  @Test
  void an_authority_that_cannot_be_reached_never_costs_the_grant() {
    installation
        .database()
        .jdbc()
        .sql("update mail_account set cloud = 'nobody-home' where id = ?")
        .param(account.id().value())
        .update();
    installation.clock().tick(Duration.ofHours(1));
    assertThat(tokens.accessToken(account.id(), Freshness.CACHED))
        .isNotInstanceOf(LoginNeeded.class)
        .isNotInstanceOf(Ready.class);
    assertThat(grant().deadSince()).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"invalid_grant", "interaction_required", "consent_required", "login_required"})
  void when_the_authority_ends_the_grant_a_person_has_to_sign_in(String error) {
    installation.authority().answerAlways(Reply.refusal(error, 50173));
    installation.clock().tick(Duration.ofHours(1));
    assertThat(tokens.accessToken(account.id(), Freshness.CACHED))
        .asInstanceOf(type(LoginNeeded.class))
        .extracting(LoginNeeded::why)
        .asInstanceOf(type(Failure.TokenRefused.class))
        .satisfies(refused -> {
          assertThat(refused.error().codes()).containsExactly(50173);
          assertThat(refused.error().trace().traceId()).isEqualTo("trace-1");
          assertThat(refused.error().trace().correlationId()).isEqualTo("correlation-1");
        });
    assertThat(grant().deadSince()).isEqualTo(installation.clock().instant());
    assertThat(table.accessToken(account.id())).isEmpty();
    assertThat(state()).isEqualTo(AccountState.NEEDS_LOGIN);
  }

  @Test
  void a_single_invalid_grant_is_asked_again_with_the_same_refresh_token() {
    installation.authority().answerOnce(Reply.refusal("invalid_grant", 50173));
    installation.clock().tick(Duration.ofHours(1));
    assertThat(token(Freshness.CACHED).value().reveal()).startsWith("AT-oid-of-anna");
    assertThat(grant().deadSince()).isNull();
    assertThat(state()).isEqualTo(AccountState.SIGNED_IN);
    assertThat(installation.authority().tokenRequests())
        .hasSize(2)
        .extracting(form -> form.get("refresh_token"))
        .doesNotContainNull()
        .containsOnly(installation.authority().tokenRequests().getFirst().get("refresh_token"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"invalid_client", "unauthorized_client", "invalid_scope", "surprise"})
  void a_fault_of_the_app_registration_never_costs_the_grant(String error) {
    installation.authority().answerAlways(Reply.refusal(error, 7000222));
    installation.clock().tick(Duration.ofHours(1));
    assertThat(tokens.accessToken(account.id(), Freshness.CACHED))
        .asInstanceOf(type(Troubled.class))
        .extracting(Troubled::why)
        .isInstanceOf(Failure.TokenRefused.class);
    assertThat(grant().deadSince()).isNull();
    assertThat(state()).isEqualTo(AccountState.SIGNED_IN);
  }

  @Test
  void a_grant_that_serves_again_needs_no_login() {
    installation.authority().answerOnce(Reply.refusal("consent_required", 65001));
    installation.clock().tick(Duration.ofHours(1));
    assertThat(tokens.accessToken(account.id(), Freshness.CACHED)).isInstanceOf(LoginNeeded.class);
    assertThat(token(Freshness.CACHED).value().reveal()).startsWith("AT-oid-of-anna");
    assertThat(grant().deadSince()).isNull();
    assertThat(state()).isEqualTo(AccountState.SIGNED_IN);
  }

  @Test
  void a_login_after_the_end_of_the_grant_heals_it() {
    installation.authority().endGrant(700082);
    installation.clock().tick(Duration.ofHours(1));
    tokens.accessToken(account.id(), Freshness.CACHED);
    TestGrants.signIn(installation, account, ANNA);
    assertThat(grant().deadSince()).isNull();
    assertThat(state()).isEqualTo(AccountState.SIGNED_IN);
    assertThat(token(Freshness.CACHED)).isNotNull();
  }

  @Test
  void nobody_signed_in_is_told_apart_from_every_failure() {
    var other = TestAccounts.corporate(installation.node(), "bernd@contoso.example");
    assertThat(tokens.accessToken(other.id(), Freshness.CACHED)).isEqualTo(new NotSignedIn());
    assertThat(tokens.accessToken(AccountId.random(), Freshness.NEW)).isEqualTo(new NotSignedIn());
    assertThat(installation.authority().tokenRequests()).isEmpty();
  }

  @Test
  void with_the_account_its_grant_is_forgotten() {
    TestAccounts.delete(installation.node(), account);
    assertThat(table.find(account.id())).isEmpty();
  }

  @Test
  void an_app_registration_that_was_entered_anew_serves_the_old_grant() {
    var before = TestRegistrations.configured(installation.node());
    TestRegistrations.delete(installation.node(), before);
    assertThat(TestRegistrations.configured(installation.node()).id()).isNotEqualTo(before.id());
    installation.clock().tick(Duration.ofHours(1));
    assertThat(token(Freshness.CACHED).value().reveal()).startsWith("AT-oid-of-anna");
  }

  private AccessToken token(Freshness freshness) {
    return assertThat(tokens.accessToken(account.id(), freshness))
        .asInstanceOf(type(Ready.class))
        .actual()
        .token();
  }

  private Grant grant() {
    return table.find(account.id()).orElseThrow();
  }

  private String storedRefreshToken() {
    return table.refreshToken(account.id()).reveal();
  }

  private AccountState state() {
    return TestAccounts.fresh(installation.node(), account).state();
  }
}
