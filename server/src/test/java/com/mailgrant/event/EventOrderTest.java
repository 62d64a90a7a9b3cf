package com.mailgrant.event;

import static com.mailgrant.organization.OrganizationId.FIRST;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mailgrant.testing.Installation;
import com.mailgrant.testing.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.transaction.support.TransactionTemplate;

class EventOrderTest {
  private static final UUID ACCOUNT = UUID.randomUUID();

  private final Installation installation = Installation.start();
  private final Node node = installation.node();
  private final EventLog log = node.get(EventLog.class);

  @AfterEach
  void stop() {
    installation.close();
  }

  @Test
  void an_event_that_is_committed_late_comes_after_what_readers_have_seen() throws Exception {
    var told = new CountDownLatch(1);
    var mayCommit = new CountDownLatch(1);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var late =
          threads.submit(() -> {
            node.get(TransactionTemplate.class)
                .executeWithoutResult(_ -> {
                  TestEvents.tell(node, EventType.MESSAGE_SENT, ACCOUNT, "told first");
                  told.countDown();
                  await(mayCommit);
                });
            return null;
          });
      told.await();
      TestEvents.sent(node, ACCOUNT, "committed first");
      var seen = log.read(FIRST, EventFilter.ALL, 0, 10);
      assertThat(TestEvents.subjects(seen.events())).containsExactly("committed first");
      mayCommit.countDown();
      late.get();
      assertThat(TestEvents.subjects(log.read(FIRST, EventFilter.ALL, seen.next(), 10).events()))
          .containsExactly("told first");
    }
  }

  @Test
  void what_is_rolled_back_never_happened_and_leaves_no_gap() {
    TestEvents.sent(node, ACCOUNT, "one");
    node.get(TransactionTemplate.class)
        .executeWithoutResult(transaction -> {
          TestEvents.tell(node, EventType.MESSAGE_SENT, ACCOUNT, "never");
          transaction.setRollbackOnly();
        });
    TestEvents.sent(node, ACCOUNT, "two");
    var events = log.read(FIRST, EventFilter.ALL, 0, 10).events();
    assertThat(TestEvents.subjects(events)).containsExactly("one", "two");
    assertThat(events).extracting(Event::cursor).containsExactly(1L, 2L);
  }

  @Test
  void outside_of_a_transaction_nothing_can_be_told() {
    assertThatThrownBy(() -> TestEvents.tell(node, EventType.MESSAGE_SENT, ACCOUNT, "lost?"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("message.sent");
    assertThat(log.newest(FIRST)).isZero();
  }

  @Test
  void what_a_node_left_without_a_number_when_it_died_gets_one_from_the_next_reader() {
    TestEvents.sent(node, ACCOUNT, "the last of this node");
    assertThat(
            installation
                .database()
                .jdbc()
                .sql("select count(*) from event")
                .query(Long.class)
                .single())
        .isZero();
    var other = installation.anotherNode().get(EventLog.class);
    assertThat(TestEvents.subjects(other.read(FIRST, EventFilter.ALL, 0, 10).events()))
        .containsExactly("the last of this node");
  }

  /**
   * Twelve writers on two nodes commit in any order, some roll back; two numberers and a reader by
   * cursor run meanwhile. The reader must see every event once, without gaps, and those of each
   * writer in the order in which it committed them.
   */
  @Test
  void a_reader_by_cursor_misses_nothing_whatever_the_writers_do() throws Exception {
    int writers = 12;
    int eventsEach = 60;
    var nodes = List.of(node, installation.anotherNode());
    var seen = new ArrayList<Event>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var writing = new ArrayList<Future<?>>();
      for (int writer = 0; writer < writers; writer++) {
        var own = nodes.get(writer % nodes.size());
        var name = "writer " + writer + " event ";
        writing.add(threads.submit(() -> write(own, name, eventsEach)));
      }
      var rounds = new ArrayList<Future<?>>();
      for (var each : nodes) {
        rounds.add(
            threads.submit(() -> {
              while (writing.stream().anyMatch(done -> !done.isDone())) {
                each.get(Numbering.class).round();
              }
            }));
      }
      long cursor = 0;
      while (writing.stream().anyMatch(done -> !done.isDone())) {
        cursor = readOn(cursor, seen);
      }
      all(writing);
      all(rounds);
      while (readOn(cursor, seen) > cursor) {
        cursor = seen.getLast().cursor();
      }
    }
    assertThat(seen.stream().map(Event::cursor).toList())
        .isEqualTo(LongStream.rangeClosed(1, (long) writers * eventsEach).boxed().toList());
    var byWriter =
        TestEvents.subjects(seen).stream()
            .collect(Collectors.groupingBy(subject -> subject.substring(0, 9).strip()));
    for (Map.Entry<String, List<String>> of : byWriter.entrySet()) {
      assertThat(of.getValue().stream().map(EventOrderTest::number).toList())
          .as(of.getKey())
          .isEqualTo(IntStream.range(0, eventsEach).boxed().toList());
    }
    assertThat(byWriter).hasSize(writers);
  }

  private long readOn(long cursor, List<Event> into) {
    var page = log.read(FIRST, EventFilter.ALL, cursor, 7);
    into.addAll(page.events());
    return page.next();
  }

  private static void write(Node node, String name, int events) {
    for (int i = 0; i < events; i++) {
      var subject = name + i;
      boolean doomedFirst = ThreadLocalRandom.current().nextInt(4) == 0;
      if (doomedFirst) {
        node.get(TransactionTemplate.class)
            .executeWithoutResult(transaction -> {
              TestEvents.tell(node, EventType.MESSAGE_SENT, ACCOUNT, "never");
              transaction.setRollbackOnly();
            });
      }
      TestEvents.sent(node, ACCOUNT, subject);
    }
  }

  private static int number(String subject) {
    return Integer.parseInt(subject.substring(subject.lastIndexOf(' ') + 1));
  }

  private static void all(List<Future<?>> tasks) throws InterruptedException, ExecutionException {
    for (var task : tasks) {
      task.get();
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
