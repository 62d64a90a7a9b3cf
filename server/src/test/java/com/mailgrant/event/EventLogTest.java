package com.mailgrant.event;

import static com.mailgrant.organization.OrganizationId.FIRST;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mailgrant.organization.OrganizationId;
import com.mailgrant.platform.InvalidInput;
import com.mailgrant.testing.Installation;
import com.mailgrant.testing.Node;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.transaction.support.TransactionTemplate;

class EventLogTest {
  private static final UUID SALES = UUID.randomUUID();
  private static final UUID SUPPORT = UUID.randomUUID();
  private static final Duration LONG = Duration.ofSeconds(20);

  private final Installation installation = Installation.start();
  private final Node node = installation.node();
  private final EventLog log = node.get(EventLog.class);

  @AfterEach
  void stop() {
    installation.close();
  }

  @Test
  void the_log_is_read_in_pieces_by_cursor() {
    for (int i = 1; i <= 5; i++) {
      TestEvents.sent(node, SALES, "event " + i);
    }
    var first = log.read(FIRST, EventFilter.ALL, 0, 2);
    assertThat(TestEvents.subjects(first.events())).containsExactly("event 1", "event 2");
    assertThat(first.more()).isTrue();
    var second = log.read(FIRST, EventFilter.ALL, first.next(), 2);
    var third = log.read(FIRST, EventFilter.ALL, second.next(), 2);
    assertThat(TestEvents.subjects(third.events())).containsExactly("event 5");
    assertThat(third.more()).isFalse();
    assertThat(third.next()).isEqualTo(5);
    assertThat(log.read(FIRST, EventFilter.ALL, third.next(), 2))
        .isEqualTo(new EventLog.Page(List.of(), 5, false));
  }

  @Test
  void a_filter_lets_through_what_is_named() {
    tell(EventType.MESSAGE_SENT, SALES, "sent, sales");
    tell(EventType.MESSAGE_HELD, SALES, "held, sales");
    tell(EventType.MESSAGE_SENT, SUPPORT, "sent, support");
    assertThat(subjects(Set.of("message.sent"), Set.of()))
        .containsExactly("sent, sales", "sent, support");
    assertThat(subjects(Set.of("message.*"), Set.of(SALES)))
        .containsExactly("sent, sales", "held, sales");
    assertThat(subjects(Set.of("account.*"), Set.of())).isEmpty();
    assertThat(subjects(Set.of(), Set.of(SUPPORT, UUID.randomUUID())))
        .containsExactly("sent, support");
  }

  @Test
  void a_filter_that_leaves_everything_out_moves_the_cursor_on() {
    TestEvents.sent(node, SALES, "not wanted");
    var page = log.read(FIRST, new EventFilter(Set.of("account.*"), Set.of()), 0, 10);
    assertThat(page).isEqualTo(new EventLog.Page(List.of(), 1, false));
  }

  @Test
  void the_newest_are_shown_first_and_then_the_older() {
    for (int i = 1; i <= 3; i++) {
      TestEvents.sent(node, SALES, "event " + i);
    }
    var newest = log.newestFirst(FIRST, EventFilter.ALL, Long.MAX_VALUE, 2);
    assertThat(TestEvents.subjects(newest)).containsExactly("event 3", "event 2");
    var older = log.newestFirst(FIRST, EventFilter.ALL, newest.getLast().cursor(), 2);
    assertThat(TestEvents.subjects(older)).containsExactly("event 1");
  }

  @Test
  void organizations_see_their_own_log_with_its_own_numbers() {
    var other = new OrganizationId(UUID.randomUUID());
    installation
        .database()
        .jdbc()
        .sql("insert into organization (id, name) values (?, 'Fabrikam')")
        .param(other.value())
        .update();
    TestEvents.sent(node, SALES, "ours");
    node.get(TransactionTemplate.class)
        .executeWithoutResult(_ ->
            node.get(Events.class)
                .publish(
                    EventType.WEBHOOK_DISABLED,
                    Subject.organization(other),
                    new EventData.Webhook("1", "https://fabrikam.example/", "theirs")));
    assertThat(log.read(other, EventFilter.ALL, 0, 10).events())
        .singleElement()
        .satisfies(event -> {
          assertThat(event.cursor()).isEqualTo(1);
          assertThat(event.type()).isEqualTo("webhook.disabled");
        });
    assertThat(TestEvents.subjects(log.read(FIRST, EventFilter.ALL, 0, 10).events()))
        .containsExactly("ours");
  }

  @Test
  void whoever_waits_is_woken_when_another_node_has_told_something() throws Exception {
    var elsewhere = installation.anotherNode();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var waiting = threads.submit(() -> log.await(FIRST, 0, LONG));
      TestEvents.sent(elsewhere, SALES, "at last");
      elsewhere.get(Numbering.class).round();
      node.get(Numbering.class).round();
      assertThat(waiting.get()).isTrue();
    }
  }

  @Test
  void whoever_waits_is_sent_home_when_the_node_stops() throws Exception {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var waiting = threads.submit(() -> log.await(FIRST, 0, LONG));
      node.get(Horizon.class).close();
      assertThat(waiting.get()).isFalse();
      assertThat(log.isOpen()).isFalse();
    }
  }

  @Test
  void whoever_is_behind_does_not_wait() throws Exception {
    TestEvents.sent(node, SALES, "there already");
    log.newest(FIRST);
    assertThat(log.await(FIRST, 0, Duration.ZERO)).isTrue();
    assertThat(log.await(FIRST, 1, Duration.ZERO)).isFalse();
  }

  @Test
  void cursors_are_numbers_or_the_end_of_the_log() {
    TestEvents.sent(node, SALES, "one");
    assertThat(cursor(null)).isZero();
    assertThat(cursor("0")).isZero();
    assertThat(cursor("1")).isEqualTo(1);
    assertThat(cursor("latest")).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"-1", "one", "1.0", "2", "99999999999999999999", "1; drop table event"})
  void anything_else_is_refused_also_what_lies_beyond_the_end(String text) {
    TestEvents.sent(node, SALES, "one");
    assertThatThrownBy(() -> cursor(text)).isInstanceOf(InvalidInput.class);
  }

  private long cursor(@Nullable String text) {
    return log.cursor(FIRST, "after", text);
  }

  private void tell(EventType type, UUID account, String subject) {
    node.get(TransactionTemplate.class)
        .executeWithoutResult(_ -> TestEvents.tell(node, type, account, subject));
  }

  private List<String> subjects(Set<String> types, Set<UUID> accounts) {
    return TestEvents.subjects(log.read(FIRST, new EventFilter(types, accounts), 0, 10).events());
  }
}
