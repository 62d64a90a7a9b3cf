package com.mailgrant.migration;

import static com.mailgrant.migration.DeskStage.HERE;
import static com.mailgrant.testing.Visitor.ANNA;
import static org.assertj.core.api.Assertions.assertThat;

import com.mailgrant.account.Accounts;
import com.mailgrant.account.Conversions.Wish;
import com.mailgrant.account.MailAccount;
import com.mailgrant.outbox.MessageDraft;
import com.mailgrant.outbox.MessageDraft.Recipient;
import com.mailgrant.outbox.Outbox;
import com.mailgrant.provider.AccountType;
import com.mailgrant.testing.DyingPool;
import java.util.List;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * A node is killed between every two steps of a conversion, and of the way back: whatever was
 * committed, another node finds an account that works one way or the other, brings it to its end,
 * and a held message is there once.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ConversionCrashTest {
  private static final int FEWEST_MOMENTS = 6;

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
  void a_conversion_survives_a_kill_between_every_two_of_its_steps() {
    int moment = 0;
    boolean died;
    var before = readyToSwitch();
    do {
      moment++;
      died = dies(moment, before, (desk, entry) -> desk.convert(entry, "admin"));
      var after = stage.fresh(before);
      if (after.useOAuth()) {
        assertThat(stage.line(after).conversion())
            .satisfies(conversion -> assertThat(conversion.canGoBack()).isTrue());
        assertThat(converted()).as("told at moment %s", moment).isEqualTo(1);
      } else {
        assertThat(after).as("unharmed at moment %s", moment).isEqualTo(before);
        assertThat(outboxStates()).as("at moment %s", moment).containsExactly("HELD");
        assertThat(converted()).isZero();
      }
      // As it is unharmed it can be killed again at once; to be finished it is brought now and
      // then.
      if (after.useOAuth() || moment % 4 == 0) {
        if (!after.useOAuth()) {
          stage.desk.convert(stage.entry(before), "admin");
        }
        settled(before, true);
        assertThat(converted()).as("told once at moment %s", moment).isEqualTo(1);
        before = readyToSwitch();
      }
    } while (died);
    System.out.println("a conversion has " + (moment - 1) + " moments");
    assertThat(moment).isGreaterThan(FEWEST_MOMENTS);
  }

  @Test
  void the_way_back_survives_a_kill_between_every_two_of_its_steps() {
    int moment = 0;
    boolean died;
    do {
      moment++;
      var before = readyToSwitch();
      stage.desk.convert(stage.entry(before), "admin");
      died = dies(moment, before, (desk, entry) -> desk.goBack(entry, "admin"));
      if (stage.fresh(before).useOAuth()) {
        stage.desk.goBack(stage.entry(before), "admin");
      }
      settled(before, false);
      assertThat(stage.fresh(before).imap()).isEqualTo(before.imap());
      assertThat(stage.fresh(before).smtp()).isEqualTo(before.smtp());
      assertThat(events("migration.went-back")).as("told once at moment %s", moment).isEqualTo(1);
    } while (died);
    assertThat(moment).isGreaterThan(FEWEST_MOMENTS / 2);
  }

  /** From the press of a button on another node than the one that died, to the everyday test. */
  private void settled(MailAccount before, boolean oauth) {
    while (stage.desk.confirmNext()) {
      assertThat(stage.count("account_conversion")).isEqualTo(1);
    }
    var after = stage.fresh(before);
    assertThat(after.id()).isEqualTo(before.id());
    assertThat(after.useOAuth()).isEqualTo(oauth);
    assertThat(after.type()).isEqualTo(oauth ? AccountType.MICROSOFT_365 : before.type());
    assertThat(after.signedIn()).isTrue();
    assertThat(stage.installation.node().get(Accounts.class).password(before.id())).isPresent();
    assertThat(outboxStates()).as("it goes out, once").containsExactly("QUEUED");
    assertThat(stage.lines()).hasSize(1);
  }

  /** Whether the node died before it was through. */
  private boolean dies(
      int moment, MailAccount account, BiConsumer<ConversionDesk, PlanEntry> what) {
    var entry = stage.entry(account);
    var pool = new DyingPool(stage.installation.database().pool(), moment);
    try (var node = stage.installation.dyingNode(pool)) {
      what.accept(node.get(ConversionDesk.class), entry);
    } catch (RuntimeException | Error e) {
      if (!pool.isDead()) {
        throw e;
      }
    }
    return pool.isDead();
  }

  private MailAccount readyToSwitch() {
    stage.reset();
    var account = stage.password(ANNA);
    stage.installation.node().get(Outbox.class).accept(account, message(), null);
    stage
        .installation
        .database()
        .jdbc()
        .sql("update outbox_message set state = 'HELD', next_attempt_at = null")
        .update();
    stage.desk.begin(stage.entry(account), new Wish(null, "lab", null, null));
    assertThat(stage.signIn(account, ANNA)).isTrue();
    assertThat(stage.plan.line(HERE, stage.entry(account).id()).ready()).isTrue();
    return stage.fresh(account);
  }

  private List<String> outboxStates() {
    return stage
        .installation
        .database()
        .jdbc()
        .sql("select state from outbox_message")
        .query((row, _) -> row.getString(1))
        .list();
  }

  private int converted() {
    return events("migration.converted");
  }

  private int events(String type) {
    return stage
        .installation
        .database()
        .jdbc()
        .sql(
            "select count(*) from (select type from event_arrival union all select type from event) e where type = ?")
        .param(type)
        .query(Integer.class)
        .single();
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
