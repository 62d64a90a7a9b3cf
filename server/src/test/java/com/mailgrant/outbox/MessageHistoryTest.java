package com.mailgrant.outbox;

import static com.mailgrant.organization.OrganizationId.FIRST;
import static com.mailgrant.testing.Visitor.ANNA;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mailgrant.account.AccountState;
import com.mailgrant.account.AccountStateChanged;
import com.mailgrant.account.MailAccount;
import com.mailgrant.account.TestAccounts;
import com.mailgrant.event.Event;
import com.mailgrant.event.EventFilter;
import com.mailgrant.event.EventLog;
import com.mailgrant.outbox.MessageDraft.Recipient;
import com.mailgrant.platform.Refused;
import com.mailgrant.testing.FakeSmtp.AtEndOfData;
import com.mailgrant.testing.Installation;
import com.mailgrant.testing.Node;
import com.mailgrant.token.TestGrants;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.transaction.support.TransactionTemplate;

/** What the application hears of its messages. */
class MessageHistoryTest {
  private final Installation installation = Installation.start();
  private final Node node = installation.node();
  private final Outbox outbox = node.get(Outbox.class);
  private final Sending sending = node.get(Sending.class);
  private MailAccount account = TestAccounts.corporate(node, ANNA.username());

  @BeforeEach
  void annaHasSignedIn() {
    TestGrants.signIn(installation, account, ANNA);
    account = TestAccounts.fresh(node, account);
  }

  @AfterEach
  void stop() {
    installation.close();
  }

  @Test
  void a_message_that_leaves_was_queued_and_is_sent() {
    var message = accept(null);
    assertThat(sending.attemptNext()).isTrue();
    assertThat(installation.smtp().deliveries()).hasSize(1);
    assertThat(types()).containsExactly("message.queued", "message.sent");
    assertThat(events())
        .allSatisfy(event -> {
          assertThat(event.account()).isEqualTo(account.id().value());
          assertThat(event.message()).isEqualTo(message.id().toString());
          assertThat(event.data().path("messageId").asString()).isEqualTo(message.messageId());
          assertThat(event.data().path("subject").asString()).isEqualTo("Offer");
        });
  }

  @Test
  void a_message_that_was_accepted_under_the_same_key_is_told_once() {
    accept("order-7");
    accept("order-7");
    assertThat(types()).containsExactly("message.queued");
  }

  @Test
  void a_message_that_is_not_stored_is_not_told_either() {
    accept("order-7");
    assertThatThrownBy(() -> outbox.accept(account, draft("Another offer"), "order-7"))
        .isInstanceOf(Refused.class);
    assertThat(types()).containsExactly("message.queued");
  }

  @Test
  void a_fault_of_the_account_holds_the_message_until_the_account_works_again() {
    installation
        .smtp()
        .refuse(
            "AUTH",
            "535 5.7.139 Authentication unsuccessful, SmtpClientAuthentication is disabled for the"
                + " Tenant.");
    var message = accept(null);
    sending.attemptNext();
    assertThat(types()).containsExactly("message.queued", "message.held");
    var held = events().getLast().data();
    assertThat(held.path("diagnosis").path("code").asString()).isEqualTo("D01");
    assertThat(held.path("diagnosis").path("actor").asString()).isEqualTo("exchange-admin");
    assertThat(held.path("diagnosis").path("errorId").asString())
        .isEqualTo(outbox.get(FIRST, message.id()).errorId());
    installation.smtp().reset();
    TestAccounts.active(node, account);
    sending.attemptNext();
    assertThat(types())
        .containsExactly("message.queued", "message.held", "message.released", "message.sent");
  }

  @Test
  void the_account_is_told_to_work_again_before_its_messages_are_told_to_leave() {
    installation.smtp().refuse("AUTH", "535 5.7.3 Authentication unsuccessful");
    accept(null);
    sending.attemptNext();
    assertThat(types()).last().isEqualTo("message.held");
    TestAccounts.active(node, account);
    var all = node.get(EventLog.class).read(FIRST, EventFilter.ALL, 0, 100).events();
    assertThat(all.stream().map(Event::type).toList())
        .containsSubsequence("message.held", "account.state-changed", "message.released");
    assertThat(types()).containsOnlyOnce("message.released");
  }

  @Test
  void something_temporary_defers_and_says_until_when() {
    installation.smtp().refuse("MAIL", "451 4.7.0 Temporary server error. Please try again later.");
    accept(null);
    sending.attemptNext();
    assertThat(types()).containsExactly("message.queued", "message.deferred");
    var now = installation.clock().instant();
    assertThat(Instant.parse(events().getLast().data().path("nextAttemptAt").asString()))
        .isBetween(now.plusSeconds(20), now.plusSeconds(30));
  }

  @Test
  void a_fault_of_the_message_fails_it() {
    installation.smtp().refuse("RCPT", "550 5.1.1 No such user");
    accept(null);
    sending.attemptNext();
    assertThat(types()).containsExactly("message.queued", "message.failed");
  }

  @Test
  void a_message_whose_answer_got_lost_is_in_doubt_and_may_be_released() {
    installation.smtp().atEndOfData(AtEndOfData.LOSE_AND_VANISH);
    var message = accept(null);
    sending.attemptNext();
    assertThat(types()).containsExactly("message.queued", "message.unknown");
    installation.smtp().reset();
    outbox.release(FIRST, message.id());
    sending.attemptNext();
    assertThat(types())
        .containsExactly("message.queued", "message.unknown", "message.released", "message.sent");
  }

  @Test
  void a_worker_that_was_overtaken_tells_nothing_twice() {
    accept(null);
    var history = node.get(MessageHistory.class);
    var slow = taken();
    Leases.runOut(installation);
    var quick = taken();
    history.end(quick, OutboxState.SENT, null, List.of(), null);
    history.end(slow, OutboxState.SENT, null, List.of(), null);
    history.end(slow, OutboxState.UNKNOWN, null, List.of(), null);
    assertThat(types()).containsExactly("message.queued", "message.sent");
    assertThat(outbox.list(FIRST, null, OutboxState.SENT)).hasSize(1);
  }

  @Test
  void a_message_is_cancelled_once() {
    var message = accept(null);
    outbox.cancel(FIRST, message.id());
    assertThatThrownBy(() -> outbox.cancel(FIRST, message.id())).isInstanceOf(Refused.class);
    assertThat(types()).containsExactly("message.queued", "message.cancelled");
  }

  @Test
  void messages_that_go_with_their_account_are_told_before_its_end() {
    accept(null);
    accept(null);
    taken();
    TestAccounts.delete(node, account);
    assertThat(types())
        .containsExactly(
            "message.queued", "message.queued", "message.cancelled", "message.unknown");
    var all = node.get(EventLog.class).read(FIRST, EventFilter.ALL, 0, 100).events();
    assertThat(all.getLast().type()).isEqualTo("account.deleted");
  }

  @Test
  void state_and_event_stay_together_when_the_transaction_fails() {
    installation.smtp().refuse("AUTH", "535 5.7.3 Authentication unsuccessful");
    accept(null);
    sending.attemptNext();
    node.get(TransactionTemplate.class)
        .executeWithoutResult(transaction -> {
          outbox.accountWorksAgain(
              new AccountStateChanged(
                  account.id(),
                  AccountState.DEGRADED,
                  AccountState.ACTIVE,
                  installation.clock().instant(),
                  null));
          transaction.setRollbackOnly();
        });
    assertThat(types()).containsExactly("message.queued", "message.held");
    assertThat(outbox.list(FIRST, null, OutboxState.HELD)).hasSize(1);
  }

  /** As a worker does that gets no further. */
  private Taken taken() {
    var now = installation.clock().instant();
    var lane = node.get(LaneTable.class).claim(null, now).orElseThrow();
    return node.get(OutboxTable.class).take(lane, now).orElseThrow();
  }

  private OutboxMessage accept(@Nullable String key) {
    return outbox.accept(account, draft("Offer"), key);
  }

  private static MessageDraft draft(String subject) {
    return new MessageDraft(
        List.of(new Recipient(null, "eve@fabrikam.example")),
        null,
        null,
        subject,
        "Hello",
        null,
        null);
  }

  private List<String> types() {
    return events().stream().map(Event::type).toList();
  }

  private List<Event> events() {
    var messages = new EventFilter(Set.of("message.*"), Set.of());
    return node.get(EventLog.class).read(FIRST, messages, 0, 100).events();
  }
}
