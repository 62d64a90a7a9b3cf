package com.mailgrant.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mailgrant.e2e.harness.Api;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import tools.jackson.databind.JsonNode;

/** Counts what {@link Traffic} handed over: in the mailboxes, and in what was announced. */
final class Tally {
  private static final List<String> UNDER_WAY = List.of("queued", "sending", "deferred", "held");

  private final Api api;
  private final Map<String, String> accepted;
  private final Duration patience;

  /**
   * @param accepted the account in whose Inbox each subject has to be
   */
  Tally(Api api, Map<String, String> accepted, Duration patience) {
    this.api = api;
    this.accepted = accepted;
    this.patience = patience;
  }

  /** Accepted = delivered once, once everything has settled. */
  void deliveredOnce() throws Exception {
    await()
        .atMost(patience)
        .pollInterval(Duration.ofMillis(500))
        .until(() -> {
          for (var state : UNDER_WAY) {
            if (!outbox(state).isEmpty()) {
              return false;
            }
          }
          return true;
        });
    // Nobody can tell whether these left before the crash: a person looks, and lets them go.
    for (var unknown : outbox("unknown")) {
      var subject = unknown.path("subject").asString();
      if (!subjects(accepted.getOrDefault(subject, "")).contains(subject)) {
        api.post("/outbox/" + unknown.path("id").asString() + "/release").expect(200);
      }
    }
    var counts = new ArrayList<Callable<String>>();
    for (var account : Set.copyOf(accepted.values())) {
      counts.add(() -> {
        deliveredOnce(account);
        return account;
      });
    }
    Together.all(counts);
  }

  private void deliveredOnce(String account) throws IOException, InterruptedException {
    var wanted =
        accepted.entrySet().stream()
            .filter(each -> each.getValue().equals(account))
            .map(Map.Entry::getKey)
            .toList();
    await().atMost(patience).untilAsserted(() -> assertThat(subjects(account)).containsAll(wanted));
    assertThat(subjects(account)).containsExactlyInAnyOrderElementsOf(wanted);
  }

  /** What arrived is announced once, however often its account changed its way meanwhile. */
  void announcedOnce() throws IOException, InterruptedException {
    var wanted =
        accepted.entrySet().stream().map(each -> each.getValue() + " " + each.getKey()).toList();
    await()
        .atMost(patience)
        .pollInterval(Duration.ofMillis(500))
        .untilAsserted(() -> assertThat(announced()).containsAll(wanted));
    assertThat(announced()).containsExactlyInAnyOrderElementsOf(wanted);
  }

  /** Account and subject of everything that was announced in an Inbox, as often as it was. */
  private List<String> announced() throws IOException, InterruptedException {
    var found = new ArrayList<String>();
    var after = "0";
    boolean more;
    do {
      var page = api.get("/events?type=mail.received&limit=1000&after=" + after).expect(200).json();
      page.path("items")
          .forEach(event -> {
            var subject = event.path("data").path("subject").asString("");
            if (event.path("data").path("role").asString("").equals("inbox")
                && Traffic.isIts(subject)) {
              found.add(event.path("account").asString() + " " + subject);
            }
          });
      after = page.path("next").asString();
      more = page.path("more").asBoolean();
    } while (more);
    return found;
  }

  private List<JsonNode> outbox(String state) throws IOException, InterruptedException {
    var found = new ArrayList<JsonNode>();
    api.get("/outbox?state=" + state).expect(200).json().path("items").forEach(found::add);
    return found;
  }

  /** Of everything in the Inbox that this test sent. */
  private List<String> subjects(String account) throws IOException, InterruptedException {
    var subjects = new ArrayList<String>();
    var cursor = "";
    do {
      var page =
          api.get("/accounts/" + account + "/messages?folder=INBOX" + cursor).expect(200).json();
      page.path("items")
          .forEach(message -> {
            var subject = message.path("subject").asString("");
            if (Traffic.isIts(subject)) {
              subjects.add(subject);
            }
          });
      var next = page.path("next").asString("");
      cursor = next.isEmpty() ? "" : "&cursor=" + next;
    } while (!cursor.isEmpty());
    return subjects;
  }
}
