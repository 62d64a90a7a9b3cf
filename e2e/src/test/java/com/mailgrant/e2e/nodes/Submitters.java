package com.mailgrant.e2e.nodes;

import com.mailgrant.e2e.harness.Api;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;

/**
 * A business application: hands over messages at any node, and as long as it got no answer it hands
 * the same message over again, at any node, under the same idempotency key.
 */
final class Submitters implements AutoCloseable {
  /**
   * A message that was answered with 202.
   *
   * @param id of the outbox message
   */
  record Accepted(String key, String account, String id, String messageId, String to) {}

  /** What to hand over next. */
  record Post(String account, String to) {}

  /**
   * What an application does.
   *
   * @param name in its subjects and keys
   * @param atOnce how many messages it hands over side by side
   * @param pauseMillis the shortest pause after each, and a third of the longest
   * @param post the message of a number
   */
  record Plan(String name, int atOnce, int pauseMillis, IntFunction<Post> post) {}

  private final Cluster cluster;
  private final Plan plan;
  private final long seed;
  private final Map<String, Accepted> accepted = new ConcurrentHashMap<>();
  private final List<String> complaints = new ArrayList<>();
  private final AtomicInteger number = new AtomicInteger();
  private final AtomicInteger retries = new AtomicInteger();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private volatile boolean running = true;

  Submitters(Cluster cluster, Plan plan, long seed) {
    this.cluster = cluster;
    this.plan = plan;
    this.seed = seed;
    for (int i = 0; i < plan.atOnce(); i++) {
      threads.execute(this::submitAll);
    }
  }

  /** Stops, after everything that was begun was answered. */
  void finish() throws InterruptedException {
    running = false;
    threads.shutdown();
    if (!threads.awaitTermination(2, TimeUnit.MINUTES)) {
      throw new AssertionError("some messages were not accepted within two minutes");
    }
  }

  Collection<Accepted> accepted() {
    return accepted.values();
  }

  /** How often something had to be handed over again. */
  int retries() {
    return retries.get();
  }

  synchronized List<String> complaints() {
    return List.copyOf(complaints);
  }

  private void submitAll() {
    try {
      while (running) {
        int mine = number.incrementAndGet();
        var coin = new Random(seed * 17 + mine);
        var first = submit(mine, coin);
        if (coin.nextInt(8) == 0 && !submit(mine, coin).id().equals(first.id())) {
          complain("key " + first.key() + " stands for two messages");
        }
        Thread.sleep(plan.pauseMillis() + coin.nextInt(2 * plan.pauseMillis()));
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } catch (AssertionError refused) {
      complain(String.valueOf(refused.getMessage()));
    }
  }

  private Accepted submit(int mine, Random coin) throws InterruptedException {
    var key = plan.name() + "-" + mine;
    var post = plan.post().apply(mine);
    var message =
        Map.of(
            "to", List.of(post.to()),
            "subject", plan.name() + " " + mine,
            "text", "This is message " + mine + ".\n.\nThe end.\n");
    while (true) {
      try {
        var reply = post(cluster.anyApi(coin), post.account(), message, key);
        if (reply.status() < 500) {
          var json = reply.expect(202).json();
          var done =
              new Accepted(
                  key,
                  post.account(),
                  json.path("id").asString(),
                  json.path("messageId").asString(),
                  post.to());
          accepted.put(key, done);
          return done;
        }
      } catch (IOException _) {
        // The node died, or is not there yet.
      }
      retries.incrementAndGet();
      Thread.sleep(200);
    }
  }

  private static Api.Reply post(Api api, String account, Map<String, Object> message, String key)
      throws IOException, InterruptedException {
    return api.post("/accounts/" + account + "/messages", message, Map.of("Idempotency-Key", key));
  }

  private synchronized void complain(String what) {
    complaints.add(what);
  }

  @Override
  public void close() {
    running = false;
    threads.shutdownNow();
  }
}
