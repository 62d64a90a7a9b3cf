package com.mailgrant.outbox;

import static com.mailgrant.outbox.OutboxLab.HERE;
import static com.mailgrant.testing.Visitor.ANNA;
import static com.mailgrant.testing.Visitor.BERND;
import static org.assertj.core.api.Assertions.assertThat;

import com.mailgrant.account.AccountDraft.ServerDraft;
import com.mailgrant.account.MailAccount;
import com.mailgrant.account.TestAccounts;
import com.mailgrant.outbox.MessageDraft.Recipient;
import com.mailgrant.testing.FakeSmtp.AtEndOfData;
import com.mailgrant.testing.FakeSmtp.Delivery;
import com.mailgrant.testing.Installation;
import com.mailgrant.testing.Node;
import com.mailgrant.testing.SettableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.IntPredicate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** One account's way out: order, sessions, pace, and what one message's fate means for others. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LaneTest {
  private static final String SWITCHED_OFF =
      "535 5.7.139 Authentication unsuccessful, SmtpClientAuthentication is disabled for the Tenant.";

  @RegisterExtension private final OutboxLab lab = new OutboxLab();

  private final Installation installation = lab.installation();
  private final Node node = lab.node();
  private final Outbox outbox = lab.outbox();
  private final Sending sending = node.get(Sending.class);
  private final LaneTable lanes = node.get(LaneTable.class);
  private MailAccount account = TestAccounts.corporate(node, ANNA.username());

  @BeforeEach
  void annaIsSignedIn() {
    account = lab.signedIn(ANNA);
  }

  @Test
  void messages_of_an_account_leave_in_order_through_one_session() {
    accept(12);
    assertThat(drain(12)).isEqualTo(12);
    assertThat(subjects())
        .containsExactly("m0", "m1", "m2", "m3", "m4", "m5", "m6", "m7", "m8", "m9", "m10", "m11");
    assertThat(installation.smtp().signIns()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"MAIL", "RCPT", "DATA", "CONTENT"})
  void a_session_that_breaks_before_a_message_is_complete_costs_nobody_a_pause(String at) {
    acceptLarge(3);
    var sent = new ArrayList<Integer>();
    drain(
        stay(tried -> {
          if (sent.isEmpty()) {
            installation.smtp().vanishOnce(at);
          }
          sent.add(tried);
          return true;
        }));
    assertThat(subjects()).containsExactly("m0", "m1", "m2");
    assertThat(states()).containsOnly(OutboxState.SENT);
    assertThat(installation.smtp().signIns()).hasSize(2);
  }

  @Test
  void a_server_that_ends_a_session_with_421_is_called_again() {
    accept(3);
    drain(
        stay(tried -> {
          if (tried == 1) {
            installation
                .smtp()
                .refuseOnce("MAIL", "421 4.4.2 Message submission rate for this client");
          }
          return true;
        }));
    assertThat(subjects()).containsExactly("m0", "m1", "m2");
    assertThat(installation.smtp().signIns()).hasSize(2);
  }

  @Test
  void a_server_that_says_421_to_a_fresh_session_is_left_alone_for_a_while() {
    accept(3);
    installation.smtp().refuseOnce("MAIL", "421 4.3.2 Service not available");
    assertThat(drain(9)).isOne();
    assertThat(states())
        .containsExactlyInAnyOrder(OutboxState.DEFERRED, OutboxState.QUEUED, OutboxState.QUEUED);
    assertThat(sending.attemptNext()).as("nobody else tries the same").isFalse();
    installation.clock().tick(Duration.ofSeconds(31));
    assertThat(drain(9)).isEqualTo(3);
    assertThat(states()).containsOnly(OutboxState.SENT);
  }

  @ParameterizedTest
  @ValueSource(strings = {"MAIL", "RCPT", "DATA", "CONTENT"})
  void a_fresh_session_that_breaks_before_the_end_defers_and_doubles_nothing(String at) {
    acceptLarge(1);
    installation.smtp().vanishOnce(at);
    drain(9);
    assertThat(states()).containsExactly(OutboxState.DEFERRED);
    installation.clock().tick(Duration.ofSeconds(31));
    drain(9);
    assertThat(subjects()).containsExactly("m0");
    assertThat(states()).containsExactly(OutboxState.SENT);
  }

  @Test
  void an_answer_that_gets_lost_does_not_stop_those_behind() {
    accept(2);
    installation.smtp().atEndOfData(AtEndOfData.LOSE_AND_VANISH);
    drain(
        stay(tried -> {
          installation.smtp().atEndOfData(AtEndOfData.ANSWER);
          return true;
        }));
    assertThat(subjects()).containsExactly("m1");
    assertThat(states()).containsExactlyInAnyOrder(OutboxState.UNKNOWN, OutboxState.SENT);
  }

  @Test
  void what_one_message_learns_about_the_account_holds_the_others_untried() {
    accept(700);
    installation.smtp().refuse("AUTH", SWITCHED_OFF);
    assertThat(drain(999)).isOne();
    assertThat(states()).hasSize(200).containsOnly(OutboxState.HELD);
    assertThat(count("state = 'HELD'")).isEqualTo(700);
    assertThat(count("attempts > 0")).isOne();
    // Once with the token at hand, once with a new one.
    assertThat(installation.smtp().signIns()).hasSize(2);
    accept(1);
    assertThat(drain(9)).as("not tried either").isZero();
    assertThat(count("state = 'HELD'")).isEqualTo(701);
    assertThat(installation.smtp().signIns()).hasSize(2);
  }

  @Test
  void when_a_background_sign_in_works_all_that_a_refused_sign_in_holds_leaves() {
    accept(5);
    installation.smtp().refuse("AUTH", SWITCHED_OFF);
    drain(9);
    installation.smtp().reset();
    outbox.signInForSendingWorks(account.id());
    assertThat(count("state = 'QUEUED'")).isEqualTo(5);
    drain(9);
    assertThat(subjects()).containsExactly("m0", "m1", "m2", "m3", "m4");
  }

  /** A sign-in does not prove the right to send as somebody. */
  @Test
  void what_failed_after_the_sign_in_is_tried_with_one_message_first() {
    accept(5);
    installation.smtp().refuse("MAIL", "550 5.7.60 SMTP; Client does not have permissions");
    drain(9);
    outbox.signInForSendingWorks(account.id());
    assertThat(count("state = 'QUEUED'")).isOne();
    assertThat(drain(9)).isOne();
    assertThat(count("state = 'HELD'")).isEqualTo(5);
    installation.smtp().reset();
    outbox.signInForSendingWorks(account.id());
    drain(9);
    assertThat(count("state = 'SENT'")).isEqualTo(5);
  }

  @Test
  void one_message_that_a_person_releases_and_that_leaves_lets_the_others_go() {
    accept(4);
    installation.smtp().refuse("AUTH", SWITCHED_OFF);
    drain(9);
    installation.smtp().reset();
    var one = outbox.list(HERE, null, OutboxState.HELD).getFirst();
    outbox.release(HERE, one.id());
    drain(9);
    assertThat(count("state = 'SENT'")).isEqualTo(4);
  }

  @Test
  void a_busy_server_is_asked_again_with_growing_pauses_and_by_one_message_at_a_time() {
    accept(3);
    installation.smtp().refuse("AUTH", "454 4.7.0 Temporary authentication failure");
    var pauses = new ArrayList<Duration>();
    for (int i = 0; i < 4; i++) {
      assertThat(drain(9)).isOne();
      var until = pausedUntil();
      pauses.add(Duration.between(installation.clock().instant(), until));
      installation.clock().set(until);
    }
    assertThat(pauses).isSortedAccordingTo(Duration::compareTo);
    assertThat(pauses.getLast()).isGreaterThan(Duration.ofMinutes(3));
  }

  /** Exchange Online: 30 messages a minute (facts/microsoft365 6), however many nodes there are. */
  @Test
  void a_mailbox_keeps_the_pace_of_its_provider_on_all_nodes() {
    var there = installation.anotherNode();
    accept(70);
    var left = new ArrayList<Integer>();
    for (int minute = 0; minute < 3; minute++) {
      int now = 0;
      for (var here : List.of(node, there, node)) {
        var lane = here.get(LaneTable.class).claim(null, installation.clock().instant());
        now += lane.map(it -> here.get(Sending.class).drain(it, stay(_ -> true))).orElse(0);
      }
      left.add(now);
      installation.clock().tick(Duration.ofSeconds(61));
    }
    assertThat(left).containsExactly(30, 30, 10);
  }

  @Test
  void the_recipients_of_a_day_are_counted() {
    var hundred = recipients(100);
    for (int i = 0; i < 102; i++) {
      outbox.accept(account, draft("many", hundred), null);
    }
    for (int minute = 0; minute < 10; minute++) {
      drain(99);
      installation.clock().tick(Duration.ofSeconds(61));
    }
    assertThat(count("state = 'SENT'")).isEqualTo(100);
    installation.clock().set(pausedUntil());
    drain(99);
    assertThat(count("state = 'SENT'")).isEqualTo(102);
    assertThat(installation.clock().instant())
        .isAfter(SettableClock.NOON.plus(Duration.ofHours(24)));
  }

  @Test
  void a_provider_without_a_stated_pace_is_not_slowed_down() {
    var here = installation.smtp().address();
    account =
        TestAccounts.generic(
            node,
            "relay@contoso.example",
            null,
            new ServerDraft(here.host(), here.port(), "none", null, null));
    accept(1);
    // Typed hosts may not lead here; that nothing rests is all that counts.
    var lane = lanes.claim(account.id(), installation.clock().instant()).orElseThrow();
    assertThat(lane.mailbox()).contains("relay@contoso.example");
    assertThat(count("false")).isZero();
    assertThat(
            installation
                .database()
                .jdbc()
                .sql("select connections from outbox_lane")
                .query((row, _) -> String.valueOf(row.getObject(1)))
                .list())
        .containsExactly("null");
  }

  /** Three sessions at once for whoever signs in, over all the mailboxes that this person opens. */
  @Test
  void no_more_sessions_at_once_than_the_provider_allows() {
    for (var box : List.of("one", "two", "three", "four")) {
      var shared = TestAccounts.shared(node, ANNA.username(), box + "@contoso.example");
      outbox.accept(shared, draft("x", recipients(1)), null);
    }
    var now = installation.clock().instant();
    assertThat(List.of(lanes.claim(null, now), lanes.claim(null, now), lanes.claim(null, now)))
        .allSatisfy(lane -> assertThat(lane).isPresent());
    assertThat(lanes.claim(null, now)).isEmpty();
  }

  @Test
  void whoever_was_served_longest_ago_comes_next() {
    accept(50);
    var other = lab.signedIn(BERND);
    sending.attemptNext();
    installation.clock().tick(Duration.ofSeconds(1));
    outbox.accept(other, draft("of the other", recipients(1)), null);
    sending.attemptNext();
    assertThat(subjects()).containsExactly("m0", "of the other");
  }

  @Test
  void another_node_takes_over_within_half_a_minute_and_nothing_is_doubled() {
    accept(3);
    var now = installation.clock().instant();
    var dead = lanes.claim(null, now).orElseThrow();
    assertThat(node.get(OutboxTable.class).take(dead, now)).isPresent();
    var there = installation.anotherNode();
    assertThat(there.get(Sending.class).attemptNext()).isFalse();
    Leases.runOut(installation);
    var lane = there.get(LaneTable.class).claim(null, installation.clock().instant());
    there.get(Sending.class).drain(lane.orElseThrow(), stay(_ -> true));
    assertThat(subjects()).containsExactly("m1", "m2");
    assertThat(states())
        .containsExactlyInAnyOrder(OutboxState.UNKNOWN, OutboxState.SENT, OutboxState.SENT);
    assertThat(node.get(OutboxTable.class).take(dead, installation.clock().instant()))
        .as("who was overtaken gets nothing more")
        .isEmpty();
  }

  @Test
  void a_lease_that_is_renewed_is_kept_whatever_the_clocks_of_other_nodes_say() {
    accept(1);
    var lane = lanes.claim(null, installation.clock().instant()).orElseThrow();
    Leases.age(installation, Duration.ofSeconds(15));
    lanes.renew(List.of(lane));
    Leases.age(installation, Duration.ofSeconds(15));
    var ahead = installation.clock().instant().plus(Duration.ofHours(1));
    assertThat(lanes.claim(null, ahead)).isEmpty();
  }

  @Test
  void recipients_that_are_too_many_for_one_go_follow_at_once() {
    installation.smtp().refuseOnce("RCPT", "452 4.5.3 Too many recipients");
    outbox.accept(account, draft("x", recipients(3)), null);
    drain(9);
    assertThat(states()).containsExactly(OutboxState.SENT);
    assertThat(installation.smtp().deliveries())
        .extracting(Delivery::recipients)
        .containsExactly(
            List.of("r1@fabrikam.example", "r2@fabrikam.example"), List.of("r0@fabrikam.example"));
  }

  @ParameterizedTest
  @CsvSource({"550 5.1.1 User unknown", "553 5.1.3 Bad address"})
  void a_recipient_who_is_refused_for_now_gets_it_later_and_the_others_do_not_get_it_twice(
      String lasting) {
    installation.smtp().refuseOnce("RCPT", "450 4.2.0 Greylisted");
    installation.smtp().refuse("RCPT r1@fabrikam.example", lasting);
    var message = outbox.accept(account, draft("x", recipients(3)), null);
    drain(9);
    assertThat(states()).containsExactly(OutboxState.DEFERRED);
    installation
        .clock()
        .set(Objects.requireNonNull(outbox.get(HERE, message.id()).nextAttemptAt()));
    drain(9);
    var sent = outbox.get(HERE, message.id());
    assertThat(sent.state()).isEqualTo(OutboxState.SENT);
    assertThat(sent.refused()).containsExactly(new Refusal("r1@fabrikam.example", lasting));
    assertThat(installation.smtp().deliveries())
        .extracting(Delivery::recipients)
        .containsExactly(List.of("r2@fabrikam.example"), List.of("r0@fabrikam.example"));
  }

  private int drain(int most) {
    return drain(stay(tried -> tried < most));
  }

  private int drain(Sending.Stay stay) {
    return lanes
        .claim(null, installation.clock().instant())
        .map(lane -> sending.drain(lane, stay))
        .orElse(0);
  }

  private static Sending.Stay stay(IntPredicate goOn) {
    return new Sending.Stay() {
      @Override
      public boolean goOn(int messages) {
        return goOn.test(messages);
      }

      @Override
      public boolean linger() {
        return false;
      }
    };
  }

  private void accept(int count) {
    for (int i = 0; i < count; i++) {
      outbox.accept(account, draft("m" + i, recipients(1)), null);
    }
  }

  /** Large enough not to be out before the server goes. */
  private void acceptLarge(int count) {
    for (int i = 0; i < count; i++) {
      var draft = draft("m" + i, recipients(1));
      var text = "A line of the message.\n".repeat(400_000);
      outbox.accept(
          account,
          new MessageDraft(draft.to(), null, null, draft.subject(), text, null, null),
          null);
    }
  }

  private static List<Recipient> recipients(int count) {
    var recipients = new ArrayList<Recipient>();
    for (int i = 0; i < count; i++) {
      recipients.add(new Recipient(null, "r" + i + "@fabrikam.example"));
    }
    return recipients;
  }

  private static MessageDraft draft(String subject, List<Recipient> to) {
    return new MessageDraft(List.copyOf(to), null, null, subject, "text", null, null);
  }

  private List<String> subjects() {
    return installation.smtp().deliveries().stream()
        .map(delivery ->
            delivery.content().lines().filter(l -> l.startsWith("Subject: ")).findFirst())
        .map(line -> line.orElse("").substring("Subject: ".length()))
        .toList();
  }

  private List<OutboxState> states() {
    return outbox.list(HERE, null, null).stream().map(OutboxMessage::state).toList();
  }

  private long count(String condition) {
    return installation
        .database()
        .jdbc()
        .sql("select count(*) from outbox_message where " + condition)
        .query(Long.class)
        .single();
  }

  private Instant pausedUntil() {
    return installation
        .database()
        .jdbc()
        .sql("select paused_until from outbox_lane")
        .query((row, _) -> row.getTimestamp(1).toInstant())
        .single();
  }
}
