package com.mailgrant.bench;

import com.mailgrant.e2e.harness.Api;
import com.mailgrant.e2e.harness.ExternalPostgres;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Accepted to delivered, in messages a second, against the same sink fed directly over the same
 * number of sessions with the same message. What Mailgrant does in between is durable: each message
 * is on disk before its 202, and each delivery is written down.
 */
final class OutboxBench implements Benchmark {
  private static final int POSTERS = 16;
  private static final int WARM = 15_000;
  private static final String TEXT = "A line of a message as people write them, more or less.\n";

  @Override
  public String name() {
    return "outbox";
  }

  @Override
  public void run(boolean quick, Figures figures) throws Exception {
    figures.table(
        "Outbox, messages a second",
        "PostgreSQL",
        "sink's latency",
        "sessions",
        "messages",
        "directly",
        "filled queue",
        "ratio",
        "from the first POST",
        "ratio");
    measure(null, quick, figures);
    try (var database = ExternalPostgres.start()) {
      measure(database, quick, figures);
    }
  }

  private static void measure(@Nullable ExternalPostgres database, boolean quick, Figures figures)
      throws Exception {
    int sessions = quick ? 4 : 16;
    try (var stage = new Stage();
        var sink = Sink.start(stage);
        var mailgrant = stage.mailgrant("outbox", database, "", "-Xmx1g");
        var api = mailgrant.api()) {
      var accounts = new ArrayList<String>();
      for (int i = 0; i < sessions; i++) {
        accounts.add(Stage.account(api, "sender" + i + "@contoso.example", 0, sink.port()));
      }
      var run = new Run(stage, sink, api, accounts);
      // Compilers get warm, which takes them about a minute of work on two processors.
      run.endToEnd(quick ? 100 : WARM);
      for (int latency : List.of(0, 20, 100)) {
        int messages = quick ? 200 : 2_000;
        sink.latency(latency);
        double before = run.directly(messages);
        double drained = run.drained(messages);
        double through = run.endToEnd(messages);
        double directly = (before + run.directly(messages)) / 2;
        figures.row(
            database == null ? "embedded 18" : "external 15",
            latency + " ms",
            sessions,
            messages,
            directly,
            drained,
            drained / directly,
            through,
            through / directly);
      }
    }
  }

  private record Run(Stage stage, Sink sink, Api api, List<String> accounts) {
    double directly(int messages) throws Exception {
      sink.reset();
      long begin =
          DirectSmtp.send(
              stage.ca().clientContext(), sink.port(), accounts.size(), messages, sink.sample());
      return rate(messages, begin, sink.await(messages));
    }

    /** The sink gives no answer while the queue fills; then it does. */
    double drained(int messages) throws Exception {
      sink.reset();
      sink.shut();
      post(messages);
      long begin = sink.open();
      return rate(messages, begin, sink.await(messages));
    }

    double endToEnd(int messages) throws Exception {
      sink.reset();
      long begin = SinkProgram.nowMicros();
      post(messages);
      return rate(messages, begin, sink.await(messages));
    }

    private void post(int messages) throws Exception {
      var number = new AtomicInteger();
      var text = TEXT.repeat(36);
      Callable<Integer> poster =
          () -> {
            for (int mine = number.incrementAndGet();
                mine <= messages;
                mine = number.incrementAndGet()) {
              var message =
                  Map.of(
                      "to",
                      List.of("somebody@contoso.example"),
                      "subject",
                      "Message " + mine,
                      "text",
                      text);
              var account = accounts.get(mine % accounts.size());
              api.post("/accounts/" + account + "/messages", message).expect(202);
            }
            return 0;
          };
      try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
        for (var result : threads.invokeAll(java.util.Collections.nCopies(POSTERS, poster))) {
          result.get();
        }
      }
    }

    private static double rate(int messages, long beginMicros, Sink.Taken taken) {
      return messages * 1e6 / (taken.lastMicros() - beginMicros);
    }
  }
}
