package com.mailgrant.watch;

import static com.mailgrant.testing.Visitor.ANNA;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import com.mailgrant.account.AccountId;
import com.mailgrant.account.AccountStep;
import com.mailgrant.account.Accounts;
import com.mailgrant.account.MailAccount;
import com.mailgrant.account.TestAccounts;
import com.mailgrant.sync.Fence.Overtaken;
import com.mailgrant.sync.Synchronisations;
import com.mailgrant.testing.Installation;
import com.mailgrant.testing.Node;
import com.mailgrant.token.TestGrants;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Who watches what, with two nodes on one database. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SharingTest {
  private static final Duration SOON = Duration.ofSeconds(20);

  private final Installation installation = Installation.start();
  private final Node first = installation.node();
  private final Node second = installation.anotherNode();
  private final WatchTable table = first.get(WatchTable.class);

  @BeforeEach
  void nobodyWatches() {
    installation.reset();
    var jdbc = installation.database().jdbc();
    jdbc.sql("delete from mail_account").update();
    jdbc.sql("delete from watch_node").update();
  }

  @AfterAll
  void stop() {
    installation.close();
  }

  @Test
  void accounts_are_shared_out_evenly_and_each_is_watched_once() {
    table.want(accounts(10));
    var a = node();
    var b = node();
    assertThat(table.share()).isEqualTo(5);
    var mine = table.claim(a, 5);
    var others = table.claim(b, 5);
    assertThat(mine).hasSize(5);
    assertThat(others).hasSize(5);
    var all = new HashSet<AccountId>();
    mine.forEach(claim -> all.add(claim.account()));
    others.forEach(claim -> all.add(claim.account()));
    assertThat(all).hasSize(10);
    assertThat(table.claim(a, 10)).isEmpty();
  }

  @Test
  void accounts_of_a_dead_node_are_taken_over_and_it_cannot_write_any_more() {
    table.want(accounts(4));
    var dead = node();
    var claims = table.claim(dead, 10);
    var living = node();
    assertThat(table.claim(living, 10)).as("while it lives").isEmpty();
    installation
        .database()
        .jdbc()
        .sql("update watch_node set alive_until = now() - interval '1 second' where id = ?")
        .param(dead)
        .update();
    assertThat(table.claim(living, 10)).hasSize(4);
    assertThat(claims)
        .allSatisfy(claim ->
            assertThat(catchThrowable(() -> table.hold(claim))).isInstanceOf(Overtaken.class));
    table.releaseInTrouble(claims.getFirst(), "too late", 7, Duration.ofHours(1));
    assertThat(table.find(claims.getFirst().account()).orElseThrow().trouble()).isNull();
  }

  @Test
  void a_node_that_comes_late_gets_its_share() {
    table.want(accounts(6));
    var watchers = List.of(first.get(Watchers.class), second.get(Watchers.class));
    watchers.getFirst().beat();
    // Nobody has signed in, so each watch ends soon and its claim is given back.
    await()
        .atMost(SOON)
        .until(() -> {
          endPauses();
          watchers.getFirst().round();
          return table.claimed(watchers.getFirst().node()) == 6;
        });
    watchers.getLast().beat();
    await()
        .atMost(SOON)
        .until(() -> {
          endPauses();
          watchers.forEach(Watchers::round);
          return table.claimed(watchers.getFirst().node()) == 3
              && table.claimed(watchers.getLast().node()) == 3;
        });
    watchers.forEach(Watchers::stop);
    assertThat(table.claimed(watchers.getFirst().node())).isZero();
  }

  @Test
  void a_claim_that_could_not_be_given_back_does_not_leave_its_account_unwatched() {
    var account = accounts(1).iterator().next();
    table.want(List.of(account));
    var watchers = installation.anotherNode().get(Watchers.class);
    watchers.beat();
    // As it is after the database went away between a claim and its answer, or before its end.
    assertThat(table.claim(watchers.node(), 1)).hasSize(1);
    await()
        .atMost(SOON)
        .until(() -> {
          watchers.round();
          return table.find(account).orElseThrow().trouble() != null;
        });
  }

  /** Watching judges nobody, but the lights need not stay green for an hour. */
  @Test
  void a_sign_in_that_the_server_refuses_is_proved_within_a_minute() {
    var account = TestAccounts.corporate(first, ANNA.username());
    TestGrants.signIn(installation, account, ANNA);
    first.get(Accounts.class).signedIn(account.id(), ANNA.username());
    var jdbc = installation.database().jdbc();
    var now = installation.clock().instant().atOffset(ZoneOffset.UTC);
    jdbc.sql("update account_health set next_proof_at = ?").param(now.plusHours(1)).update();
    installation.imap().refuse("AUTHENTICATE", "NO AUTHENTICATE failed.");
    var watchers = installation.anotherNode().get(Watchers.class);
    watchers.beat();
    await()
        .atMost(SOON)
        .untilAsserted(() -> {
          watchers.round();
          assertThat(
                  jdbc.sql("select next_proof_at from account_health where account_id = ?")
                      .param(account.id().value())
                      .query(OffsetDateTime.class)
                      .single())
              .isEqualTo(now.plusMinutes(1));
        });
  }

  @Test
  void only_accounts_that_are_signed_in_are_wanted_and_they_begin_by_themselves() {
    var account = TestAccounts.corporate(first, ANNA.username());
    assertThat(table.find(account.id())).isEmpty();
    TestGrants.signIn(installation, account, ANNA);
    first.get(Accounts.class).signedIn(account.id(), ANNA.username());
    assertThat(wanted(account)).isTrue();
    first.get(Accounts.class).step(account.id(), AccountStep.GRANT_LOST);
    assertThat(wanted(account)).isFalse();
    first.get(Accounts.class).step(account.id(), AccountStep.SIGNED_IN);
    assertThat(wanted(account)).isTrue();
    first.get(Accounts.class).step(account.id(), AccountStep.DISABLED);
    assertThat(wanted(account)).isFalse();
    first.get(Accounts.class).step(account.id(), AccountStep.ENABLED);
    assertThat(wanted(account)).isTrue();
    first.get(Watchers.class).list();
    assertThat(wanted(account)).isTrue();
    TestAccounts.delete(first, account);
    assertThat(table.find(account.id())).isEmpty();
  }

  @Test
  void mail_is_news_from_the_sign_in_on_however_late_the_first_look_comes() {
    var account = TestAccounts.corporate(first, ANNA.username());
    TestGrants.signIn(installation, account, ANNA);
    first.get(Accounts.class).signedIn(account.id(), ANNA.username());
    var connected = installation.clock().instant();
    installation.clock().tick(Duration.ofMinutes(3));
    second.get(Synchronisations.class).begin(account.id());
    assertThat(begun(account)).isCloseTo(connected, within(1, ChronoUnit.MILLIS));
  }

  /** Facts/microsoft365 4.5: exactly as long as it names. */
  @Test
  void a_throttled_account_is_left_alone_to_the_millisecond_and_nothing_is_held_against_it() {
    var account = signedIn();
    installation
        .imap()
        .refuse("EXAMINE", "BAD Request is throttled. Suggested Backoff Time: 201317 milliseconds");
    watchOnce(account);
    var pause =
        installation
            .database()
            .jdbc()
            .sql(
                "select extract(epoch from next_try_at - trouble_since) * 1000 from watched_account where account_id = ?")
            .param(account.id().value())
            .query(Double.class)
            .single();
    assertThat(pause).isBetween(201_316.0, 201_400.0);
    assertThat(TestAccounts.fresh(first, account).state()).isEqualTo(account.state());
  }

  @Test
  void pauses_grow_and_differ() {
    var random = new java.util.Random(7);
    var first = new ArrayList<Duration>();
    for (int i = 0; i < 20; i++) {
      first.add(Pauses.after(1, false, random));
    }
    assertThat(new HashSet<>(first)).hasSizeGreaterThan(15);
    assertThat(first).allMatch(pause -> pause.toMillis() >= 3_750 && pause.toMillis() <= 6_250);
    assertThat(Pauses.after(30, false, random))
        .isBetween(Duration.ofMinutes(11), Duration.ofMinutes(19));
    assertThat(Pauses.after(1, true, random)).isGreaterThan(Duration.ofMinutes(7));
  }

  private void watchOnce(MailAccount account) {
    var claims = table.claim(node(), 10);
    assertThat(claims).extracting(Claim::account).containsExactly(account.id());
    first.get(Watching.class).watch(new Watch(claims.getFirst()));
  }

  private MailAccount signedIn() {
    var account = TestAccounts.corporate(first, ANNA.username());
    TestGrants.signIn(installation, account, ANNA);
    first.get(Accounts.class).signedIn(account.id(), ANNA.username());
    return TestAccounts.fresh(first, account);
  }

  private void endPauses() {
    installation.database().jdbc().sql("update watched_account set next_try_at = null").update();
  }

  private Instant begun(MailAccount account) {
    return installation
        .database()
        .jdbc()
        .sql("select begun_at from synchronisation where account_id = ?")
        .param(account.id().value())
        .query(java.sql.Timestamp.class)
        .single()
        .toInstant();
  }

  private boolean wanted(MailAccount account) {
    return table.find(account.id()).orElseThrow().wanted();
  }

  private UUID node() {
    var node = UUID.randomUUID();
    table.beat(node, Watchers.LEASE);
    return node;
  }

  private List<AccountId> accounts(int count) {
    var ids = new ArrayList<AccountId>();
    for (int i = 0; i < count; i++) {
      ids.add(TestAccounts.corporate(first, "p" + i + "@contoso.example").id());
    }
    return ids;
  }
}
