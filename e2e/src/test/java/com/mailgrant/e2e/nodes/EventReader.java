package com.mailgrant.e2e.nodes;

import com.mailgrant.e2e.harness.Api;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Random;
import tools.jackson.databind.JsonNode;

/** Follows the event log as an application does: at any node, from the cursor that it has. */
final class EventReader implements AutoCloseable {
  private final Cluster cluster;
  private final Random coin;
  private final List<JsonNode> events = new ArrayList<>();
  private final Thread thread;
  private volatile boolean running = true;

  EventReader(Cluster cluster, long seed) {
    this.cluster = cluster;
    this.coin = new Random(seed);
    this.thread = Thread.ofVirtual().name("event-reader").start(this::follow);
  }

  synchronized List<JsonNode> events() {
    return List.copyOf(events);
  }

  /** Message-IDs of what came into a folder of these accounts, which has a role. */
  List<String> arrivals(Collection<String> accounts, String role) {
    return events().stream()
        .filter(event -> event.path("type").asString().equals("mail.received"))
        .filter(event -> accounts.contains(event.path("account").asString()))
        .map(event -> event.path("data"))
        .filter(mail -> mail.path("role").asString().equals(role))
        .map(mail -> mail.path("messageId").asString())
        .toList();
  }

  /** The outbox messages that events of this type are about. */
  List<String> messages(String type) {
    return events().stream()
        .filter(event -> event.path("type").asString().equals(type))
        .map(event -> event.path("message").asString())
        .toList();
  }

  /** The whole log, read at once. */
  static List<JsonNode> whole(Api api) throws IOException, InterruptedException {
    var all = new ArrayList<JsonNode>();
    var cursor = "0";
    while (true) {
      var page = api.get("/events?limit=1000&after=" + cursor).expect(200).json();
      page.path("items").values().forEach(all::add);
      cursor = page.path("next").asString();
      if (!page.path("more").asBoolean()) {
        return all;
      }
    }
  }

  private void follow() {
    var cursor = "0";
    try {
      while (running) {
        try {
          var reply = cluster.anyApi(coin).get("/events?limit=500&wait=1&after=" + cursor);
          if (reply.status() == 200) {
            cursor = reply.json().path("next").asString();
            keep(reply.json());
            continue;
          }
        } catch (IOException _) {
          // The node died; another one answers.
        }
        Thread.sleep(200);
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized void keep(JsonNode page) {
    page.path("items").values().forEach(events::add);
  }

  @Override
  public void close() {
    running = false;
    thread.interrupt();
  }
}
