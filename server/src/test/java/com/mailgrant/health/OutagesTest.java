package com.mailgrant.health;

import static org.assertj.core.api.Assertions.assertThat;

import com.mailgrant.account.MailAccount;
import com.mailgrant.organization.OrganizationId;
import com.mailgrant.testing.Reply;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** When a provider is at fault, it is one outage and not many broken accounts. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OutagesTest {
  private static final String BUSY = "NO Server Unavailable. 15";

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
  void three_accounts_that_fail_together_are_one_outage() {
    var accounts = stage.active(4);
    stage.proveDue();
    stage.installation().imap().refuse("AUTHENTICATE", BUSY);
    var began = failAll(accounts);
    var outage = open().getFirst();
    assertThat(open()).hasSize(1);
    assertThat(outage.place()).isEqualTo("lab");
    assertThat(outage.code()).isEqualTo("D37");
    assertThat(outage.since()).isEqualTo(began);
    assertThat(outage.accounts()).isEqualTo(4);
  }

  @Test
  void it_is_one_outage_however_often_somebody_looks() {
    var accounts = stage.active(3);
    stage.installation().imap().refuse("AUTHENTICATE", BUSY);
    failAll(accounts);
    stage.watch();
    stage.node().get(Outages.class).look();
    assertThat(count("outage")).isEqualTo(1);
  }

  @Test
  void two_accounts_are_no_outage() {
    var accounts = stage.active(2);
    stage.installation().imap().refuse("AUTHENTICATE", BUSY);
    failAll(accounts);
    assertThat(open()).isEmpty();
  }

  @Test
  void three_of_six_are_no_outage() {
    var accounts = stage.active(6);
    stage.proveDue();
    stage.installation().imap().refuse("AUTHENTICATE", BUSY);
    fail(accounts.subList(0, 3));
    fail(accounts.subList(0, 3));
    stage.watch();
    assertThat(open()).isEmpty();
  }

  @Test
  void what_somebody_has_to_mend_is_no_outage() {
    var accounts = stage.active(4);
    stage.proveDue();
    stage
        .installation()
        .smtp()
        .refuse("AUTH", "535 5.7.139 SmtpClientAuthentication is disabled for the Tenant.");
    failAll(accounts);
    assertThat(accounts).allMatch(account -> stage.row(account).inTrouble());
    assertThat(open()).isEmpty();
  }

  @Test
  void an_authority_that_is_down_is_an_outage_of_its_cloud() {
    var accounts = stage.active(3);
    stage.proveDue();
    stage.tick(Duration.ofHours(2));
    stage.installation().authority().answerAlways(Reply.html(503, "<h1>Unavailable</h1>"));
    failAll(accounts);
    assertThat(open()).hasSize(1);
    assertThat(open().getFirst().code()).isEqualTo("D51");
  }

  /** Every account at its own hour would take an hour to show what is known after a minute. */
  @Test
  void when_one_account_fails_some_others_of_the_place_are_tried_too() {
    var accounts = stage.active(4);
    stage.proveDue();
    stage.tick(Duration.ofMinutes(20));
    stage.installation().imap().refuse("AUTHENTICATE", BUSY);
    fail(accounts.subList(0, 1));
    fail(accounts.subList(0, 1));
    stage.tick(Duration.ofSeconds(20));
    assertThat(stage.proveDue()).isEqualTo(3);
    stage.watch();
    assertThat(open()).hasSize(1);
  }

  @Test
  void one_account_that_works_again_wakes_the_others_and_then_it_is_over() {
    var accounts = stage.active(4);
    stage.proveDue();
    stage.installation().imap().refuse("AUTHENTICATE", BUSY);
    failAll(accounts);
    failOften(accounts, 6);
    assertThat(open()).hasSize(1);
    stage.installation().imap().reset();
    proveAlone(accounts.getFirst());
    stage.watch();
    assertThat(open()).hasSize(1);
    stage.tick(Duration.ofMinutes(2));
    stage.proveDue();
    stage.watch();
    assertThat(open()).isEmpty();
    assertThat(accounts).noneMatch(account -> stage.row(account).inTrouble());
    assertThat(stage.node().get(Outages.class).lately()).hasSize(1);
  }

  @Test
  void an_outage_lasts_while_nobody_has_seen_anything_work() {
    var accounts = stage.active(3);
    stage.installation().imap().refuse("AUTHENTICATE", BUSY);
    failAll(accounts);
    stage.tick(Duration.ofHours(5));
    stage.watch();
    assertThat(open()).hasSize(1);
  }

  @Test
  void the_summary_shows_it_once_with_the_number_of_accounts() {
    var accounts = stage.active(3);
    stage.installation().imap().refuse("AUTHENTICATE", BUSY);
    failAll(accounts);
    var summary = stage.node().get(Health.class).summary(OrganizationId.FIRST);
    assertThat(summary.outages()).hasSize(1);
    assertThat(summary.outages().getFirst().cloud()).isEqualTo("Lab");
    assertThat(summary.outages().getFirst().accounts()).isEqualTo(3);
    assertThat(summary.inbound()).containsEntry("trouble", 3).containsEntry("ok", 0);
    assertThat(summary.outbound()).containsEntry("ok", 3);
    assertThat(summary.states()).containsEntry("degraded", 3);
    assertThat(stage.node().get(Health.class).of(accounts.getFirst()).outage())
        .isEqualTo(open().getFirst().since());
  }

  /** Twice in a row, one after the other, then a look at all; returns when the first one failed. */
  private java.time.Instant failAll(List<MailAccount> accounts) {
    fail(accounts);
    var began = stage.row(accounts.getFirst()).failures() > 0 ? firstFailure(accounts) : null;
    fail(accounts);
    stage.watch();
    return java.util.Objects.requireNonNull(began);
  }

  private java.time.Instant firstFailure(List<MailAccount> accounts) {
    return accounts.stream()
        .flatMap(account -> stage.row(account).lamps())
        .map(Lamp::failingSince)
        .flatMap(java.util.stream.Stream::ofNullable)
        .min(java.time.Instant::compareTo)
        .orElseThrow();
  }

  private void failOften(List<MailAccount> accounts, int times) {
    for (int i = 0; i < times; i++) {
      fail(accounts);
      stage.watch();
    }
  }

  private void fail(List<MailAccount> accounts) {
    accounts.forEach(this::ask);
    stage.tick(Duration.ofSeconds(1));
    stage.proveDue();
  }

  /** Before the pauses of the others are over, however the dice fell for each of them. */
  private void proveAlone(MailAccount account) {
    ask(account);
    stage.tick(Duration.ofSeconds(1));
    assertThat(stage.proveDue()).isEqualTo(1);
  }

  private void ask(MailAccount account) {
    stage.node().get(HealthTriggers.class).ask(account);
  }

  private List<Outage> open() {
    return stage.node().get(Outages.class).open();
  }

  private int count(String table) {
    return stage.jdbc().sql("select count(*) from " + table).query(Integer.class).single();
  }
}
