package com.mailgrant.bench;

import com.mailgrant.e2e.harness.Api;
import com.mailgrant.e2e.harness.MailgrantProcess;
import com.mailgrant.e2e.lab.PasswordDovecot;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;

/**
 * Latency of what is answered from stored data, while several clients ask without a pause, at one
 * size and at ten times of it. The limit is what the same server needs to say that it lives, which
 * touches no data.
 */
final class ApiBench implements Benchmark {
  private static final int CLIENTS = 8;

  @Override
  public String name() {
    return "api";
  }

  @Override
  public void run(boolean quick, Figures figures) throws Exception {
    int accounts = quick ? 10 : 100;
    int messages = quick ? 100 : 1_000;
    int folders = quick ? 5 : 50;
    try (var stage = new Stage();
        var dovecot = stage.dovecot();
        var sink = Sink.start(stage);
        var mailgrant = stage.mailgrant("api", null, "  watch:\n    enabled: false\n", "-Xmx1g");
        var api = mailgrant.api()) {
      var load = new Load(mailgrant, quick ? 300 : 3_000);
      var filler = new Filler(api, sink, dovecot);
      filler.grow(accounts, messages, folders);
      load.measure(requests(filler));
      var small = load.measure(requests(filler));
      filler.grow(accounts * 10, messages * 10, folders * 10);
      var large = load.measure(requests(filler));
      print(figures, small, large);
      foldersToo(figures, api, filler);
    }
  }

  private static Map<String, String> requests(Filler filler) {
    var requests = new LinkedHashMap<String, String>();
    requests.put("limit: liveness", "/actuator/health/liveness");
    requests.put("GET /accounts", "/api/v1/accounts");
    requests.put("GET /accounts/{id}", "/api/v1/accounts/" + filler.anAccount());
    requests.put("GET /outbox/{id}", "/api/v1/outbox/" + filler.aMessage());
    requests.put("GET /events, 100 of them", "/api/v1/events?limit=100&after=" + filler.messages());
    return requests;
  }

  private static void print(
      Figures figures, Map<String, Latencies> small, Map<String, Latencies> large) {
    figures.table(
        "API, %d clients at once, milliseconds".formatted(CLIENTS),
        "request",
        "a second",
        "p50",
        "p99",
        "p50 against the limit",
        "a second at 10 times the data",
        "p50",
        "p99",
        "cost (p50) at 10 times the data");
    double limit = small.values().iterator().next().millis(50);
    small.forEach((name, at) -> {
      var ten = java.util.Objects.requireNonNull(large.get(name));
      figures.row(
          name,
          at.rate(),
          at.millis(50),
          at.millis(99),
          at.millis(50) / limit,
          ten.rate(),
          ten.millis(50),
          ten.millis(99),
          ten.millis(50) / at.millis(50));
    });
  }

  /** These are asked of the mail server each time; one client. */
  private static void foldersToo(Figures figures, Api api, Filler filler) throws Exception {
    figures.table(
        "Folders of a mailbox, read from Dovecot by one client, milliseconds",
        "folders",
        "p50",
        "cost at 10 times the folders");
    double first = 0;
    for (var mailbox : filler.mailboxes()) {
      var path = "/accounts/" + mailbox.account() + "/folders";
      var nanos = new long[20];
      for (int i = -5; i < nanos.length; i++) {
        long begin = System.nanoTime();
        int seen = api.get(path).expect(200).json().path("items").size();
        if (seen < mailbox.folders()) {
          throw new IllegalStateException("only " + seen + " folders of " + mailbox);
        }
        if (i >= 0) {
          nanos[i] = System.nanoTime() - begin;
        }
      }
      double p50 = new Latencies(nanos, 0).millis(50);
      figures.row(mailbox.folders(), p50, first == 0 ? "" : (Object) (p50 / first));
      first = first == 0 ? p50 : first;
    }
  }

  /** Asks from several threads without a pause. */
  private record Load(MailgrantProcess mailgrant, int requests) {
    Map<String, Latencies> measure(Map<String, String> paths) throws Exception {
      var results = new LinkedHashMap<String, Latencies>();
      for (var path : paths.entrySet()) {
        results.put(path.getKey(), measure(URI.create(mailgrant.address() + path.getValue())));
      }
      return results;
    }

    private Latencies measure(URI address) throws Exception {
      var request =
          HttpRequest.newBuilder(address)
              .header("Authorization", "Bearer " + MailgrantProcess.API_KEY)
              .build();
      try (var http = HttpClient.newHttpClient();
          var threads = Executors.newVirtualThreadPerTaskExecutor()) {
        Callable<long[]> client =
            () -> {
              var nanos = new long[requests / CLIENTS];
              for (int i = 0; i < nanos.length; i++) {
                long begin = System.nanoTime();
                var answer = http.send(request, HttpResponse.BodyHandlers.ofByteArray());
                nanos[i] = System.nanoTime() - begin;
                if (answer.statusCode() != 200) {
                  throw new IllegalStateException(address + " answers " + answer.statusCode());
                }
              }
              return nanos;
            };
        long begin = System.nanoTime();
        var nanos = new ArrayList<long[]>();
        for (var result : threads.invokeAll(Collections.nCopies(CLIENTS, client))) {
          nanos.add(result.get());
        }
        long took = System.nanoTime() - begin;
        return new Latencies(
            nanos.stream().flatMapToLong(java.util.Arrays::stream).toArray(), took);
      }
    }
  }

  /** Brings the installation to a size. */
  private static final class Filler {
    /** A mailbox with so many folders. */
    record Mailbox(String account, int folders) {}

    private final Api api;
    private final Sink sink;
    private final PasswordDovecot dovecot;
    private final List<String> accounts = new ArrayList<>();
    private final List<Mailbox> mailboxes = new ArrayList<>();
    private String message = "";
    private int messages;

    Filler(Api api, Sink sink, PasswordDovecot dovecot) {
      this.api = api;
      this.sink = sink;
      this.dovecot = dovecot;
    }

    void grow(int wantedAccounts, int wantedMessages, int folders) throws Exception {
      var user = "folders" + folders + "@contoso.example";
      dovecot.makeFolders(user, IntStream.range(0, folders).mapToObj(i -> "Folder" + i).toList());
      mailboxes.add(new Mailbox(Stage.account(api, user, dovecot.imapPort(), 0), folders));
      while (accounts.size() < wantedAccounts) {
        var name = "account" + accounts.size() + "@contoso.example";
        accounts.add(Stage.account(api, name, 0, sink.port()));
      }
      while (messages < wantedMessages) {
        var account = accounts.get(messages % accounts.size());
        var body =
            Map.of(
                "to",
                List.of("somebody@contoso.example"),
                "subject",
                "Message " + messages,
                "text",
                "A short message.");
        var stored = api.post("/accounts/" + account + "/messages", body).expect(202).json();
        message = stored.path("id").asString();
        messages++;
      }
      sink.await(messages);
    }

    String anAccount() {
      return accounts.get(accounts.size() / 2);
    }

    String aMessage() {
      return message;
    }

    int messages() {
      return messages;
    }

    List<Mailbox> mailboxes() {
      return mailboxes;
    }
  }
}
