package com.mailgrant.outbox;

import static com.mailgrant.outbox.OutboxLab.HERE;
import static com.mailgrant.testing.Visitor.ANNA;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mailgrant.account.AccountStep;
import com.mailgrant.account.Accounts;
import com.mailgrant.account.MailAccount;
import com.mailgrant.account.TestAccounts;
import com.mailgrant.event.Event;
import com.mailgrant.event.EventClause;
import com.mailgrant.event.EventFilter;
import com.mailgrant.event.EventLog;
import com.mailgrant.event.EventType;
import com.mailgrant.organization.OrganizationId;
import com.mailgrant.outbox.MessageDraft.Recipient;
import com.mailgrant.platform.Missing;
import com.mailgrant.platform.Refused;
import com.mailgrant.testing.Installation;
import com.mailgrant.testing.Node;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Accepting messages, and what may be done with them before they leave. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OutboxTest {
  @RegisterExtension private final OutboxLab lab = new OutboxLab();

  private final Installation installation = lab.installation();
  private final Node node = lab.node();
  private final Outbox outbox = lab.outbox();
  private final OutboxTable table = node.get(OutboxTable.class);
  private MailAccount account = TestAccounts.corporate(node, ANNA.username());

  @BeforeEach
  void annaIsSignedIn() {
    account = lab.signedIn(ANNA);
  }

  @Test
  void what_was_accepted_is_on_disk() {
    var message = outbox.accept(account, draft("hello"), null);
    assertThat(message.state()).isEqualTo(OutboxState.QUEUED);
    assertThat(message.from()).isEqualTo(ANNA.username());
    assertThat(message.recipients()).containsExactly("bob@fabrikam.example");
    assertThat(message.messageId()).startsWith("<");
    assertThat(message.attempts()).isZero();
    assertThat(outbox.get(HERE, message.id())).isEqualTo(message);
  }

  @Test
  void the_same_key_with_the_same_content_gives_the_same_message() {
    var first = outbox.accept(account, draft("hello"), "order-1");
    installation.clock().tick(Duration.ofHours(1));
    assertThat(outbox.accept(account, draft("hello"), "order-1")).isEqualTo(first);
    assertThat(outbox.list(HERE, null, null)).hasSize(1);
  }

  @Test
  void the_same_key_with_other_content_is_refused() {
    outbox.accept(account, draft("hello"), "order-1");
    assertThatThrownBy(() -> outbox.accept(account, draft("goodbye"), "order-1"))
        .isInstanceOf(Refused.class)
        .extracting(refused -> ((Refused) refused).reason())
        .isEqualTo(Refused.Reason.CONFLICT);
    assertThat(outbox.list(HERE, null, null)).hasSize(1);
  }

  @Test
  void keys_belong_to_their_account() {
    var other = TestAccounts.corporate(node, "bernd@contoso.example");
    var one = outbox.accept(account, draft("hello"), "order-1");
    assertThat(outbox.accept(other, draft("goodbye"), "order-1").id()).isNotEqualTo(one.id());
  }

  @Test
  void without_a_key_every_call_is_a_message() {
    outbox.accept(account, draft("hello"), null);
    outbox.accept(account, draft("hello"), null);
    assertThat(outbox.list(HERE, null, null)).hasSize(2);
  }

  @Test
  void of_many_calls_at_once_with_one_key_one_makes_the_message() {
    var calls = new ArrayList<CompletableFuture<OutboxMessage>>();
    for (int i = 0; i < 16; i++) {
      calls.add(
          CompletableFuture.supplyAsync(() -> outbox.accept(account, draft("hello"), "order-1")));
    }
    assertThat(calls.stream().map(CompletableFuture::join).map(OutboxMessage::id).distinct())
        .hasSize(1);
    assertThat(outbox.list(HERE, null, null)).hasSize(1);
  }

  @Test
  void messages_are_listed_by_account_and_state_newest_first() {
    var other = TestAccounts.corporate(node, "bernd@contoso.example");
    var first = outbox.accept(account, draft("one"), null);
    installation.clock().tick(Duration.ofSeconds(1));
    var second = outbox.accept(account, draft("two"), null);
    outbox.accept(other, draft("three"), null);
    assertThat(outbox.list(HERE, account.id().value(), null)).containsExactly(second, first);
    assertThat(outbox.list(HERE, account.id().value(), OutboxState.SENT)).isEmpty();
    assertThat(outbox.list(HERE, null, OutboxState.QUEUED)).hasSize(3);
  }

  @Test
  void another_organization_sees_nothing() {
    var message = outbox.accept(account, draft("hello"), null);
    var elsewhere = new OrganizationId(UUID.randomUUID());
    assertThat(outbox.list(elsewhere, null, null)).isEmpty();
    assertThatThrownBy(() -> outbox.get(elsewhere, message.id())).isInstanceOf(Missing.class);
    assertThatThrownBy(() -> outbox.cancel(elsewhere, message.id())).isInstanceOf(Missing.class);
    assertThatThrownBy(() -> outbox.release(elsewhere, message.id())).isInstanceOf(Missing.class);
  }

  @Test
  void what_has_not_left_may_be_cancelled() {
    var message = outbox.accept(account, draft("hello"), null);
    outbox.cancel(HERE, message.id());
    assertThat(outbox.get(HERE, message.id()).state()).isEqualTo(OutboxState.CANCELLED);
    assertThat(node.get(Sending.class).attemptNext()).isFalse();
    assertThatThrownBy(() -> outbox.cancel(HERE, message.id()))
        .isInstanceOf(Refused.class)
        .hasMessageContaining("cancelled");
  }

  @Test
  void what_has_left_cannot_be_cancelled_or_sent_again() {
    var message = outbox.accept(account, draft("hello"), null);
    node.get(Sending.class).attemptNext();
    assertThatThrownBy(() -> outbox.cancel(HERE, message.id())).isInstanceOf(Refused.class);
    assertThat(outbox.release(HERE, message.id()).state()).isEqualTo(OutboxState.SENT);
    assertThat(node.get(Sending.class).attemptNext()).isFalse();
    assertThat(installation.smtp().deliveries()).hasSize(1);
  }

  /** FOR UPDATE SKIP LOCKED: workers on all nodes, and each message in one pair of hands. */
  @Test
  void many_workers_on_two_nodes_send_each_message_once() {
    var there = installation.anotherNode();
    for (int i = 0; i < 30; i++) {
      outbox.accept(account, draft("message " + i), null);
    }
    var workers = new ArrayList<CompletableFuture<Void>>();
    for (int i = 0; i < 6; i++) {
      var sending = (i % 2 == 0 ? node : there).get(Sending.class);
      workers.add(
          CompletableFuture.runAsync(() -> {
            while (sending.attemptNext()) {
              Thread.onSpinWait();
            }
          }));
    }
    workers.forEach(CompletableFuture::join);
    assertThat(installation.smtp().deliveries())
        .hasSize(30)
        .map(delivery -> delivery.content().lines().filter(l -> l.startsWith("Subject:")).toList())
        .doesNotHaveDuplicates();
    assertThat(outbox.list(HERE, null, OutboxState.SENT)).hasSize(30);
    assertThat(outbox.list(HERE, null, null)).allSatisfy(m -> assertThat(m.attempts()).isOne());
  }

  @Test
  void a_message_in_one_pair_of_hands_is_not_taken_by_another() {
    outbox.accept(account, draft("hello"), null);
    assertThat(taken()).isPresent();
    assertThat(taken()).isEmpty();
    Leases.runOut(installation);
    assertThat(taken()).get().extracting(Taken::stateBefore).isEqualTo(OutboxState.SENDING);
  }

  @Test
  void a_message_that_left_ends_as_the_next_begins_and_is_told_once() {
    var first = outbox.accept(account, draft("one"), null);
    var second = outbox.accept(account, draft("two"), null);
    var now = installation.clock().instant();
    var lane = node.get(LaneTable.class).claim(null, now).orElseThrow();
    assertThat(table.take(lane, now)).get().extracting(Taken::id).isEqualTo(first.id());
    var passed = table.sentAndNext(lane, first.id(), CopyState.DUE, clause(first), now);
    assertThat(passed.ended()).isTrue();
    assertThat(passed.next()).extracting(Taken::id).isEqualTo(second.id());
    assertThat(outbox.get(HERE, first.id()).state()).isEqualTo(OutboxState.SENT);
    assertThat(outbox.get(HERE, second.id()).state()).isEqualTo(OutboxState.SENDING);
    // As from a worker that was overtaken: nothing ends a second time, nothing is told again.
    var again = table.sentAndNext(lane, first.id(), CopyState.DUE, clause(first), now);
    assertThat(again.ended()).isFalse();
    assertThat(sentTold(first)).hasSize(1);
  }

  @Test
  void whoever_lost_the_lane_writes_down_what_left_and_begins_nothing() {
    var first = outbox.accept(account, draft("one"), null);
    outbox.accept(account, draft("two"), null);
    var now = installation.clock().instant();
    var lanes = node.get(LaneTable.class);
    var lane = lanes.claim(null, now).orElseThrow();
    assertThat(table.take(lane, now)).isPresent();
    lanes.giveBack(lane);
    var passed = table.sentAndNext(lane, first.id(), CopyState.NONE, clause(first), now);
    assertThat(passed.ended()).isTrue();
    assertThat(passed.next()).isNull();
    assertThat(outbox.get(HERE, first.id()).state()).isEqualTo(OutboxState.SENT);
  }

  private EventClause clause(OutboxMessage message) {
    return node.get(MessageHistory.class)
        .clause(
            EventType.MESSAGE_SENT,
            new MessageHistory.Told(
                HERE,
                message.id(),
                account.id(),
                message.messageId(),
                message.from(),
                message.subject(),
                1));
  }

  private List<Event> sentTold(OutboxMessage message) {
    return node.get(EventLog.class).newestFirst(HERE, EventFilter.ALL, Long.MAX_VALUE, 100).stream()
        .filter(event -> event.type().equals(EventType.MESSAGE_SENT.apiName()))
        .filter(event -> message.id().toString().equals(event.message()))
        .toList();
  }

  @Test
  void with_the_account_its_messages_are_cancelled() {
    outbox.accept(account, draft("hello"), null);
    TestAccounts.delete(node, account);
    assertThat(outbox.list(HERE, null, null))
        .singleElement()
        .extracting(OutboxMessage::state)
        .isEqualTo(OutboxState.CANCELLED);
  }

  @Test
  void every_step_of_the_account_that_makes_it_work_again_releases_what_is_held() {
    var accounts = node.get(Accounts.class);
    accounts.step(account.id(), AccountStep.FOLDERS_MAPPED);
    accounts.step(account.id(), AccountStep.TEST_PASSED);
    var cures =
        List.of(
            Map.entry(AccountStep.GRANT_LOST, AccountStep.SIGNED_IN),
            Map.entry(AccountStep.GRANT_LOST, AccountStep.GRANT_SERVES),
            Map.entry(AccountStep.GRANT_LOST, AccountStep.TEST_PASSED),
            Map.entry(AccountStep.TROUBLE, AccountStep.RECOVERED));
    for (var cure : cures) {
      var message = outbox.accept(account, draft("hello"), null);
      held(message);
      accounts.step(account.id(), cure.getKey());
      assertThat(outbox.get(HERE, message.id()).state()).isEqualTo(OutboxState.HELD);
      accounts.step(account.id(), cure.getValue());
      assertThat(outbox.get(HERE, message.id()).state())
          .as("%s", cure)
          .isEqualTo(OutboxState.QUEUED);
      outbox.cancel(HERE, message.id());
    }
  }

  @Test
  void servers_that_recover_release_nothing_while_nobody_is_signed_in() {
    var accounts = node.get(Accounts.class);
    var message = outbox.accept(account, draft("hello"), null);
    held(message);
    accounts.step(account.id(), AccountStep.GRANT_LOST);
    accounts.step(account.id(), AccountStep.RECOVERED);
    assertThat(outbox.get(HERE, message.id()).state()).isEqualTo(OutboxState.HELD);
  }

  private void held(OutboxMessage message) {
    installation.smtp().refuse("AUTH", "535 5.7.139 SmtpClientAuthentication is disabled");
    assertThat(node.get(Sending.class).attemptNext()).isTrue();
    installation.smtp().reset();
    assertThat(outbox.get(HERE, message.id()).state()).isEqualTo(OutboxState.HELD);
  }

  /** As a worker does that dies afterwards. */
  private Optional<Taken> taken() {
    var now = installation.clock().instant();
    return node.get(LaneTable.class).claim(null, now).flatMap(lane -> table.take(lane, now));
  }

  private static MessageDraft draft(String subject) {
    return new MessageDraft(
        List.of(new Recipient(null, "bob@fabrikam.example")),
        null,
        null,
        subject,
        "text",
        null,
        null);
  }
}
