package com.mailgrant.health;

import static org.assertj.core.api.Assertions.assertThat;

import com.mailgrant.account.AccountState;
import com.mailgrant.account.MailAccount;
import com.mailgrant.account.TestAccounts;
import com.mailgrant.health.HealthNotice.Kind;
import com.mailgrant.testing.Installation;
import com.mailgrant.testing.Visitor;
import com.mailgrant.token.TestGrants;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Who is told of what, when, and through which account. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TroublesTest {
  private static final String ANNA = "anna@contoso.example";
  private static final Duration DAY = Duration.ofDays(1);

  private final HealthStage stage = new HealthStage();
  private MailAccount anna = TestAccounts.corporate(stage.node(), ANNA);
  private MailAccount carrier = anna;

  @BeforeEach
  void twoAccountsThatWork() {
    stage.reset();
    heard().clear();
    anna = stage.active(ANNA);
    carrier = stage.active("reception@contoso.example");
    stage.proveDue();
  }

  @AfterAll
  void stop() {
    stage.close();
  }

  @Test
  void people_are_told_after_the_grace_time_and_not_before() {
    annaNeedsLogin();
    stage.watch();
    assertThat(stage.mails()).isEmpty();
    stage.tick(Duration.ofMinutes(9));
    stage.watch();
    assertThat(stage.mails()).isEmpty();
    stage.tick(Duration.ofMinutes(1));
    stage.watch();
    assertThat(stage.mails()).containsExactly(subject());
  }

  @Test
  void the_notice_leaves_through_an_account_that_works_and_says_who_must_do_what() {
    annaNeedsLogin();
    stage.tick(Duration.ofMinutes(11));
    stage.watch();
    var row =
        stage
            .jdbc()
            .sql(
                "select account_id, recipients, convert_from(content, 'UTF8') as content from"
                    + " outbox_message")
            .query()
            .singleRow();
    assertThat(row.get("account_id")).isEqualTo(carrier.id().value());
    assertThat(String.valueOf(row.get("recipients")))
        .contains(Installation.ADMINISTRATOR)
        .as("who alone can mend it is told too")
        .contains(ANNA);
    assertThat(String.valueOf(row.get("content")).replace("=\r\n", ""))
        .contains("The sign-in was revoked")
        .contains("Press Login and sign in again as " + ANNA)
        .contains(String.valueOf(stage.row(anna).inbound().errorId()))
        .contains("/setup/configuration/email/mail-accounts/" + anna.id());
  }

  @Test
  void programs_are_told_in_the_same_moment() {
    annaNeedsLogin();
    stage.tick(Duration.ofMinutes(11));
    stage.watch();
    assertThat(heard()).hasSize(1);
    var notice = heard().getFirst();
    assertThat(notice.kind()).isEqualTo(Kind.TROUBLE);
    assertThat(notice.code()).isEqualTo("D18");
    assertThat(notice.accounts()).containsExactly(anna.id());
    assertThat(notice.errorId()).isEqualTo(stage.row(anna).inbound().errorId());
  }

  @Test
  void a_cause_that_lasts_is_told_once_a_day() {
    annaNeedsLogin();
    stage.tick(Duration.ofMinutes(11));
    for (int i = 0; i < 20; i++) {
      stage.watch();
      stage.tick(Duration.ofMinutes(1));
    }
    assertThat(stage.mails()).hasSize(1);
    stage.tick(DAY);
    stage.watch();
    stage.watch();
    assertThat(stage.mails()).hasSize(2);
  }

  @Test
  void people_are_told_when_it_is_over() {
    annaNeedsLogin();
    stage.tick(Duration.ofMinutes(11));
    stage.watch();
    annaSignsIn();
    stage.watch();
    stage.watch();
    assertThat(stage.mails())
        .containsExactly(subject(), "\"" + anna.accountName() + "\" works again");
    assertThat(heard()).extracting(HealthNotice::kind).containsExactly(Kind.TROUBLE, Kind.OVER);
  }

  @Test
  void what_was_over_within_the_grace_time_is_never_mentioned() {
    annaNeedsLogin();
    stage.tick(Duration.ofMinutes(5));
    stage.watch();
    annaSignsIn();
    stage.watch();
    stage.tick(Duration.ofHours(1));
    stage.watch();
    assertThat(stage.mails()).isEmpty();
    assertThat(heard()).isEmpty();
  }

  @Test
  void a_cause_that_comes_and_goes_is_told_once_a_day_too() {
    for (int i = 0; i < 4; i++) {
      annaNeedsLogin();
      stage.tick(Duration.ofMinutes(11));
      stage.watch();
      annaSignsIn();
      stage.watch();
    }
    assertThat(stage.mails())
        .containsExactly(subject(), "\"" + anna.accountName() + "\" works again");
  }

  @Test
  void while_no_account_works_the_notice_waits_for_one() {
    stage.jdbc().sql("update mail_account set state = 'degraded'").update();
    annaNeedsLogin();
    stage.tick(Duration.ofMinutes(11));
    stage.watch();
    assertThat(stage.mails()).isEmpty();
    assertThat(heard()).hasSize(1);
    stage
        .jdbc()
        .sql("update mail_account set state = 'active' where id = ?")
        .param(carrier.id().value())
        .update();
    stage.watch();
    assertThat(stage.mails()).containsExactly(subject());
  }

  @Test
  void a_notice_that_nobody_could_carry_for_a_day_is_dropped() {
    stage.jdbc().sql("update mail_account set state = 'degraded'").update();
    annaNeedsLogin();
    stage.tick(Duration.ofMinutes(11));
    stage.watch();
    assertThat(waiting()).isEqualTo(1);
    annaSignsIn();
    stage.tick(DAY.plusHours(1));
    stage.watch();
    stage.tick(DAY.plusHours(1));
    stage.watch();
    assertThat(waiting()).isZero();
  }

  @Test
  void accounts_with_the_same_cause_are_told_of_together() {
    stage.active(2);
    stage.proveDue();
    stage
        .installation()
        .smtp()
        .refuse("AUTH", "535 5.7.139 SmtpClientAuthentication is disabled for the Tenant.");
    for (int i = 0; i < 3; i++) {
      stage.tick(Duration.ofHours(2));
      stage.proveDue();
    }
    stage.watch();
    assertThat(heard()).hasSize(1);
    assertThat(heard().getFirst().accounts()).hasSize(4);
  }

  @Test
  void accounts_in_an_outage_send_no_notices_of_their_own() {
    var others = stage.active(3);
    stage.proveDue();
    stage.installation().imap().refuse("AUTHENTICATE", "NO Server Unavailable. 15");
    for (int i = 0; i < 3; i++) {
      others.forEach(stage.node().get(HealthTriggers.class)::ask);
      stage.tick(Duration.ofSeconds(30));
      stage.proveDue();
    }
    stage.watch();
    stage.tick(Duration.ofMinutes(11));
    stage.watch();
    assertThat(heard()).hasSize(1);
    assertThat(heard().getFirst().cause()).startsWith("outage:");
    assertThat(heard().getFirst().accounts()).hasSizeGreaterThanOrEqualTo(3);
    assertThat(stage.mails()).allSatisfy(mail -> assertThat(mail).startsWith("Lab is disturbed"));
    assertThat(stage.mails().size() + waiting()).isEqualTo(1);
  }

  @Test
  void the_end_of_an_outage_is_told_once() {
    var all = stage.active(3);
    stage.proveDue();
    stage.installation().imap().refuse("AUTHENTICATE", "NO Server Unavailable. 15");
    for (int i = 0; i < 3; i++) {
      all.forEach(stage.node().get(HealthTriggers.class)::ask);
      stage.tick(Duration.ofSeconds(30));
      stage.proveDue();
    }
    stage.watch();
    stage.tick(Duration.ofMinutes(11));
    stage.watch();
    stage.installation().imap().reset();
    stage.tick(Duration.ofMinutes(1));
    for (int i = 0; i < 3; i++) {
      stage.tick(Duration.ofMinutes(1));
      all.forEach(stage.node().get(HealthTriggers.class)::ask);
      stage.node().get(HealthTriggers.class).ask(anna);
      stage.node().get(HealthTriggers.class).ask(carrier);
      stage.proveDue();
      stage.watch();
    }
    stage.watch();
    assertThat(heard()).extracting(HealthNotice::kind).containsExactly(Kind.TROUBLE, Kind.OVER);
    assertThat(stage.mails()).anySatisfy(mail -> assertThat(mail).startsWith("Lab works again"));
  }

  @Test
  void an_account_that_was_deleted_is_not_said_to_work_again() {
    annaNeedsLogin();
    stage.tick(Duration.ofMinutes(11));
    stage.watch();
    TestAccounts.delete(stage.node(), anna);
    stage.watch();
    assertThat(stage.mails()).containsExactly(subject());
  }

  @Test
  void one_cause_after_another_is_not_the_end() {
    stage
        .installation()
        .smtp()
        .refuse("AUTH", "535 5.7.139 SmtpClientAuthentication is disabled for the Tenant.");
    stage.node().get(HealthTriggers.class).ask(anna);
    stage.tick(Duration.ofSeconds(1));
    stage.proveDue();
    stage.proveNext(anna);
    stage.tick(Duration.ofMinutes(11));
    stage.watch();
    assertThat(heard()).hasSize(1);
    stage.installation().smtp().refuse("AUTH", "535 5.7.139 basic authentication is disabled.");
    stage.node().get(HealthTriggers.class).ask(anna);
    stage.tick(Duration.ofSeconds(1));
    stage.proveDue();
    stage.watch();
    assertThat(stage.row(anna).outbound().code()).isEqualTo("D03");
    assertThat(heard()).extracting(HealthNotice::kind).containsOnly(Kind.TROUBLE);
  }

  private void annaNeedsLogin() {
    stage.tick(Duration.ofSeconds(1));
    stage.installation().authority().endGrant(50173);
    stage
        .jdbc()
        .sql("update token_grant set access_token = null where account_id = ?")
        .param(anna.id().value())
        .update();
    stage.node().get(HealthTriggers.class).ask(anna);
    stage.proveDue();
    assertThat(stage.state(anna)).isEqualTo(AccountState.NEEDS_LOGIN);
  }

  private void annaSignsIn() {
    stage.tick(Duration.ofSeconds(1));
    TestGrants.signIn(stage.installation(), anna, Visitor.of(ANNA, "Anna Berg"));
    TestAccounts.active(stage.node(), anna);
    stage.proveDue();
    assertThat(stage.row(anna).inTrouble()).isFalse();
  }

  private String subject() {
    return "\"" + anna.accountName() + "\" cannot read or send mail";
  }

  private List<HealthNotice> heard() {
    return stage.node().get(HeardNotices.class).heard();
  }

  private int waiting() {
    return stage.jdbc().sql("select count(*) from health_mail").query(Integer.class).single();
  }
}
