package com.mailgrant.health;

import static org.assertj.core.api.Assertions.assertThat;

import com.mailgrant.account.AccountState;
import com.mailgrant.account.AccountStep;
import com.mailgrant.account.Accounts;
import com.mailgrant.account.MailAccount;
import com.mailgrant.account.TestAccounts;
import com.mailgrant.diagnosis.Diagnoses;
import com.mailgrant.mail.ServerAddress;
import com.mailgrant.outbox.SignInForSendingRefused;
import com.mailgrant.testing.Reply;
import com.mailgrant.testing.SettableClock;
import com.mailgrant.testing.Visitor;
import com.mailgrant.token.Freshness;
import com.mailgrant.token.TestGrants;
import com.mailgrant.token.Tokens;
import com.mailgrant.watch.WatchInterrupted;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Proofs on the wire, and what becomes of the account. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ProvingTest {
  private static final String ANNA = "anna@contoso.example";
  private static final String BUSY = "NO Server Unavailable. 15";
  private static final String SWITCHED_OFF =
      "535 5.7.139 Authentication unsuccessful, SmtpClientAuthentication is disabled for the Tenant.";

  private final HealthStage stage = new HealthStage();

  @BeforeEach
  void calm() {
    stage.reset();
  }

  @AfterAll
  void stop() {
    stage.close();
  }

  @Test
  void a_proof_signs_in_both_ways_and_sends_nothing() {
    var account = stage.active(ANNA);
    assertThat(stage.proveDue()).isEqualTo(1);
    var row = stage.row(account);
    assertThat(row.inbound().light()).isEqualTo(Light.OK);
    assertThat(row.outbound().light()).isEqualTo(Light.OK);
    assertThat(row.inbound().okAt()).isEqualTo(SettableClock.NOON);
    assertThat(stage.installation().imap().signIns()).hasSize(1);
    assertThat(stage.installation().smtp().signIns()).hasSize(1);
    assertThat(stage.installation().smtp().deliveries()).isEmpty();
    assertThat(stage.state(account)).isEqualTo(AccountState.ACTIVE);
    assertThat(proofs()).isEqualTo(1);
  }

  @Test
  void the_next_proof_comes_after_about_an_hour_and_not_before() {
    var account = stage.active(ANNA);
    stage.proveDue();
    assertThat(stage.row(account).nextProofAt())
        .isBetween(at(Duration.ofMinutes(54)), at(Duration.ofMinutes(66)));
    stage.tick(Duration.ofMinutes(53));
    assertThat(stage.proveDue()).isZero();
    stage.tick(Duration.ofMinutes(13));
    assertThat(stage.proveDue()).isEqualTo(1);
  }

  @Test
  void one_failure_is_tried_again_soon_before_anything_changes() {
    var account = stage.active(ANNA);
    stage.proveDue();
    stage.installation().imap().refuse("AUTHENTICATE", BUSY);
    stage.proveNext(account);
    assertThat(stage.row(account).inbound().light()).isEqualTo(Light.OK);
    assertThat(stage.state(account)).isEqualTo(AccountState.ACTIVE);
    assertThat(pause(account)).isLessThan(Duration.ofMinutes(2));
    stage.installation().reset();
    stage.installation().clock().tick(Duration.ofHours(3));
    stage.proveDue();
    assertThat(stage.row(account).failures()).isZero();
    assertThat(stage.state(account)).isEqualTo(AccountState.ACTIVE);
  }

  @Test
  void two_failures_in_a_row_degrade_the_account_and_say_why_since_when_and_what_next() {
    var account = stage.active(ANNA);
    stage.proveDue();
    stage.installation().imap().refuse("AUTHENTICATE", BUSY);
    stage.proveNext(account);
    var first = stage.installation().clock().instant();
    stage.proveNext(account);
    var lamp = stage.row(account).inbound();
    assertThat(lamp.light()).isEqualTo(Light.TROUBLE);
    assertThat(lamp.since()).isEqualTo(first);
    assertThat(lamp.code()).isEqualTo("D37");
    assertThat(report(account, lamp)).contains("D37");
    assertThat(stage.row(account).outbound().light()).isEqualTo(Light.OK);
    assertThat(stage.state(account)).isEqualTo(AccountState.DEGRADED);
    assertThat(pause(account)).isBetween(Duration.ofSeconds(96), Duration.ofMinutes(2));
  }

  @Test
  void the_pause_grows_while_trouble_lasts_and_one_report_stands_for_all_of_it() {
    var account = stage.active(ANNA);
    stage.installation().imap().refuse("AUTHENTICATE", BUSY);
    stage.proveTwice(account);
    var errorId = stage.row(account).inbound().errorId();
    for (int minutes : new int[] {4, 8, 16, 32, 60, 60}) {
      stage.proveNext(account);
      assertThat(pause(account))
          .isBetween(Duration.ofSeconds(48L * minutes), Duration.ofMinutes(minutes));
    }
    assertThat(stage.row(account).inbound().errorId()).isEqualTo(errorId);
    assertThat(count("diagnosis_report")).isEqualTo(1);
  }

  @Test
  void what_works_again_is_active_by_itself() {
    var account = stage.active(ANNA);
    stage.installation().imap().refuse("AUTHENTICATE", BUSY);
    stage.proveTwice(account);
    assertThat(stage.state(account)).isEqualTo(AccountState.DEGRADED);
    var now = stage.installation().clock().instant();
    stage.installation().reset();
    stage.installation().clock().set(now);
    stage.proveNext(account);
    assertThat(stage.row(account).inbound().light()).isEqualTo(Light.OK);
    assertThat(stage.state(account)).isEqualTo(AccountState.ACTIVE);
  }

  @Test
  void reading_and_sending_have_lights_of_their_own() {
    var account = stage.active(ANNA);
    stage.proveDue();
    stage.installation().smtp().refuse("AUTH", SWITCHED_OFF);
    stage.proveNext(account);
    stage.proveNext(account);
    var row = stage.row(account);
    assertThat(row.inbound().light()).isEqualTo(Light.OK);
    assertThat(row.inbound().okAt()).isEqualTo(stage.installation().clock().instant());
    assertThat(row.outbound().light()).isEqualTo(Light.TROUBLE);
    assertThat(row.outbound().code()).isEqualTo("D01");
    assertThat(row.outbound().cause()).isEqualTo("tenant:lab:D01");
    assertThat(row.outbound().passing()).isFalse();
  }

  /** The words are the same as for a wrong token; what IMAP said tells them apart. */
  @Test
  void sending_refused_with_a_token_that_reading_takes_is_told_apart() {
    var account = stage.active(ANNA);
    stage.installation().smtp().refuse("AUTH", "535 5.7.3 Authentication unsuccessful");
    stage.proveTwice(account);
    assertThat(stage.row(account).outbound().code()).isEqualTo("D63");
  }

  /** The authority answers, which says nothing of the mail servers. */
  @Test
  void a_new_token_alone_makes_no_degraded_account_active() {
    var account = stage.active(ANNA);
    stage.installation().smtp().refuse("AUTH", SWITCHED_OFF);
    stage.proveTwice(account);
    stage.tick(Duration.ofMinutes(1));
    stage.node().get(Tokens.class).accessToken(account.id(), Freshness.NEW);
    assertThat(stage.installation().authority().tokenRequests()).isNotEmpty();
    assertThat(stage.state(account)).isEqualTo(AccountState.DEGRADED);
  }

  static Stream<Reply> disturbances() {
    return Stream.of(
        Reply.json(429, "{\"error\": \"invalid_grant\"}"),
        Reply.json(500, "{\"error\": \"invalid_grant\"}"),
        Reply.html(503, "<h1>Service unavailable</h1>"),
        Reply.html(200, "<h1>Welcome to the hotel's wireless network</h1>"),
        Reply.json(400, "{\"error\": \"temporarily_unavailable\"}"));
  }

  @ParameterizedTest
  @MethodSource("disturbances")
  void a_disturbed_authority_degrades_and_never_asks_for_a_login(Reply disturbance) {
    var account = stage.active(ANNA);
    stage.proveDue();
    stage.installation().authority().answerAlways(disturbance);
    for (int i = 0; i < 8; i++) {
      stage.tick(Duration.ofHours(1));
      stage.proveDue();
    }
    var row = stage.row(account);
    assertThat(stage.state(account)).isEqualTo(AccountState.DEGRADED);
    assertThat(row.inbound().passing()).isTrue();
    assertThat(row.inbound().cause()).isEqualTo("authority:localhost");
    assertThat(row.outbound().errorId()).isEqualTo(row.inbound().errorId());
    var now = stage.installation().clock().instant();
    stage.installation().reset();
    stage.installation().clock().set(now);
    stage.proveNext(account);
    assertThat(stage.state(account)).isEqualTo(AccountState.ACTIVE);
  }

  /** A token that cannot be had is asked for once and not once for each direction. */
  @Test
  void without_a_token_the_servers_are_not_asked() {
    stage.active(ANNA);
    stage.proveDue();
    int before = stage.installation().imap().signIns().size();
    stage.installation().authority().answerAlways(Reply.html(503, ""));
    stage.tick(Duration.ofHours(2));
    stage.proveDue();
    assertThat(stage.installation().authority().tokenRequests()).hasSize(1);
    assertThat(stage.installation().imap().signIns()).hasSize(before);
    assertThat(stage.installation().smtp().signIns()).hasSize(before);
  }

  @Test
  void a_fault_of_the_app_registration_is_one_cause_and_asks_nobody_to_sign_in() {
    var accounts = stage.active(2);
    stage.installation().authority().answerAlways(Reply.refusal("invalid_client", 7000222));
    for (int i = 0; i < 3; i++) {
      stage.tick(Duration.ofHours(2));
      stage.proveDue();
    }
    for (var account : accounts) {
      assertThat(stage.state(account)).isEqualTo(AccountState.DEGRADED);
      assertThat(stage.row(account).inbound().cause()).isEqualTo("app:lab:D21");
      assertThat(stage.row(account).inbound().passing()).isFalse();
    }
  }

  @Test
  void a_grant_that_the_authority_ends_needs_a_login_at_once_and_is_not_asked_for_again() {
    var account = stage.active(ANNA);
    stage.proveDue();
    stage.installation().authority().answerAlways(Reply.refusal("invalid_grant", 50173));
    stage.tick(Duration.ofHours(2));
    stage.proveDue();
    var row = stage.row(account);
    assertThat(stage.state(account)).isEqualTo(AccountState.NEEDS_LOGIN);
    assertThat(row.inbound().light()).isEqualTo(Light.TROUBLE);
    assertThat(row.inbound().code()).isEqualTo("D18");
    assertThat(row.inbound().cause()).isEqualTo("account:" + account.id() + ":D18");
    assertThat(row.nextProofAt()).isNull();
    stage.tick(Duration.ofDays(3));
    stage.watch();
    assertThat(stage.proveDue()).isZero();
    assertThat(stage.installation().authority().tokenRequests()).hasSize(2);
  }

  @Test
  void a_grant_that_ended_elsewhere_is_looked_at_once_for_the_reason() {
    var account = stage.active(ANNA);
    stage.proveDue();
    stage.installation().authority().answerAlways(Reply.refusal("invalid_grant", 50173));
    stage.tick(Duration.ofMinutes(1));
    stage.node().get(Tokens.class).accessToken(account.id(), Freshness.NEW);
    assertThat(stage.state(account)).isEqualTo(AccountState.NEEDS_LOGIN);
    assertThat(stage.proveDue()).isEqualTo(1);
    assertThat(stage.row(account).outbound().code()).isEqualTo("D18");
    assertThat(stage.row(account).nextProofAt()).isNull();
  }

  @Test
  void after_a_login_the_account_is_proved_at_once() {
    var account = stage.active(ANNA);
    stage.installation().authority().answerAlways(Reply.refusal("invalid_grant", 50173));
    stage.tick(Duration.ofHours(2));
    stage.proveDue();
    stage.installation().authority().reset();
    TestGrants.signIn(stage.installation(), account, Visitor.of(ANNA, "Anna Berg"));
    assertThat(stage.proveDue()).isEqualTo(1);
    assertThat(stage.row(account).inbound().light()).isEqualTo(Light.OK);
    assertThat(stage.row(account).inTrouble()).isFalse();
    assertThat(stage.row(account).nextProofAt()).isNotNull();
  }

  /** Messages wait for that, and none of them for an hour. */
  @Test
  void an_account_whose_sign_in_sending_met_refused_is_proved_within_a_minute() {
    var account = stage.active(ANNA);
    stage.proveNext(account);
    stage.node().tell(new SignInForSendingRefused(account.id()));
    var soon = stage.installation().clock().instant().plus(Pace.SOON);
    assertThat(stage.row(account).nextProofAt()).isBeforeOrEqualTo(soon);
    stage.node().tell(new SignInForSendingRefused(account.id()));
    stage.proveNext(account);
    assertThat(stage.row(account).inTrouble()).isFalse();
    assertThat(stage.row(account).nextProofAt()).isAfter(soon.plus(Duration.ofMinutes(30)));
  }

  @Test
  void a_few_mailboxes_of_a_place_that_do_not_open_are_proved_within_a_minute() {
    var accounts = stage.active(7);
    stage.proveDue();
    accounts.forEach(account -> stage.node().tell(new WatchInterrupted(account.id())));
    stage.tick(Pace.SOON);
    assertThat(stage.proveDue()).isEqualTo(5);
  }

  @Test
  void an_inbox_that_does_not_open_is_no_success() {
    var account = stage.active(ANNA);
    stage.installation().imap().refuse("STATUS", "NO [INUSE] Timeout while waiting for lock");
    stage.proveTwice(account);
    assertThat(stage.row(account).inbound().light()).isEqualTo(Light.TROUBLE);
  }

  @Test
  void who_has_to_sign_in_is_not_asked_again_because_sending_fails_too() {
    var account = stage.active(ANNA);
    stage.installation().authority().answerAlways(Reply.refusal("invalid_grant", 50173));
    stage.tick(Duration.ofHours(2));
    stage.proveDue();
    assertThat(stage.row(account).nextProofAt()).isNull();
    stage.node().tell(new SignInForSendingRefused(account.id()));
    assertThat(stage.row(account).nextProofAt()).isNull();
  }

  @Test
  void a_mailbox_that_takes_the_sign_in_and_then_does_not_open_is_no_success() {
    var account = stage.active(ANNA);
    stage.installation().imap().refuse("NAMESPACE", "BAD User is authenticated but not connected.");
    stage.proveTwice(account);
    assertThat(stage.row(account).inbound().code()).isEqualTo("D12");
  }

  @Test
  void an_account_that_only_sends_is_proved_for_sending_alone() {
    var account =
        TestAccounts.generic(stage.node(), "anna@fabrikam.example", null, server(smtp(stage)));
    stage.watch();
    stage.tick(Duration.ofHours(1));
    stage.proveDue();
    assertThat(stage.row(account).place()).isEqualTo("localhost");
    assertThat(stage.row(account).inbound().light()).isEqualTo(Light.UNKNOWN);
  }

  @Test
  void accounts_that_no_event_brought_are_put_on_the_schedule_within_the_round() {
    var account = stage.active(ANNA);
    stage.jdbc().sql("delete from account_health").update();
    stage.watch();
    assertThat(stage.row(account).nextProofAt())
        .isBetween(SettableClock.NOON, at(Duration.ofHours(1)));
    assertThat(stage.row(account).inbound().light()).isEqualTo(Light.UNKNOWN);
  }

  @Test
  void who_is_not_connected_is_not_proved() {
    TestAccounts.corporate(stage.node(), "nobody@contoso.example");
    var disabled = stage.active(ANNA);
    stage.node().get(Accounts.class).step(disabled.id(), AccountStep.DISABLED);
    stage.watch();
    stage.tick(Duration.ofHours(2));
    assertThat(stage.proveDue()).isZero();
    assertThat(stage.installation().imap().signIns()).isEmpty();
  }

  @Test
  void an_account_that_was_deleted_meanwhile_leaves_nothing() {
    var account = stage.active(ANNA);
    var proving = stage.node().get(Proving.class);
    var claim = proving.claim(1).getFirst();
    TestAccounts.delete(stage.node(), account);
    proving.prove(claim);
    assertThat(proofs()).isZero();
    assertThat(count("account_health")).isZero();
  }

  private Duration pause(MailAccount account) {
    return Duration.between(
        stage.installation().clock().instant(),
        java.util.Objects.requireNonNull(stage.row(account).nextProofAt()));
  }

  private String report(MailAccount account, Lamp lamp) {
    return stage
        .node()
        .get(Diagnoses.class)
        .find(account.organization().value(), String.valueOf(lamp.errorId()))
        .orElseThrow()
        .diagnosis()
        .code();
  }

  private int proofs() {
    return count("account_proof");
  }

  private int count(String table) {
    return stage.jdbc().sql("select count(*) from " + table).query(Integer.class).single();
  }

  private static Instant at(Duration afterNoon) {
    return SettableClock.NOON.plus(afterNoon);
  }

  private static ServerAddress smtp(HealthStage stage) {
    return stage.installation().smtp().address();
  }

  private static com.mailgrant.account.AccountDraft.ServerDraft server(ServerAddress address) {
    return new com.mailgrant.account.AccountDraft.ServerDraft(
        address.host(), address.port(), "none", null, null);
  }
}
