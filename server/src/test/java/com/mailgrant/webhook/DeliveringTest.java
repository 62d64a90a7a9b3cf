package com.mailgrant.webhook;

import static com.mailgrant.organization.OrganizationId.FIRST;
import static org.assertj.core.api.Assertions.assertThat;

import com.mailgrant.event.EventFilter;
import com.mailgrant.event.EventLog;
import com.mailgrant.event.TestEvents;
import com.mailgrant.platform.Secret;
import com.mailgrant.testing.FakeEndpoint;
import com.mailgrant.testing.FakeEndpoint.Request;
import com.mailgrant.testing.Node;
import com.mailgrant.testing.OpenNode;
import com.mailgrant.testing.SettableClock;
import com.mailgrant.testing.TestDatabase;
import com.mailgrant.webhook.Webhooks.WithSecret;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

class DeliveringTest {
  private static final UUID SALES = UUID.randomUUID();
  private static final UUID SUPPORT = UUID.randomUUID();
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final Path keys;
  private final TestDatabase database = TestDatabase.fresh();
  private final SettableClock clock = new SettableClock();
  private final FakeEndpoint receiver = FakeEndpoint.start();
  private final List<Node> nodes = new ArrayList<>();
  private final Node node;

  DeliveringTest(@TempDir Path keys) {
    this.keys = keys;
    node = anotherNode();
  }

  @AfterEach
  void stop() {
    nodes.forEach(Node::close);
    receiver.close();
    database.close();
  }

  @Test
  void events_arrive_in_the_order_of_the_log_each_once() {
    create(List.of(), List.of());
    tell("one", "two", "three");
    deliverAll(node);
    assertThat(arrived()).containsExactly("one", "two", "three");
    tell("four");
    deliverAll(node);
    assertThat(arrived()).containsExactly("one", "two", "three", "four");
  }

  @Test
  void a_request_bears_the_event_as_the_log_shows_it_and_a_signature_of_it() {
    var made = create(List.of(), List.of());
    tell("offer");
    deliverAll(node);
    var request = receiver.requests().getFirst();
    var event = node.get(EventLog.class).read(FIRST, EventFilter.ALL, 0, 10).events().getFirst();
    assertThat(request.path()).isEqualTo("/events");
    assertThat(JSON.readTree(request.body())).isEqualTo(JSON.valueToTree(event));
    assertThat(request.id()).isEqualTo(event.id().toString());
    assertThat(request.timestamp()).isEqualTo(String.valueOf(clock.instant().getEpochSecond()));
    assertThat(request.signature()).isEqualTo(signature(request, made.secret()));
  }

  @Test
  void a_new_endpoint_hears_what_happens_from_now_on() {
    tell("before");
    create(List.of(), List.of());
    tell("after");
    deliverAll(node);
    assertThat(arrived()).containsExactly("after");
  }

  @Test
  void a_filter_lets_through_what_is_wanted_and_leaves_no_backlog() {
    var made = create(List.of("message.*"), List.of(SALES.toString()));
    tell("wanted");
    TestEvents.sent(node, SUPPORT, "of another account");
    deliverAll(node);
    assertThat(arrived()).containsExactly("wanted");
    assertThat(view(made).health().cursor()).isEqualTo(2);
    assertThat(view(made).health().backlog()).isZero();
  }

  @Test
  void what_fails_is_tried_again_and_later_events_wait() {
    var made = create(List.of(), List.of());
    receiver.answer(_ -> 500);
    tell("one", "two");
    deliverAll(node);
    assertThat(arrived()).containsExactly("one");
    var health = view(made).health();
    assertThat(health.attempts()).isEqualTo(1);
    assertThat(health.failingSince()).isEqualTo(clock.instant());
    assertThat(health.backlog()).isEqualTo(2);
    assertThat(health.lastFailure()).contains("answered 500");
    assertThat(health.nextAttemptAt())
        .isBetween(clock.instant().plusSeconds(4), clock.instant().plusSeconds(6));
    clock.tick(Duration.ofSeconds(3));
    deliverAll(node);
    assertThat(arrived()).containsExactly("one");
    receiver.answer(_ -> 200);
    clock.tick(Duration.ofSeconds(3));
    deliverAll(node);
    assertThat(arrived()).containsExactly("one", "one", "two");
    assertThat(receiver.requests().get(0).id()).isEqualTo(receiver.requests().get(1).id());
    assertThat(view(made).health().failingSince()).isNull();
    assertThat(view(made).health().lastSuccessAt()).isEqualTo(clock.instant());
  }

  @Test
  void after_72_hours_it_is_disabled_with_the_reason_and_nothing_is_lost() {
    var made = create(List.of(), List.of());
    var begin = clock.instant();
    receiver.answer(_ -> 503);
    tell("one", "two");
    deliverAll(node);
    var pauses = new ArrayList<Duration>();
    while (view(made).state() == EndpointState.ACTIVE) {
      var next = next(made);
      pauses.add(Duration.between(clock.instant(), next));
      clock.set(next);
      deliverAll(node);
    }
    assertThat(Duration.between(begin, clock.instant())).isEqualTo(Patience.GIVE_UP_AFTER);
    assertThat(pauses).hasSizeBetween(20, 40).allMatch(pause -> pause.toMinutes() <= 288);
    assertThat(view(made).stateReason()).contains("72 hours").contains("answered 503");
    assertThat(view(made).health().cursor()).isZero();
    assertThat(types()).endsWith("webhook.disabled");
    clock.tick(Duration.ofDays(9));
    tell("three");
    deliverAll(node);
    receiver.answer(_ -> 204);
    int before = receiver.requests().size();
    webhooks().resume(FIRST, made.endpoint().id());
    deliverAll(node);
    assertThat(arrived().subList(before, arrived().size()))
        .containsExactly("one", "two", "", "three");
    assertThat(view(made).state()).isEqualTo(EndpointState.ACTIVE);
  }

  @Test
  void gone_disables_at_once() {
    var made = create(List.of(), List.of());
    receiver.answer(_ -> 410);
    tell("one");
    deliverAll(node);
    assertThat(view(made).state()).isEqualTo(EndpointState.DISABLED);
    assertThat(view(made).stateReason()).contains("410");
    assertThat(view(made).health().backlog()).isPositive();
  }

  @Test
  void nobody_is_followed_elsewhere() {
    try (var elsewhere = FakeEndpoint.start()) {
      var made = create(List.of(), List.of());
      receiver.redirect(elsewhere.address());
      tell("one");
      deliverAll(node);
      assertThat(elsewhere.requests()).isEmpty();
      assertThat(view(made).health().lastFailure()).contains("307").contains("not followed");
    }
  }

  @Test
  void what_is_paused_hears_nothing_and_then_everything() {
    var made = create(List.of(), List.of());
    webhooks().pause(FIRST, made.endpoint().id());
    tell("one", "two");
    deliverAll(node);
    assertThat(arrived()).isEmpty();
    assertThat(view(made).health().backlog()).isEqualTo(2);
    webhooks().resume(FIRST, made.endpoint().id());
    deliverAll(node);
    assertThat(arrived()).containsExactly("one", "two");
  }

  @Test
  void the_log_is_told_again_from_any_point_under_the_same_ids() {
    var made = create(List.of(), List.of());
    tell("one", "two", "three");
    deliverAll(node);
    webhooks().replay(FIRST, made.endpoint().id(), "1");
    deliverAll(node);
    assertThat(arrived()).containsExactly("one", "two", "three", "two", "three");
    assertThat(receiver.requests().get(3).id()).isEqualTo(receiver.requests().get(1).id());
    tell("four");
    webhooks().replay(FIRST, made.endpoint().id(), "latest");
    deliverAll(node);
    assertThat(arrived()).hasSize(5);
  }

  @Test
  void for_a_day_after_a_change_of_the_secret_both_sign() {
    var made = create(List.of(), List.of());
    var renewed = webhooks().renewSecret(FIRST, made.endpoint().id());
    assertThat(renewed.secret()).isNotEqualTo(made.secret());
    tell("one");
    deliverAll(node);
    var both = receiver.requests().getLast();
    assertThat(both.signature())
        .isEqualTo(signature(both, renewed.secret()) + " " + signature(both, made.secret()));
    clock.tick(Duration.ofDays(1));
    tell("two");
    deliverAll(node);
    var one = receiver.requests().getLast();
    assertThat(one.signature()).isEqualTo(signature(one, renewed.secret()));
  }

  @Test
  void secrets_are_sealed_at_rest() {
    var made = create(List.of(), List.of());
    var renewed = webhooks().renewSecret(FIRST, made.endpoint().id());
    assertThat(database.everything())
        .isNotEmpty()
        .noneMatch(value -> value.contains(made.secret().reveal()))
        .noneMatch(value -> value.contains(renewed.secret().reveal()));
  }

  @Test
  void a_secret_that_cannot_be_opened_is_said_and_can_be_replaced() {
    var made = create(List.of(), List.of());
    database.jdbc().sql("update webhook_endpoint set secret = '\\x00'").update();
    tell("one");
    deliverAll(node);
    assertThat(arrived()).isEmpty();
    assertThat(view(made).health().lastFailure()).contains("cannot open the stored secret");
    var renewed = webhooks().renewSecret(FIRST, made.endpoint().id());
    clock.set(next(made));
    deliverAll(node);
    assertThat(arrived()).containsExactly("one");
    var request = receiver.requests().getFirst();
    assertThat(request.signature()).isEqualTo(signature(request, renewed.secret()));
  }

  /** The node dies between the endpoint's yes and its own bookkeeping. */
  @Test
  void the_work_of_a_killed_node_is_taken_over_and_no_event_is_lost() throws Exception {
    var made = create(List.of(), List.of());
    tell("one", "two", "three");
    var other = anotherNode();
    var gate = receiver.hold();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var dying = node.get(Delivering.class);
      var lease = dying.take().orElseThrow();
      var work = threads.submit(() -> dying.deliver(lease, () -> true));
      gate.awaitArrival();
      assertThat(other.get(Delivering.class).take()).as("while the lease lives").isEmpty();
      leasesRunOut();
      receiver.holdNoMore();
      deliverAll(other);
      assertThat(arrived()).containsExactly("one", "one", "two", "three");
      assertThat(view(made).health().cursor()).isEqualTo(3);
      gate.release();
      work.get();
    }
    assertThat(arrived()).as("the overtaken node stops").hasSize(4);
    assertThat(view(made).health().cursor()).as("and changes nothing").isEqualTo(3);
  }

  @Test
  void a_lease_outlives_a_request_but_not_the_30_seconds_of_a_takeover() {
    var aLookEverySecond = Duration.ofSeconds(1);
    assertThat(DeliveryTable.LEASE).isGreaterThan(Carrier.PATIENCE.plusSeconds(5));
    assertThat(DeliveryTable.LEASE.plus(aLookEverySecond)).isLessThan(Duration.ofSeconds(30));
  }

  @Test
  void one_that_fails_does_not_hold_up_the_others() {
    try (var broken = FakeEndpoint.start()) {
      broken.answer(_ -> 500);
      webhooks().create(FIRST, new EndpointDraft(broken.address().toString(), null, null, null));
      create(List.of(), List.of());
      tell("one", "two");
      deliverAll(node);
      assertThat(arrived()).containsExactly("one", "two");
      assertThat(broken.requests()).hasSize(1);
    }
  }

  @Test
  void changed_settings_hold_from_the_next_event_on() throws Exception {
    var made = create(List.of(), List.of());
    tell("one");
    TestEvents.sent(node, SUPPORT, "two");
    var gate = receiver.hold();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var work = threads.submit(() -> deliverAll(node));
      gate.awaitArrival();
      var narrower =
          new EndpointDraft(receiver.address().toString(), null, null, List.of(SALES.toString()));
      webhooks().edit(FIRST, made.endpoint().id(), narrower, made.endpoint().version());
      gate.release();
      work.get();
    }
    deliverAll(node);
    assertThat(arrived()).containsExactly("one");
    assertThat(view(made).health().backlog()).isZero();
  }

  @Test
  void a_deleted_endpoint_hears_nothing_more() throws Exception {
    var made = create(List.of(), List.of());
    tell("one", "two");
    var gate = receiver.hold();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var work = threads.submit(() -> deliverAll(node));
      gate.awaitArrival();
      webhooks().delete(FIRST, made.endpoint().id(), null);
      gate.release();
      work.get();
    }
    assertThat(arrived()).containsExactly("one");
    assertThat(webhooks().of(FIRST)).isEmpty();
  }

  @Test
  void a_test_event_is_signed_and_in_no_log() {
    var made = create(List.of(), List.of());
    webhooks().pause(FIRST, made.endpoint().id());
    var tested = webhooks().test(FIRST, made.endpoint().id());
    assertThat(tested.delivered()).isEqualTo(new Delivered.Taken(204));
    var request = receiver.requests().getFirst();
    assertThat(JSON.readTree(request.body()).path("type").asString()).isEqualTo("webhook.test");
    assertThat(request.signature()).isEqualTo(signature(request, made.secret()));
    assertThat(node.get(EventLog.class).newest(FIRST)).isZero();
  }

  @Test
  void an_endpoint_that_is_not_there_is_said_in_plain_words() {
    receiver.close();
    var made = create(List.of(), List.of());
    var failed = (Delivered.Failed) webhooks().test(FIRST, made.endpoint().id()).delivered();
    assertThat(failed.words())
        .hasToString("127.0.0.1 refused the connection. Is the endpoint running?");
  }

  private Node anotherNode() {
    var made = OpenNode.start(database, clock, keys);
    nodes.add(made);
    return made;
  }

  private Webhooks webhooks() {
    return node.get(Webhooks.class);
  }

  private WithSecret create(List<String> types, List<String> accounts) {
    return webhooks()
        .create(FIRST, new EndpointDraft(receiver.address().toString(), null, types, accounts));
  }

  private EndpointView view(WithSecret made) {
    return webhooks().get(FIRST, made.endpoint().id());
  }

  private Instant next(WithSecret made) {
    var next = view(made).health().nextAttemptAt();
    assertThat(next).isNotNull();
    return next == null ? Instant.MAX : next;
  }

  private void tell(String... subjects) {
    for (var subject : subjects) {
      TestEvents.sent(node, SALES, subject);
    }
    node.get(EventLog.class).newest(FIRST);
  }

  private static void deliverAll(Node by) {
    var delivering = by.get(Delivering.class);
    for (var lease = delivering.take(); lease.isPresent(); lease = delivering.take()) {
      delivering.deliver(lease.get(), () -> true);
    }
  }

  private void leasesRunOut() {
    database
        .jdbc()
        .sql("update webhook_delivery set taken_until = taken_until - make_interval(secs => ?)")
        .param(DeliveryTable.LEASE.toSeconds() + 1)
        .update();
  }

  private List<String> arrived() {
    return receiver.requests().stream()
        .map(request -> JSON.readTree(request.body()).path("data").path("subject").asString(""))
        .toList();
  }

  private List<String> types() {
    return node.get(EventLog.class).read(FIRST, EventFilter.ALL, 0, 1000).events().stream()
        .map(event -> event.type())
        .toList();
  }

  private static String signature(Request request, Secret secret) {
    return Signature.headers(
            List.of(secret),
            request.id(),
            Instant.ofEpochSecond(Long.parseLong(request.timestamp())),
            request.body().getBytes(StandardCharsets.UTF_8))
        .getOrDefault("webhook-signature", "");
  }
}
