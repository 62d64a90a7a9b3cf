package com.mailgrant.token;

import static com.mailgrant.testing.Visitor.ANNA;
import static com.mailgrant.testing.Visitor.BERND;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mailgrant.account.AccountId;
import com.mailgrant.account.AccountState;
import com.mailgrant.account.MailAccount;
import com.mailgrant.account.TestAccounts;
import com.mailgrant.mail.Protocol;
import com.mailgrant.platform.Vault;
import com.mailgrant.provider.Application.Proof;
import com.mailgrant.provider.Evidence.Certainty;
import com.mailgrant.testing.Installation;
import com.mailgrant.testing.Node;
import com.mailgrant.testing.Reply;
import com.mailgrant.token.TokenOutcome.NotSignedIn;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Grants that lie in the database: sealed, bound to their rows, and kept alive. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GrantsAtRestTest {
  private final Installation installation = Installation.start();
  private final Node node = installation.node();
  private final GrantTable table = node.get(GrantTable.class);
  private final Tokens tokens = node.get(Tokens.class);

  @BeforeEach
  void nobodyIsSignedIn() {
    installation.reset();
    installation.database().jdbc().sql("delete from token_grant").update();
  }

  @AfterAll
  void stop() {
    installation.close();
  }

  @Test
  void tokens_lie_sealed() {
    var account = TestAccounts.corporate(node, ANNA.username());
    var refreshToken = TestGrants.signIn(installation, account, ANNA);
    assertThat(installation.database().everything())
        .isNotEmpty()
        .noneMatch(value -> value.contains(refreshToken))
        .noneMatch(value -> value.contains("AT-of-the-sign-in"));
  }

  @Test
  void a_refresh_token_that_was_moved_to_another_account_does_not_open() {
    var anna = TestAccounts.corporate(node, ANNA.username());
    var bernd = TestAccounts.corporate(node, BERND.username());
    TestGrants.signIn(installation, anna, ANNA);
    TestGrants.signIn(installation, bernd, BERND);
    copy(anna, "refresh_token", bernd, "refresh_token");
    assertThatThrownBy(() -> table.refreshToken(bernd.id()))
        .isInstanceOf(Vault.SealBroken.class)
        .hasMessageContaining(bernd.id().toString());
    assertThat(table.refreshToken(anna.id()).length()).isPositive();
  }

  @Test
  void an_access_token_in_the_place_of_a_refresh_token_does_not_open() {
    var anna = TestAccounts.corporate(node, ANNA.username());
    TestGrants.signIn(installation, anna, ANNA);
    copy(anna, "access_token", anna, "refresh_token");
    assertThatThrownBy(() -> table.refreshToken(anna.id())).isInstanceOf(Vault.SealBroken.class);
  }

  @Test
  void what_the_sign_in_left_is_found_again() {
    var account = TestAccounts.corporate(node, ANNA.username());
    TestGrants.signIn(installation, account, ANNA);
    var grant = tokens.grant(account.id()).orElseThrow();
    assertThat(grant.identity())
        .isEqualTo(
            new Identity(
                ANNA.username(),
                Set.of(),
                ANNA.tenant(),
                ANNA.objectId(),
                "sub-of-anna@contoso.example",
                "Anna Berg"));
    assertThat(grant.requested()).isEqualTo(TestGrants.SCOPES);
    assertThat(grant.signedInAt()).isEqualTo(installation.clock().instant());
  }

  @Test
  void accounts_at_rest_are_refreshed_daily_so_that_no_grant_dies_of_disuse() {
    var anna = TestAccounts.corporate(node, ANNA.username());
    TestGrants.signIn(installation, anna, ANNA);
    for (int day = 0; day < 120; day++) {
      installation.clock().tick(Duration.ofDays(1));
      DailyRefresh.round(tokens, installation.clock());
    }
    assertThat(installation.authority().tokenRequests()).hasSize(120);
    assertThat(table.find(anna.id()).orElseThrow().refreshedAt())
        .isEqualTo(installation.clock().instant());
  }

  @Test
  void what_was_used_lately_is_left_alone() {
    var anna = TestAccounts.corporate(node, ANNA.username());
    TestGrants.signIn(installation, anna, ANNA);
    installation.clock().tick(DailyRefresh.OLDEST);
    DailyRefresh.round(tokens, installation.clock());
    assertThat(installation.authority().tokenRequests()).isEmpty();
    installation.clock().tick(Duration.ofSeconds(1));
    DailyRefresh.round(tokens, installation.clock());
    assertThat(installation.authority().tokenRequests()).hasSize(1);
  }

  @Test
  void a_dead_grant_is_not_tried_day_by_day() {
    var anna = TestAccounts.corporate(node, ANNA.username());
    TestGrants.signIn(installation, anna, ANNA);
    installation.authority().answerAlways(Reply.refusal("invalid_grant", 50173));
    for (int day = 0; day < 3; day++) {
      installation.clock().tick(Duration.ofDays(1));
      DailyRefresh.round(tokens, installation.clock());
    }
    // Once, and once more whether that was meant, on the first day.
    assertThat(installation.authority().tokenRequests()).hasSize(2);
    assertThat(TestAccounts.fresh(node, anna).state()).isEqualTo(AccountState.NEEDS_LOGIN);
  }

  @Test
  void one_broken_account_does_not_keep_the_others_from_being_refreshed() {
    var anna = TestAccounts.corporate(node, ANNA.username());
    var bernd = TestAccounts.corporate(node, BERND.username());
    TestGrants.signIn(installation, anna, ANNA);
    installation.clock().tick(Duration.ofSeconds(1));
    TestGrants.signIn(installation, bernd, BERND);
    copy(bernd, "refresh_token", anna, "refresh_token");
    installation.clock().tick(Duration.ofDays(1));
    DailyRefresh.round(tokens, installation.clock());
    assertThat(table.find(bernd.id()).orElseThrow().refreshedAt())
        .isEqualTo(installation.clock().instant());
  }

  @Test
  void accounts_that_fail_every_time_keep_no_other_from_its_turn() {
    var anna = TestAccounts.corporate(node, ANNA.username());
    var bernd = TestAccounts.corporate(node, BERND.username());
    TestGrants.signIn(installation, anna, ANNA);
    TestGrants.signIn(installation, bernd, BERND);
    installation.clock().tick(Duration.ofDays(1));
    var chosen = new HashSet<AccountId>();
    for (int round = 0; round < 60; round++) {
      chosen.addAll(tokens.notRefreshedSince(installation.clock().instant(), 1));
    }
    assertThat(chosen).containsExactlyInAnyOrder(anna.id(), bernd.id());
  }

  /** Whoever moves an account must not hand one authority what another one issued. */
  @Test
  void an_account_that_moved_to_another_cloud_shows_its_grant_to_nobody() {
    var account = TestAccounts.corporate(node, ANNA.username());
    TestGrants.signIn(installation, account, ANNA);
    TestAccounts.move(node, account, "global");
    installation.clock().tick(Duration.ofHours(1));
    assertThat(tokens.accessToken(account.id(), Freshness.CACHED)).isEqualTo(new NotSignedIn());
    assertThat(TestAccounts.fresh(node, account).state()).isEqualTo(AccountState.SAVED);
  }

  @Test
  void evidence_names_the_people_and_never_the_secret() {
    var account = TestAccounts.shared(node, ANNA.username(), "info@contoso.example");
    TestGrants.signIn(installation, account, ANNA);
    var evidence = node.get(AccountEvidence.class).of(account);
    assertThat(evidence.signInUser()).isEqualTo(ANNA.username());
    assertThat(evidence.mailbox()).isEqualTo("info@contoso.example");
    assertThat(evidence.isShared()).isTrue();
    assertThat(evidence.clientId()).isEqualTo(Installation.CLIENT_ID);
    assertThat(evidence.application().proof()).isEqualTo(Proof.SECRET);
    assertThat(evidence.history().provedBefore()).isEqualTo(Certainty.NO);
    assertThat(evidence.history().signedInAt()).isEqualTo(installation.clock().instant());
    assertThat(evidence.server(Protocol.IMAP)).contains(installation.imap().address());
    assertThat(evidence.values()).containsEntry("cloud", "Lab").containsKey("redirectUri");
  }

  private void copy(MailAccount from, String fromColumn, MailAccount to, String toColumn) {
    installation
        .database()
        .jdbc()
        .sql(
            "update token_grant set %s = (select %s from token_grant where account_id = ?) where account_id = ?"
                .formatted(toColumn, fromColumn))
        .params(from.id().value(), to.id().value())
        .update();
  }
}
