package com.mailgrant.bench;

import com.mailgrant.e2e.harness.Api;
import com.mailgrant.e2e.harness.MailgrantProcess;
import com.mailgrant.e2e.lab.Commands;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;

/**
 * Mailboxes in which nothing happens: what each costs while it waits with IDLE over TLS, how long
 * it takes until all wait, after a restart too, and how soon an arrival becomes an event.
 */
final class IdleBench implements Benchmark {
  private static final Pattern USED = Pattern.compile("used (\\d+)K");
  private static final long PATIENCE_NANOS = TimeUnit.MINUTES.toNanos(15);
  private static final int CREATORS = 8;
  private static final String SETTINGS =
      """
        watch:
          starts-per-second: 1000
        health:
          every: 24h
      """;

  @Override
  public String name() {
    return "idle";
  }

  @Override
  public void run(boolean quick, Figures figures) throws Exception {
    figures.table(
        "Idle accounts over TLS",
        "accounts",
        "heap of one, KiB",
        "idle CPU, % of a core",
        "all wait after restart, s",
        "event after arrival p50, ms",
        "p99, ms");
    try (var stage = new Stage();
        var farm = Child.start(IdleFarm.class, stage.caDir().toString());
        var mailgrant = stage.mailgrant("idle", null, SETTINGS, "-Xmx3g");
        var api = mailgrant.api()) {
      var created = new AtomicInteger();
      double empty = heapKib(mailgrant);
      for (int accounts : quick ? List.of(20, 50) : List.of(1_000, 5_000, 10_000)) {
        create(api, farm.port(), created, accounts);
        awaitIdle(farm, accounts);
        mailgrant.stop();
        long begin = System.nanoTime();
        mailgrant.startAgain();
        awaitIdle(farm, accounts);
        double restart = (System.nanoTime() - begin) / 1e9;
        double heap = (heapKib(mailgrant) - empty) / accounts;
        double cpu = cpuPercent(mailgrant, quick ? 5 : 30);
        var latencies = arrivals(api, farm, accounts, quick ? 20 : 200);
        figures.row(accounts, heap, cpu, restart, latencies.millis(50), latencies.millis(99));
      }
    }
  }

  private static void create(Api api, int port, AtomicInteger created, int upTo) throws Exception {
    Callable<Integer> creator =
        () -> {
          for (int mine = created.getAndIncrement();
              mine < upTo;
              mine = created.getAndIncrement()) {
            Stage.account(api, user(mine), port, 0);
          }
          return 0;
        };
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (var result : threads.invokeAll(Collections.nCopies(CREATORS, creator))) {
        result.get();
      }
    }
    created.set(upTo);
  }

  private static String user(int number) {
    return "idle" + number + "@farm.example";
  }

  private static void awaitIdle(Child farm, int accounts) throws Exception {
    long end = System.nanoTime() + PATIENCE_NANOS;
    int idling = Integer.parseInt(farm.ask("idling"));
    while (idling < accounts) {
      if (System.nanoTime() > end) {
        throw new IllegalStateException("only " + idling + " of " + accounts + " wait");
      }
      Thread.sleep(100);
      idling = Integer.parseInt(farm.ask("idling"));
    }
  }

  /** What is in use right after a collection. */
  private static double heapKib(MailgrantProcess mailgrant)
      throws IOException, InterruptedException {
    var jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
    var pid = String.valueOf(mailgrant.pid());
    Commands.run(List.of(jcmd, pid, "GC.run"));
    Commands.run(List.of(jcmd, pid, "GC.run"));
    var used = USED.matcher(Commands.run(List.of(jcmd, pid, "GC.heap_info")));
    if (!used.find()) {
      throw new IllegalStateException("jcmd says nothing of the heap");
    }
    return Double.parseDouble(used.group(1));
  }

  private static double cpuPercent(MailgrantProcess mailgrant, int seconds)
      throws IOException, InterruptedException {
    long before = cpuMillis(mailgrant);
    long begin = System.nanoTime();
    Thread.sleep(seconds * 1_000L);
    return (cpuMillis(mailgrant) - before) * 1e6 * 100 / (System.nanoTime() - begin);
  }

  private static long cpuMillis(MailgrantProcess mailgrant) throws IOException {
    var stat = Files.readString(Path.of("/proc/" + mailgrant.pid() + "/stat"));
    var fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
    // utime and stime (proc(5)), in hundredths of a second on every usual Linux.
    return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) * 10;
  }

  /** Ten arrivals a second, each in a mailbox of its own; when the API tells of them. */
  private static Latencies arrivals(Api api, Child farm, int accounts, int count) throws Exception {
    var cursor = api.get("/events?after=latest").expect(200).json().path("next").asString();
    var coin = new Random(accounts);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var delivering =
          threads.submit(() -> {
            for (int i = 0; i < count; i++) {
              farm.ask("deliver " + user(coin.nextInt(accounts)));
              Thread.sleep(100);
            }
            return 0;
          });
      var nanos = new ArrayList<Long>();
      while (nanos.size() < count) {
        var page =
            api.get("/events?type=mail.received&wait=30&limit=1000&after=" + cursor)
                .expect(200)
                .json();
        long now = SinkProgram.nowMicros();
        for (var event : page.path("items").values()) {
          var delivered = Long.parseLong(event.path("data").path("subject").asString());
          nanos.add((now - delivered) * 1_000);
        }
        cursor = page.path("next").asString();
      }
      delivering.get();
      return new Latencies(nanos.stream().mapToLong(Long::longValue).toArray(), 0);
    }
  }
}
