package com.mailgrant.health;

import static org.assertj.core.api.Assertions.assertThat;

import com.mailgrant.account.AccountState;
import com.mailgrant.testing.Node;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Several nodes work through one schedule. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ClaimsTest {
  private static final String ANNA = "anna@contoso.example";

  private final HealthStage stage = new HealthStage();
  private final Node other = stage.installation().anotherNode();

  @BeforeEach
  void calm() {
    stage.reset();
  }

  @AfterAll
  void stop() {
    stage.close();
  }

  @Test
  void nodes_that_claim_at_the_same_time_never_get_the_same_account() throws Exception {
    stage.active(40);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var claims = new java.util.ArrayList<Claim>();
      for (var answer :
          threads.invokeAll(
              List.<Callable<List<Claim>>>of(
                  () -> proving().claim(15),
                  () -> theirs().claim(15),
                  () -> proving().claim(15),
                  () -> theirs().claim(15)))) {
        claims.addAll(answer.get());
      }
      claims.addAll(proving().claim(40));
      assertThat(claims).hasSize(40);
      assertThat(new HashSet<>(claims.stream().map(Claim::account).toList())).hasSize(40);
    }
  }

  @Test
  void what_a_killed_node_had_in_hand_is_taken_over_within_30_seconds() {
    stage.active(ANNA);
    assertThat(proving().claim(10)).hasSize(1);
    stage.tick(Duration.ofSeconds(19));
    assertThat(theirs().claim(10)).isEmpty();
    stage.tick(Duration.ofSeconds(10));
    assertThat(theirs().claim(10)).hasSize(1);
  }

  @Test
  void a_node_that_lives_keeps_its_claim_however_slow_the_server_is() {
    stage.active(ANNA);
    var claim = proving().claim(10).getFirst();
    for (int i = 0; i < 20; i++) {
      stage.tick(Duration.ofSeconds(10));
      proving().renew(claim);
      assertThat(theirs().claim(10)).isEmpty();
    }
  }

  @Test
  void what_a_node_finds_out_after_its_lease_has_ended_is_dropped() {
    var account = stage.active(ANNA);
    var stale = proving().claim(10).getFirst();
    stage.tick(Duration.ofSeconds(30));
    var fresh = theirs().claim(10).getFirst();
    stage.installation().imap().refuse("AUTHENTICATE", "NO Server Unavailable. 15");
    proving().prove(stale);
    assertThat(stage.row(account).failures()).isZero();
    assertThat(stage.row(account).provedAt()).isNull();
    assertThat(stage.jdbc().sql("select count(*) from account_proof").query(Integer.class).single())
        .isZero();
    theirs().prove(fresh);
    assertThat(stage.row(account).inbound().failures()).isEqualTo(1);
    assertThat(stage.state(account)).isEqualTo(AccountState.ACTIVE);
  }

  @Test
  void a_node_that_stops_hands_its_claims_back() {
    stage.active(ANNA);
    proving().giveBack(proving().claim(10).getFirst());
    assertThat(theirs().claim(10)).hasSize(1);
  }

  @Test
  void who_asks_while_a_proof_runs_gets_another_one() {
    var account = stage.active(ANNA);
    var claim = proving().claim(10).getFirst();
    stage.tick(Duration.ofSeconds(1));
    stage.node().get(HealthTriggers.class).ask(account);
    assertThat(stage.row(account).beingProved()).isTrue();
    stage.tick(Duration.ofSeconds(1));
    proving().prove(claim);
    assertThat(stage.row(account).nextProofAt()).isEqualTo(stage.installation().clock().instant());
    assertThat(stage.proveDue()).isEqualTo(1);
    assertThat(stage.row(account).beingProved()).isFalse();
    assertThat(stage.proveDue()).isZero();
  }

  private Proving proving() {
    return stage.node().get(Proving.class);
  }

  private Proving theirs() {
    return other.get(Proving.class);
  }
}
