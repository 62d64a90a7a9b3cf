package com.mailgrant.token;

import static com.mailgrant.testing.Visitor.ANNA;
import static org.assertj.core.api.Assertions.assertThat;

import com.mailgrant.account.AccountState;
import com.mailgrant.account.MailAccount;
import com.mailgrant.account.TestAccounts;
import com.mailgrant.testing.Hold;
import com.mailgrant.testing.Installation;
import com.mailgrant.testing.Node;
import com.mailgrant.token.TokenOutcome.LoginNeeded;
import com.mailgrant.token.TokenOutcome.Ready;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/** Many who want the same token at once, on one node and on several. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(60)
class TokensTogetherTest {
  private static final Executor THREADS = Executors.newVirtualThreadPerTaskExecutor();

  private final Installation installation = Installation.start();
  private final Node here = installation.node();
  private final Node there = installation.anotherNode();
  private MailAccount account = TestAccounts.corporate(here, ANNA.username());

  @BeforeEach
  void annaSignedInAnHourAgo() {
    installation.reset();
    account = TestAccounts.corporate(here, ANNA.username());
    TestGrants.signIn(installation, account, ANNA);
    installation.clock().tick(Duration.ofHours(1));
  }

  @AfterAll
  void stop() {
    installation.close();
  }

  @Test
  void many_threads_that_need_a_token_make_one_request() {
    Hold hold = installation.authority().hold();
    var wishes = new ArrayList<CompletableFuture<TokenOutcome>>();
    for (int i = 0; i < 40; i++) {
      wishes.add(wish(here, Freshness.CACHED));
    }
    hold.awaitArrival();
    hold.release();
    assertThat(tokens(wishes)).hasSize(40).containsOnly(tokens(wishes).getFirst());
    assertThat(installation.authority().tokenRequests()).hasSize(1);
  }

  @Test
  void two_nodes_that_need_a_token_at_once_make_one_request() {
    Hold hold = installation.authority().hold();
    var wishes = new ArrayList<>(List.of(wish(here, Freshness.CACHED)));
    hold.awaitArrival();
    wishes.add(wish(there, Freshness.CACHED));
    wishes.add(wish(there, Freshness.NEW));
    awaitWaiters(1);
    hold.release();
    assertThat(tokens(wishes)).hasSize(3).containsOnly(tokens(wishes).getFirst());
    assertThat(installation.authority().tokenRequests()).hasSize(1);
  }

  @Test
  void what_one_node_refreshed_the_other_finds() {
    var one = tokens(List.of(wish(here, Freshness.CACHED)));
    var other = tokens(List.of(wish(there, Freshness.CACHED)));
    assertThat(one).isEqualTo(other);
    assertThat(installation.authority().tokenRequests()).hasSize(1);
  }

  @Test
  void a_slow_authority_for_one_account_keeps_no_other_account_waiting() {
    var other = TestAccounts.corporate(here, "bernd@contoso.example");
    TestGrants.signIn(installation, other, ANNA);
    Hold hold = installation.authority().hold();
    var slow = wish(here, Freshness.CACHED);
    hold.awaitArrival();
    assertThat(here.get(Tokens.class).accessToken(other.id(), Freshness.CACHED))
        .isInstanceOf(Ready.class);
    assertThat(slow).isNotDone();
    hold.release();
    tokens(List.of(slow));
  }

  /** The refusal was for the grant of yesterday, and must not end the one of today. */
  @Test
  void a_login_during_a_refresh_outlives_the_refusal_of_the_old_grant() {
    installation.authority().endGrant(50173);
    Hold hold = installation.authority().hold();
    var refresh = wish(there, Freshness.CACHED);
    hold.awaitArrival();
    var login =
        CompletableFuture.runAsync(() -> TestGrants.signIn(installation, account, ANNA), THREADS);
    awaitWaiters(1);
    hold.release();
    assertThat(refresh.orTimeout(20, TimeUnit.SECONDS).join()).isInstanceOf(LoginNeeded.class);
    login.orTimeout(20, TimeUnit.SECONDS).join();
    assertThat(here.get(GrantTable.class).find(account.id()).orElseThrow().deadSince()).isNull();
    assertThat(TestAccounts.fresh(here, account).state()).isEqualTo(AccountState.SIGNED_IN);
    assertThat(tokens(List.of(wish(here, Freshness.CACHED)))).hasSize(1);
  }

  @Test
  void an_account_can_be_deleted_while_its_token_is_refreshed() {
    Hold hold = installation.authority().hold();
    var refresh = wish(there, Freshness.CACHED);
    hold.awaitArrival();
    var deletion = CompletableFuture.runAsync(() -> TestAccounts.delete(here, account), THREADS);
    awaitWaiters(1);
    hold.release();
    refresh.orTimeout(20, TimeUnit.SECONDS).join();
    deletion.orTimeout(20, TimeUnit.SECONDS).join();
    assertThat(here.get(GrantTable.class).find(account.id())).isEmpty();
  }

  /** A node that dies in the middle leaves the lock to the next one, and the grant as it was. */
  @Test
  void a_refresh_that_dies_half_way_leaves_the_grant_to_the_next() {
    installation.authority().desk().usedRefreshTokensStayGood();
    Hold hold = installation.authority().hold();
    var dying = wish(there, Freshness.CACHED);
    hold.awaitArrival();
    killConnectionThatHoldsTheGrant();
    var next = wish(here, Freshness.CACHED);
    hold.release();
    assertThat(dying.handle((_, failure) -> failure).join()).isNotNull();
    assertThat(tokens(List.of(next))).hasSize(1);
  }

  private CompletableFuture<TokenOutcome> wish(Node node, Freshness freshness) {
    return CompletableFuture.supplyAsync(
        () -> node.get(Tokens.class).accessToken(account.id(), freshness), THREADS);
  }

  private static List<String> tokens(List<CompletableFuture<TokenOutcome>> wishes) {
    return wishes.stream()
        .map(wish -> wish.orTimeout(20, TimeUnit.SECONDS).join())
        .map(outcome -> ((Ready) outcome).token().value().reveal())
        .toList();
  }

  /** Returns when so many connections wait for a lock that another one holds. */
  private void awaitWaiters(int waiters) {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (waiting() < waiters) {
      assertThat(System.nanoTime()).as("nobody waits for the lock").isLessThan(end);
      Thread.onSpinWait();
    }
  }

  private int waiting() {
    return installation
        .database()
        .jdbc()
        .sql(
            """
            select count(*) from pg_stat_activity
            where datname = current_database() and wait_event_type = 'Lock'
            """)
        .query(Integer.class)
        .single();
  }

  private void killConnectionThatHoldsTheGrant() {
    installation
        .database()
        .jdbc()
        .sql(
            """
            select pg_terminate_backend(pid) from pg_stat_activity
            where datname = current_database() and state = 'idle in transaction'
            """)
        .query(Boolean.class)
        .list();
  }
}
