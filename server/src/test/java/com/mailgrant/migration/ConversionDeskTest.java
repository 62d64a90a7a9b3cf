package com.mailgrant.migration;

import static com.mailgrant.migration.DeskStage.HERE;
import static com.mailgrant.testing.Visitor.ANNA;
import static com.mailgrant.testing.Visitor.BERND;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mailgrant.account.AccountState;
import com.mailgrant.account.Accounts;
import com.mailgrant.account.Conversions.Wish;
import com.mailgrant.account.MailAccount;
import com.mailgrant.account.TestAccounts;
import com.mailgrant.outbox.MessageDraft;
import com.mailgrant.outbox.MessageDraft.Recipient;
import com.mailgrant.outbox.Outbox;
import com.mailgrant.platform.Missing;
import com.mailgrant.platform.Refused;
import com.mailgrant.provider.AccountType;
import com.mailgrant.token.Tokens;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ConversionDeskTest {
  private final DeskStage stage = new DeskStage();

  @BeforeEach
  void reset() {
    stage.reset();
  }

  @AfterAll
  void stop() {
    stage.close();
  }

  @Test
  void an_account_is_converted_in_place() {
    var before = stage.password(ANNA);
    begin(before);
    assertThat(stage.line(before).stage()).isEqualTo(Stage.PLANNED);
    assertThat(stage.signIn(before, ANNA)).isTrue();
    assertThat(stage.line(before).stage()).isEqualTo(Stage.TESTED);
    assertThat(stage.fresh(before)).as("nothing changed yet").isEqualTo(before);

    stage.desk.convert(stage.entry(before), "admin");

    var after = stage.fresh(before);
    assertThat(after.id()).isEqualTo(before.id());
    assertThat(after.type()).isEqualTo(AccountType.MICROSOFT_365);
    assertThat(after.useOAuth()).isTrue();
    assertThat(after.imap()).isNull();
    assertThat(after.accountName()).isEqualTo(before.accountName());
    assertThat(after.mapped()).isTrue();
    assertThat(after.state()).isEqualTo(AccountState.ACTIVE);
    assertThat(stage.line(after).done()).isTrue();
    assertThat(stage.count("account_password")).as("kept to go back").isEqualTo(1);
    assertThat(events()).contains("account.changed", "migration.converted");
  }

  @Test
  void what_was_held_is_let_go_by_the_switch() {
    var account = stage.password(ANNA);
    var outbox = stage.installation.node().get(Outbox.class);
    var message = outbox.accept(account, message(), null);
    stage
        .installation
        .database()
        .jdbc()
        .sql("update outbox_message set state = 'HELD', next_attempt_at = null")
        .update();
    begin(account);
    stage.signIn(account, ANNA);
    assertThat(outboxState()).as("a proof beside lets nothing go").isEqualTo("HELD");
    stage.desk.convert(stage.entry(account), "admin");
    assertThat(outboxState()).isEqualTo("QUEUED");
    assertThat(message.state().apiName()).isEqualTo("queued");
  }

  @Test
  void another_person_does_not_pass_for_the_right_one() {
    var account = stage.password(ANNA);
    begin(account);
    assertThat(stage.signIn(account, BERND)).isFalse();
    var line = stage.line(account);
    assertThat(line.stage()).isEqualTo(Stage.PLANNED);
    assertThat(line.entry().trouble()).isNotNull();
    assertThat(line.waitsFor()).isEqualTo("user");
    assertThat(stage.installation.node().get(Tokens.class).grant(account.id())).isEmpty();
  }

  @Test
  void what_cannot_send_by_the_new_way_is_not_switched() {
    var account = stage.password(ANNA);
    begin(account);
    stage
        .installation
        .smtp()
        .refuse("AUTH", "535 5.7.139 SmtpClientAuthentication is disabled for the Tenant.");
    stage.signIn(account, ANNA);
    assertThat(stage.line(account).waitsFor()).isEqualTo("exchange-admin");
    assertThatThrownBy(() -> stage.desk.convert(stage.entry(account), "admin"))
        .isInstanceOf(Refused.class)
        .hasMessageContaining("MG-");
    assertThat(stage.fresh(account)).isEqualTo(account);
    assertThat(stage.rounds.convertReady(HERE, "admin")).isEmpty();
  }

  @Test
  void an_edit_after_the_proof_voids_it() {
    var account = stage.password(ANNA);
    begin(account);
    stage.signIn(account, ANNA);
    TestAccounts.rename(stage.installation.node(), account, "Renamed");
    assertThat(stage.line(account).ready()).isFalse();
    assertThat(stage.line(account).stage()).isEqualTo(Stage.SIGNED_IN);
  }

  @Test
  void there_is_a_way_back_until_the_password_is_erased() {
    var before = stage.password(ANNA);
    begin(before);
    stage.signIn(before, ANNA);
    stage.desk.convert(stage.entry(before), "admin");

    stage.desk.goBack(stage.entry(before), "admin");
    var back = stage.fresh(before);
    assertThat(back.useOAuth()).isFalse();
    assertThat(back.type()).isEqualTo(AccountType.GENERIC);
    assertThat(back.imap()).isEqualTo(before.imap());
    assertThat(back.smtp()).isEqualTo(before.smtp());
    assertThat(back.username()).isEqualTo(before.username());
    assertThat(back.signedIn()).isTrue();

    stage.desk.convert(stage.entry(before), "admin");
    stage.installation.clock().tick(Duration.ofDays(7));
    MigrationJobs.erase(stage.desk, accounts());
    assertThat(stage.count("account_password")).isZero();
    assertThat(events()).contains("migration.password-erased");
    assertThatThrownBy(() -> stage.desk.goBack(stage.entry(before), "admin"))
        .isInstanceOf(Refused.class)
        .hasMessageContaining("erased");
    assertThat(stage.fresh(before).useOAuth()).isTrue();
  }

  @Test
  void before_the_time_is_over_nothing_is_erased() {
    var account = stage.password(ANNA);
    begin(account);
    stage.signIn(account, ANNA);
    stage.desk.convert(stage.entry(account), "admin");
    stage.installation.clock().tick(Duration.ofDays(7).minusSeconds(1));
    MigrationJobs.erase(stage.desk, accounts());
    assertThat(stage.count("account_password")).isEqualTo(1);
  }

  @Test
  void the_erasing_leaves_a_password_that_is_in_use_again() {
    var account = stage.password(ANNA);
    begin(account);
    stage.signIn(account, ANNA);
    stage.desk.convert(stage.entry(account), "admin");
    stage.desk.goBack(stage.entry(account), "admin");
    stage.installation.clock().tick(Duration.ofDays(30));
    MigrationJobs.erase(stage.desk, accounts());
    assertThat(stage.count("account_password")).isEqualTo(1);
  }

  @Test
  void giving_up_forgets_the_sign_in_and_keeps_the_password() {
    var account = stage.password(ANNA);
    begin(account);
    stage.signIn(account, ANNA);
    stage.desk.giveUp(stage.entry(account));
    assertThat(stage.installation.node().get(Tokens.class).grant(account.id())).isEmpty();
    assertThat(stage.line(account).stage()).isEqualTo(Stage.PLANNED);
    assertThat(stage.fresh(account)).isEqualTo(account);
  }

  @Test
  void everything_that_is_ready_is_switched_and_the_rest_is_left() {
    var anna = stage.password(ANNA);
    var bernd = stage.password(BERND);
    begin(anna);
    begin(bernd);
    stage.signIn(anna, ANNA);
    assertThat(stage.rounds.convertReady(HERE, "admin"))
        .singleElement()
        .satisfies(each -> {
          assertThat(each.account()).isEqualTo(anna.id().toString());
          assertThat(each.problem()).isNull();
        });
    assertThat(stage.fresh(bernd).useOAuth()).isFalse();
  }

  @Test
  void an_account_that_vanishes_midway_harms_nothing() {
    var account = stage.password(ANNA);
    begin(account);
    stage.signIn(account, ANNA);
    var entry = stage.entry(account);
    TestAccounts.delete(stage.installation.node(), account);
    assertThatThrownBy(() -> stage.desk.convert(entry, "admin")).isInstanceOf(Missing.class);
    var line = stage.plan.line(HERE, entry.id());
    assertThat(line.stage()).isEqualTo(Stage.DELETED);
    assertThat(line.entry().planned()).isEqualTo(entry.planned());
  }

  @Test
  void a_deleted_account_comes_back_and_is_erased_later() {
    var account = stage.password(ANNA);
    TestAccounts.delete(stage.installation.node(), account);
    assertThat(accounts().of(HERE)).isEmpty();
    assertThat(accounts().parked(HERE, 0, 10)).hasSize(1);

    var back = stage.desk.bringBack(HERE, account.id(), "admin");
    assertThat(back.signedIn()).isTrue();
    assertThat(accounts().password(account.id())).isPresent();
    assertThat(stage.entry(account).accountDeletedAt()).isNull();

    TestAccounts.delete(stage.installation.node(), account);
    stage.installation.clock().tick(Duration.ofDays(8));
    MigrationJobs.erase(stage.desk, accounts());
    assertThat(stage.count("account_password")).isZero();
    assertThat(stage.count("mail_account")).isZero();
    assertThatThrownBy(() -> stage.desk.bringBack(HERE, account.id(), "admin"))
        .isInstanceOf(Missing.class);
    assertThat(stage.lines()).as("the plan outlives it").hasSize(1);
  }

  @Test
  void what_was_replaced_meanwhile_is_not_brought_back_beside_it() {
    var account = stage.password(ANNA);
    TestAccounts.delete(stage.installation.node(), account);
    TestAccounts.corporate(stage.installation.node(), ANNA.username());
    assertThatThrownBy(() -> stage.desk.bringBack(HERE, account.id(), "admin"))
        .isInstanceOf(Refused.class)
        .hasMessageContaining("connected already");
  }

  @Test
  void the_guided_way_deletes_and_creates_from_what_was_noted() {
    var account = stage.password(ANNA);
    var entry = stage.entry(account);
    stage.desk.delete(entry);
    var gone = stage.plan.find(HERE, entry.id());
    var created = stage.desk.create(gone, new Wish("microsoft365", "lab", null, null));
    assertThat(created.useOAuth()).isTrue();
    assertThat(created.accountName()).isEqualTo(account.accountName());
    assertThat(created.senderName()).isEqualTo("Anna Berg");
    assertThat(stage.lines())
        .singleElement()
        .satisfies(line -> assertThat(line.entry().account()).isEqualTo(created.id()));
  }

  private void begin(MailAccount account) {
    stage.desk.begin(stage.entry(account), new Wish(null, "lab", null, null));
  }

  private Accounts accounts() {
    return stage.installation.node().get(Accounts.class);
  }

  private String outboxState() {
    return stage
        .installation
        .database()
        .jdbc()
        .sql("select state from outbox_message")
        .query(String.class)
        .single();
  }

  private List<String> events() {
    return stage
        .installation
        .database()
        .jdbc()
        .sql("select type from event_arrival union all select type from event")
        .query((row, _) -> row.getString(1))
        .list();
  }

  private static MessageDraft message() {
    return new MessageDraft(
        List.of(new Recipient(null, "bob@fabrikam.example")),
        null,
        null,
        "Hello",
        "Hello",
        null,
        null);
  }
}
