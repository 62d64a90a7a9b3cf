package com.mailgrant.outbox;

import static com.mailgrant.outbox.OutboxLab.HERE;
import static com.mailgrant.testing.Visitor.ANNA;
import static org.assertj.core.api.Assertions.assertThat;

import com.mailgrant.account.Accounts;
import com.mailgrant.account.MailAccount;
import com.mailgrant.account.TestAccounts;
import com.mailgrant.event.Event;
import com.mailgrant.event.EventFilter;
import com.mailgrant.event.EventLog;
import com.mailgrant.outbox.MessageDraft.Recipient;
import com.mailgrant.outbox.OutboxDesk.Bulk;
import com.mailgrant.testing.FakeSmtp.AtEndOfData;
import com.mailgrant.testing.Installation;
import com.mailgrant.testing.Node;
import com.mailgrant.testing.SettableClock;
import com.mailgrant.token.TestGrants;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of a message of which nobody can tell whether it left. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DoubtTest {
  @RegisterExtension private final OutboxLab lab = new OutboxLab();

  private final Installation installation = lab.installation();
  private final Node node = lab.node();
  private final Outbox outbox = lab.outbox();
  private final Sending sending = node.get(Sending.class);
  private final Doubts doubts = node.get(Doubts.class);
  private MailAccount account = TestAccounts.corporate(node, ANNA.username());

  @BeforeEach
  void annaIsSignedInAndTheProviderFilesHerCopies() {
    account = lab.signedIn(ANNA);
    account = TestAccounts.sentCopy(node, account, "provider-files-it");
  }

  @Test
  void a_copy_that_the_provider_files_late_is_waited_for() {
    var message = lost(AtEndOfData.KEEP_AND_VANISH);
    assertThat(state(message)).isEqualTo(OutboxState.SENDING);
    tick(Duration.ofSeconds(4));
    assertThat(sending.attemptNext()).as("not before its time").isFalse();
    tick(Duration.ofSeconds(1));
    assertThat(sending.attemptNext()).isTrue();
    assertThat(state(message)).isEqualTo(OutboxState.SENDING);
    file(message);
    tick(Duration.ofSeconds(15));
    assertThat(sending.attemptNext()).isTrue();
    assertThat(state(message)).isEqualTo(OutboxState.SENT);
    assertThat(installation.smtp().deliveries()).hasSize(1);
    assertThat(fresh(message).attempts()).as("looking is no try").isOne();
    assertThat(types()).containsExactly("message.queued", "message.sent");
  }

  @Test
  void a_copy_that_never_comes_makes_it_a_question_for_a_person() {
    var message = lost(AtEndOfData.LOSE_AND_VANISH);
    lookTwiceMore(sending);
    assertThat(state(message)).isEqualTo(OutboxState.UNKNOWN);
    assertThat(fresh(message).attempts()).isOne();
    assertThat(
            installation
                .database()
                .jdbc()
                .sql("select sum(messages) from outbox_spent")
                .query(Integer.class)
                .single())
        .as("counts once for the provider's limit")
        .isOne();
    assertThat(types()).containsExactly("message.queued", "message.unknown");
    tick(Duration.ofDays(1));
    assertThat(sending.attemptNext()).as("nobody sends it again by himself").isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"mailgrant-appends", "no-copy"})
  void where_no_provider_files_a_copy_nothing_is_waited_for(String sentCopy) {
    account = TestAccounts.sentCopy(node, account, sentCopy);
    assertThat(state(lost(AtEndOfData.LOSE_AND_VANISH))).isEqualTo(OutboxState.UNKNOWN);
  }

  @Test
  void others_leave_while_a_copy_is_waited_for() {
    var doubtful = lost(AtEndOfData.LOSE_AND_VANISH);
    var other = accepted("other");
    assertThat(sending.attemptNext()).isTrue();
    assertThat(state(other)).isEqualTo(OutboxState.SENT);
    assertThat(state(doubtful)).isEqualTo(OutboxState.SENDING);
  }

  @Test
  void another_node_goes_on_looking_where_the_first_one_stopped() {
    var message = lost(AtEndOfData.LOSE_AND_VANISH);
    lookTwiceMore(installation.anotherNode().get(Sending.class));
    assertThat(state(message)).isEqualTo(OutboxState.UNKNOWN);
  }

  @Test
  void a_message_whose_worker_died_is_looked_for_with_the_same_patience() {
    var message = accepted("m");
    var now = installation.clock().instant();
    var lane = node.get(LaneTable.class).claim(null, now).orElseThrow();
    assertThat(node.get(OutboxTable.class).take(lane, now)).isPresent();
    Leases.runOut(installation);
    var there = installation.anotherNode().get(Sending.class);
    assertThat(there.attemptNext()).isTrue();
    lookTwiceMore(there);
    assertThat(state(message)).isEqualTo(OutboxState.UNKNOWN);
    assertThat(installation.smtp().deliveries()).isEmpty();
  }

  @Test
  void what_was_on_the_wire_when_its_account_was_deleted_is_looked_for_when_it_is_back() {
    var message = accepted("m");
    var now = installation.clock().instant();
    var lane = node.get(LaneTable.class).claim(null, now).orElseThrow();
    node.get(OutboxTable.class).take(lane, now);
    TestAccounts.delete(node, account);
    Leases.runOut(installation);
    assertThat(sending.attemptNext()).isFalse();
    assertThat(node.get(LaneTable.class).claim(null, now)).as("nobody is kept busy").isEmpty();
    node.get(Accounts.class).bringBack(HERE, account.id());
    TestGrants.signIn(installation, account, ANNA);
    file(message);
    tick(Duration.ofMinutes(1));
    assertThat(sending.attemptNext()).isTrue();
    assertThat(state(message)).isEqualTo(OutboxState.SENT);
  }

  /** Whatever holds the others says nothing about this one. */
  @Test
  void while_others_are_held_a_message_that_may_have_left_is_looked_for() {
    var message = lost(AtEndOfData.KEEP_AND_VANISH);
    installation.smtp().refuse("AUTH", "535 5.7.3 Authentication unsuccessful");
    var other = accepted("other");
    assertThat(sending.attemptNext()).isTrue();
    assertThat(state(other)).isEqualTo(OutboxState.HELD);
    file(message);
    tick(Duration.ofSeconds(5));
    assertThat(sending.attemptNext()).isTrue();
    assertThat(state(message)).isEqualTo(OutboxState.SENT);
    assertThat(state(other)).as("a copy of before proves nothing now").isEqualTo(OutboxState.HELD);
  }

  @Test
  void a_message_in_doubt_is_looked_for_at_growing_distances_for_a_day() {
    var message = unknown();
    var since = installation.clock().instant();
    for (long minutes : List.of(1L, 5L, 30L, 120L, 720L, 1440L)) {
      int before = installation.imap().signIns().size();
      installation.clock().set(since.plus(Duration.ofMinutes(minutes)).minusSeconds(1));
      doubts.look();
      assertThat(installation.imap().signIns()).as("before %d", minutes).hasSize(before);
      tick(Duration.ofSeconds(1));
      doubts.look();
      assertThat(installation.imap().signIns()).as("at %d", minutes).hasSizeGreaterThan(before);
      assertThat(state(message)).isEqualTo(OutboxState.UNKNOWN);
    }
    file(message);
    tick(Duration.ofDays(30));
    doubts.look();
    assertThat(state(message)).as("now only a person").isEqualTo(OutboxState.UNKNOWN);
  }

  @Test
  void all_of_an_account_that_are_found_later_are_sent_and_told_once_by_one_node_of_two() {
    var first = unknown();
    var second = unknown();
    file(first);
    file(second);
    tick(Duration.ofMinutes(1));
    int before = installation.imap().signIns().size();
    doubts.look();
    installation.anotherNode().get(Doubts.class).look();
    assertThat(installation.imap().signIns())
        .as("one session to list the folders, one to look into Sent")
        .hasSize(before + 2);
    assertThat(List.of(state(first), state(second))).containsOnly(OutboxState.SENT);
    assertThat(fresh(first).sentCopy()).isEqualTo(CopyState.BY_PROVIDER);
    assertThat(fresh(first).errorId()).isNull();
    assertThat(types().stream().filter("message.sent"::equals)).hasSize(2);
    assertThat(installation.smtp().deliveries()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"LIST", "AUTHENTICATE", "EXAMINE"})
  void while_nobody_can_look_it_stays_in_doubt_and_the_next_time_finds_it(String command) {
    var message = unknown();
    file(message);
    installation.imap().refuse(command, "BAD User is authenticated but not connected.");
    tick(Duration.ofMinutes(1));
    doubts.look();
    assertThat(state(message)).isEqualTo(OutboxState.UNKNOWN);
    installation.imap().allow(command);
    doubts.look();
    assertThat(state(message)).as("not before its time").isEqualTo(OutboxState.UNKNOWN);
    tick(Duration.ofMinutes(4));
    doubts.look();
    assertThat(state(message)).isEqualTo(OutboxState.SENT);
  }

  @Test
  void an_account_that_is_not_signed_in_or_was_deleted_keeps_no_other_waiting() {
    for (int i = 0; i < 2; i++) {
      account = TestAccounts.corporate(node, "nobody" + i + "@contoso.example");
      accepted("m");
    }
    TestAccounts.delete(node, account);
    installation
        .database()
        .jdbc()
        .sql("update outbox_message set state = 'UNKNOWN', look_at = ?::timestamptz")
        .param(SettableClock.NOON.toString())
        .update();
    account = lab.signedIn(ANNA);
    var message = unknown();
    file(message);
    tick(Duration.ofMinutes(1));
    doubts.look();
    assertThat(state(message)).isEqualTo(OutboxState.SENT);
  }

  /** The copy may be that of those who have it already. */
  @Test
  void of_a_message_that_some_have_a_copy_proves_nothing() {
    installation.smtp().refuseOnce("RCPT", "450 4.2.0 Greylisted");
    var message = accepted("m");
    sending.attemptNext();
    assertThat(state(message)).isEqualTo(OutboxState.DEFERRED);
    file(message);
    installation.smtp().atEndOfData(AtEndOfData.LOSE_AND_VANISH);
    installation.clock().set(Objects.requireNonNull(fresh(message).nextAttemptAt()));
    sending.attemptNext();
    assertThat(state(message)).isEqualTo(OutboxState.UNKNOWN);
    tick(Duration.ofDays(2));
    doubts.look();
    assertThat(state(message)).isEqualTo(OutboxState.UNKNOWN);
    installation.smtp().atEndOfData(AtEndOfData.ANSWER);
    outbox.release(HERE, message.id());
    sending.attemptNext();
    assertThat(state(message)).isEqualTo(OutboxState.SENT);
    assertThat(installation.smtp().deliveries().getLast().recipients())
        .containsExactly("bob@fabrikam.example");
  }

  @ParameterizedTest
  @ValueSource(strings = {"release", "retry", "bulk release", "bulk retry"})
  void what_a_person_lets_go_is_not_sent_again_when_the_copy_is_there_now(String how) {
    var message = unknown();
    file(message);
    letGo(message, how);
    assertThat(sending.attemptNext()).isTrue();
    assertThat(state(message)).isEqualTo(OutboxState.SENT);
    assertThat(installation.smtp().deliveries()).isEmpty();
    assertThat(types())
        .containsExactly("message.queued", "message.unknown", "message.released", "message.sent");
  }

  @ParameterizedTest
  @ValueSource(strings = {"release", "retry", "bulk release", "bulk retry"})
  void what_a_person_lets_go_is_sent_again_when_no_copy_is_there(String how) {
    var message = unknown();
    letGo(message, how);
    assertThat(sending.attemptNext()).isTrue();
    assertThat(state(message)).isEqualTo(OutboxState.SENT);
    assertThat(installation.smtp().deliveries()).hasSize(1);
    tick(Duration.ofDays(2));
    doubts.look();
    assertThat(types().stream().filter("message.sent"::equals)).hasSize(1);
  }

  @Test
  void what_a_person_lets_go_is_sent_when_nobody_can_look() {
    var message = unknown();
    file(message);
    installation.imap().refuse("EXAMINE", "BAD User is authenticated but not connected.");
    outbox.release(HERE, message.id());
    sending.attemptNext();
    assertThat(state(message)).isEqualTo(OutboxState.SENT);
    assertThat(installation.smtp().deliveries()).hasSize(1);
  }

  @Test
  void a_message_that_is_in_doubt_again_is_looked_for_with_patience_again() {
    var message = unknown();
    outbox.release(HERE, message.id());
    installation.smtp().atEndOfData(AtEndOfData.LOSE_AND_VANISH);
    sending.attemptNext();
    assertThat(state(message)).isEqualTo(OutboxState.SENDING);
    lookTwiceMore(sending);
    assertThat(state(message)).isEqualTo(OutboxState.UNKNOWN);
    assertThat(fresh(message).attempts()).isEqualTo(2);
    file(message);
    tick(Duration.ofMinutes(1));
    doubts.look();
    assertThat(state(message)).isEqualTo(OutboxState.SENT);
  }

  private void letGo(OutboxMessage message, String how) {
    switch (how) {
      case "release" -> outbox.release(HERE, message.id());
      case "retry" -> outbox.retry(HERE, message.id());
      default ->
          node.get(OutboxDesk.class)
              .bulk(HERE, new Bulk(how.substring(5), List.of(message.id()), null, null));
    }
  }

  /** One that left or not, and whose answer got lost. */
  private OutboxMessage lost(AtEndOfData how) {
    installation.smtp().atEndOfData(how);
    var message = accepted("lost");
    assertThat(sending.attemptNext()).isTrue();
    installation.smtp().atEndOfData(AtEndOfData.ANSWER);
    return message;
  }

  private OutboxMessage unknown() {
    var message = lost(AtEndOfData.LOSE_AND_VANISH);
    if (state(message) == OutboxState.SENDING) {
      lookTwiceMore(sending);
    }
    assertThat(state(message)).isEqualTo(OutboxState.UNKNOWN);
    return message;
  }

  private void lookTwiceMore(Sending here) {
    tick(Duration.ofSeconds(5));
    assertThat(here.attemptNext()).isTrue();
    tick(Duration.ofSeconds(15));
    assertThat(here.attemptNext()).isTrue();
  }

  private void tick(Duration time) {
    installation.clock().tick(time);
  }

  /** As the provider does. */
  private void file(OutboxMessage message) {
    installation.imap().deliver("Sent Items", "Message-ID: " + message.messageId() + "\r\n\r\nx");
  }

  private OutboxMessage accepted(String subject) {
    var recipients =
        List.of(
            new Recipient(null, "bob@fabrikam.example"),
            new Recipient(null, "eve@fabrikam.example"));
    return outbox.accept(
        account,
        new MessageDraft(List.copyOf(recipients), null, null, subject, "text", null, null),
        null);
  }

  private OutboxMessage fresh(OutboxMessage message) {
    return outbox.get(HERE, message.id());
  }

  private OutboxState state(OutboxMessage message) {
    return fresh(message).state();
  }

  private List<String> types() {
    var mine = new EventFilter(Set.of("message.*"), Set.of(account.id().value()));
    return node.get(EventLog.class).read(HERE, mine, 0, 100).events().stream()
        .map(Event::type)
        .toList();
  }
}
