package com.mailgrant.desk;

import static org.assertj.core.api.Assertions.assertThat;

import com.mailgrant.account.MailAccount;
import com.mailgrant.account.TestAccounts;
import com.mailgrant.appregistration.TestRegistrations;
import com.mailgrant.connectiontest.ConnectionTested;
import com.mailgrant.connectiontest.ConnectionTested.Sending;
import com.mailgrant.desk.SendingTask.State;
import com.mailgrant.testing.Installation;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The task card for the administrator of the mail servers: to do, told, saved, verified. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SendingDeskTest {
  private final Installation installation = Installation.start();
  private final SendingDesk desk = installation.node().get(SendingDesk.class);
  private MailAccount account = TestAccounts.corporate(installation.node(), "anna@contoso.example");

  @BeforeEach
  void sendingIsSwitchedOff() {
    installation.reset();
    TestRegistrations.configured(installation.node());
    account = TestAccounts.corporate(installation.node(), "anna@contoso.example");
    desk.tested(new ConnectionTested(account, new Sending.Allowed()));
    desk.tested(new ConnectionTested(account, new Sending.AdministratorNeeded("D01")));
  }

  @AfterAll
  void stop() {
    installation.close();
  }

  @Test
  void one_task_serves_all_accounts_of_the_tenant() {
    var other = TestAccounts.corporate(installation.node(), "bernd@contoso.example");

    assertThat(desk.task(account).map(SendingTask::state)).contains(State.TO_DO);
    assertThat(desk.task(other)).isEqualTo(desk.task(account));
    desk.told(task());
    assertThat(desk.task(other).map(SendingTask::state)).contains(State.TOLD);
  }

  @Test
  void saved_it_tries_again_ever_more_rarely_and_ends_when_sending_works() {
    desk.saved(task());
    assertThat(task().state()).isEqualTo(State.SAVED);
    var before = Duration.ZERO;
    while (task().nextTryAt() != null) {
      var due = task().nextTryAt();
      installation.clock().tick(Duration.between(installation.clock().instant(), due));
      var tries = task().tries();
      desk.tryAgain();
      assertThat(task().tries()).isEqualTo(tries + 1);
      var next = task().nextTryAt();
      if (next != null) {
        var pause = Duration.between(due, next);
        assertThat(pause).isGreaterThanOrEqualTo(before);
        before = pause;
      }
    }
    assertThat(before).isGreaterThanOrEqualTo(Duration.ofMinutes(30));

    desk.tested(new ConnectionTested(account, new Sending.Allowed()));
    assertThat(task().state()).isEqualTo(State.VERIFIED);
    assertThat(task().verifiedAt()).isEqualTo(installation.clock().instant());
  }

  @Test
  void a_test_that_did_not_get_that_far_verifies_nothing_and_the_switch_can_go_off_again() {
    desk.tested(new ConnectionTested(account, new Sending.Unknown()));
    assertThat(task().state()).isEqualTo(State.TO_DO);
    desk.tested(new ConnectionTested(account, new Sending.Allowed()));
    assertThat(task().state()).isEqualTo(State.VERIFIED);

    desk.tested(new ConnectionTested(account, new Sending.AdministratorNeeded("D02")));
    assertThat(task().state()).isEqualTo(State.TO_DO);
    assertThat(task().code()).isEqualTo("D02");
  }

  private SendingTask task() {
    return desk.task(account).orElseThrow();
  }
}
