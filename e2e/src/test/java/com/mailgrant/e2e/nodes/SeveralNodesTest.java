package com.mailgrant.e2e.nodes;

import static com.mailgrant.e2e.nodes.Faults.say;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mailgrant.e2e.nodes.Submitters.Accepted;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.assertj.core.api.SoftAssertions;
import org.assertj.core.api.SoftAssertionsProvider.ThrowingRunnable;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/**
 * Nodes die, sign-ins end, servers go down and clocks jump while mail is accepted and sent;
 * afterwards nothing is missing and nothing is there twice. {@code -Dnodes.seconds=3600} lets it
 * run longer, and every server fails again and again then; {@code -Dnodes.seed=} repeats a run.
 */
class SeveralNodesTest {
  private static final Set<String> ENDS =
      Set.of("message.sent", "message.failed", "message.cancelled");

  private static final String LOCKED = "locked@contoso.example";

  @Test
  void killed_nodes_are_taken_over_lose_no_message_and_send_none_twice() throws Exception {
    long seed = Long.getLong("nodes.seed", System.nanoTime() % 1_000_000);
    var lasting = Duration.ofSeconds(Long.getLong("nodes.seconds", 25));
    say("nodes.seed=" + seed);
    var server = new TrickyServer(seed);
    try (var cluster = new Cluster(server)) {
      cluster.registerReceiver();
      var signedIn = new SignedIn(cluster);
      var accounts = new ArrayList<String>();
      var people = IntStream.range(0, 8).mapToObj(i -> "person" + i + "@contoso.example").toList();
      for (var person : people) {
        accounts.add(cluster.createAccount(person));
      }
      var early = takenOver(cluster, server, accounts.subList(0, 4));
      server.lock(LOCKED);
      accounts.add(cluster.createAccount(LOCKED));
      try (var reader = new EventReader(cluster, seed);
          var submitters = new Submitters(cluster, plan(accounts), seed);
          var letters = new Submitters(cluster, signedIn.plan(), seed);
          var deliverer = new Deliverer(cluster.mailboxes(), people, seed)) {
        new Faults(cluster, signedIn, lasting, seed).run();
        submitters.finish();
        letters.finish();
        say("all accepted");
        assertThat(submitters.complaints()).isEmpty();
        assertThat(letters.complaints()).isEmpty();
        server.behave();
        // Each refusal costs a pause, and an hour leaves a hundred thousand events.
        cluster.receiver().behave();
        var accepted = new ArrayList<>(early);
        accepted.addAll(submitters.accepted());
        var states = settled(cluster, accepted);
        var held = in(states, "held");
        say(
            "accepted %d, handed over again %d, ended as %s"
                .formatted(accepted.size(), submitters.retries(), counts(states)));
        // An hour of faults ends with all that is to be said about it.
        var ends = new SoftAssertions();
        check(ends, () -> equalSets(server, accepted, states));
        var letterStates = settled(cluster, letters.accepted());
        say("letters %d, ended as %s".formatted(letters.accepted().size(), counts(letterStates)));
        signedIn.decide(letters.accepted(), letterStates);
        server.unlock(LOCKED);
        var doubtful = new ArrayList<>(in(states, "unknown"));
        doubtful.addAll(held);
        for (var id : doubtful) {
          cluster.api(0).post("/outbox/" + id + "/release").expect(200);
        }
        var ended = settled(cluster, accepted);
        ends.assertThat(counts(ended).keySet()).isEqualTo(Set.of("sent", "failed"));
        check(ends, () -> equalSets(server, accepted, ended));
        var lettersEnded = settled(cluster, letters.accepted());
        say("all ended");
        check(ends, () -> equalArrivals(deliverer.finish(), reader, accounts));
        check(
            ends,
            () ->
                signedIn.equalMailboxes(
                    letters.accepted(), lettersEnded, reader, Faults.isLong(lasting)));
        var all = new ArrayList<>(accepted);
        all.addAll(letters.accepted());
        ended.putAll(lettersEnded);
        check(ends, () -> equalEvents(cluster, all, ended, reader));
        say("all told");
        ends.assertAll();
      }
    }
  }

  /** What does not come about in time counts like a difference, and hides no other one. */
  private static void check(SoftAssertions ends, ThrowingRunnable what) {
    ends.check(() -> {
      try {
        what.run();
      } catch (ConditionTimeoutException late) {
        throw new AssertionError(late.getMessage(), late);
      }
    });
  }

  private static Submitters.Plan plan(List<String> accounts) {
    return new Submitters.Plan(
        "Message",
        3,
        100,
        number ->
            new Submitters.Post(
                accounts.get(number % accounts.size()),
                number % 23 == 0 ? TrickyServer.NOBODY : "somebody" + number + "@contoso.example"));
  }

  /** A node dies with messages on the wire and more behind them; the other one has 30 seconds. */
  private static List<Accepted> takenOver(
      Cluster cluster, TrickyServer server, List<String> accounts)
      throws IOException, InterruptedException {
    var accepted = new ArrayList<Accepted>();
    var gate = server.closeGate();
    for (int i = 0; i < accounts.size() * 3; i++) {
      var key = "early-" + i;
      var account = accounts.get(i % accounts.size());
      var message =
          Map.of("to", List.of("x@contoso.example"), "subject", "Early " + i, "text", "Early.");
      var json =
          cluster
              .api(0)
              .post("/accounts/" + account + "/messages", message, Map.of("Idempotency-Key", key))
              .expect(202)
              .json();
      accepted.add(
          new Accepted(
              key,
              account,
              json.path("id").asString(),
              json.path("messageId").asString(),
              "x@contoso.example"));
    }
    await().atMost(Duration.ofSeconds(30)).until(() -> server.waiting() == accounts.size());
    cluster.node(0).kill();
    long killed = System.nanoTime();
    gate.countDown();
    await()
        .atMost(Duration.ofSeconds(30))
        .pollInterval(Duration.ofMillis(200))
        .untilAsserted(() ->
            assertThat(server.taken().keySet())
                .containsExactlyInAnyOrderElementsOf(
                    accepted.stream().map(Accepted::messageId).toList()));
    say("taken over after " + Duration.ofNanos(System.nanoTime() - killed));
    cluster.node(0).startAgain();
    return accepted;
  }

  /** State of every message once nobody works on any. */
  private static Map<String, String> settled(Cluster cluster, Collection<Accepted> accepted) {
    var states = new HashMap<String, String>();
    await()
        .atMost(Duration.ofMinutes(10))
        .pollInterval(Duration.ofSeconds(1))
        .until(() -> {
          for (var message : accepted) {
            if (!Set.of("sent", "failed", "held", "unknown")
                .contains(states.getOrDefault(message.id(), ""))) {
              states.put(message.id(), state(cluster, message.id()));
            }
          }
          return Set.of("sent", "failed", "held", "unknown").containsAll(states.values());
        });
    return states;
  }

  private static String state(Cluster cluster, String id) throws IOException, InterruptedException {
    return cluster.api(0).get("/outbox/" + id).expect(200).json().path("state").asString();
  }

  private static void equalSets(
      TrickyServer server, Collection<Accepted> accepted, Map<String, String> states) {
    var expected = new TreeMap<String, Integer>();
    for (var message : accepted) {
      var state = Objects.requireNonNull(states.get(message.id()));
      if (message.to().equals(TrickyServer.NOBODY)) {
        // In doubt where the node was killed before it could write down that it was refused.
        assertThat(state).as("%s", message).isIn("failed", "held", "unknown");
      } else {
        assertThat(state).as("%s", message).isNotEqualTo("failed");
      }
      if (state.equals("sent")) {
        expected.put(message.messageId(), 1);
      }
    }
    assertThat(new TreeMap<>(server.taken())).isEqualTo(expected);
  }

  /** Everything that came was told, and once; none of it came before its account. */
  private static void equalArrivals(
      List<String> delivered, EventReader reader, Collection<String> accounts) {
    await()
        .atMost(Duration.ofMinutes(2))
        .pollInterval(Duration.ofSeconds(1))
        .untilAsserted(() ->
            assertThat(sorted(reader.arrivals(accounts, "inbox"))).isEqualTo(sorted(delivered)));
    say("arrived " + delivered.size());
  }

  private static void equalEvents(
      Cluster cluster,
      Collection<Accepted> accepted,
      Map<String, String> states,
      EventReader reader)
      throws IOException, InterruptedException {
    var log = EventReader.whole(cluster.api(1));
    assertThat(log.stream().map(event -> event.path("cursor").asLong()))
        .as("no gap")
        .containsExactlyElementsOf(LongStream.rangeClosed(1, log.size()).boxed().toList());
    assertThat(ids(log)).as("each once").doesNotHaveDuplicates();
    await().atMost(Duration.ofSeconds(30)).until(() -> reader.events().size() >= log.size());
    assertThat(ids(reader.events())).as("followed live").isEqualTo(ids(log));
    var ofMessages =
        log.stream()
            .filter(event -> event.path("type").asString().startsWith("message."))
            .collect(Collectors.groupingBy(e -> e.path("message").asString("")));
    for (var message : accepted) {
      var types =
          ofMessages.getOrDefault(message.id(), List.of()).stream()
              .map(event -> event.path("type").asString())
              .toList();
      assertThat(types.stream().filter("message.queued"::equals)).as("%s", types).hasSize(1);
      assertThat(types.getFirst()).isEqualTo("message.queued");
      assertThat(types.stream().filter(ENDS::contains))
          .as("%s", types)
          .containsExactly("message." + states.get(message.id()));
    }
    assertThat(sorted(ofMessages.keySet().stream().filter(id -> !id.isEmpty()).toList()))
        .isEqualTo(sorted(accepted.stream().map(Accepted::id).toList()));
    var receiver = cluster.receiver();
    await()
        .atMost(Duration.ofMinutes(3))
        .until(() -> new LinkedHashSet<>(ids(receiver.taken())).size() >= log.size());
    assertThat(receiver.complaints()).isEmpty();
    assertThat(List.copyOf(new LinkedHashSet<>(ids(receiver.taken()))))
        .as("told in order")
        .isEqualTo(ids(log));
  }

  /** To compare tens of thousands in whatever order. */
  private static List<String> sorted(List<String> values) {
    return values.stream().sorted().toList();
  }

  private static List<String> ids(List<JsonNode> events) {
    return events.stream().map(event -> event.path("id").asString()).toList();
  }

  private static List<String> in(Map<String, String> states, String state) {
    return states.entrySet().stream()
        .filter(entry -> entry.getValue().equals(state))
        .map(Map.Entry::getKey)
        .toList();
  }

  private static Map<String, Long> counts(Map<String, String> states) {
    return states.values().stream()
        .collect(Collectors.groupingBy(s -> s, TreeMap::new, Collectors.counting()));
  }
}
