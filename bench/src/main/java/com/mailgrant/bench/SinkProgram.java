package com.mailgrant.bench;

import com.mailgrant.e2e.harness.SmtpSink;
import com.mailgrant.e2e.lab.TestCa;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** The mail sink, driven by lines on its input. */
public final class SinkProgram implements SmtpSink.Taker {
  private static final long PATIENCE_NANOS = TimeUnit.MINUTES.toNanos(15);
  private final Set<String> ids = ConcurrentHashMap.newKeySet();
  private volatile CountDownLatch gate = new CountDownLatch(0);
  private volatile long latencyMillis;
  private volatile String sample = "";
  private int taken;
  private int wanted;
  private long lastMicros;

  private SinkProgram() {}

  /** Takes the folder of a {@link TestCa}. */
  public static void main(String[] arguments) throws Exception {
    var program = new SinkProgram();
    var ca = TestCa.of(Path.of(arguments[0]));
    try (var sink = SmtpSink.start(ca.serverContext(), program)) {
      System.out.println(sink.port());
      var lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
      for (var line = lines.readLine(); line != null; line = lines.readLine()) {
        System.out.println(program.answer(line.split(" ", -1)));
      }
    }
  }

  private String answer(String[] words) throws InterruptedException {
    return switch (words[0]) {
      case "latency" -> {
        latencyMillis = Long.parseLong(words[1]);
        yield "ok";
      }
      case "shut" -> {
        gate = new CountDownLatch(1);
        yield "ok";
      }
      case "open" -> {
        gate.countDown();
        yield String.valueOf(nowMicros());
      }
      case "reset" -> reset();
      case "sample" ->
          Base64.getEncoder().encodeToString(sample.getBytes(StandardCharsets.ISO_8859_1));
      case "await" -> await(Integer.parseInt(words[1]));
      default -> "what is " + words[0] + "?";
    };
  }

  private synchronized String reset() {
    taken = 0;
    ids.clear();
    return "ok";
  }

  /** Taken, distinct Message-IDs, and when the last one came. */
  private synchronized String await(int messages) throws InterruptedException {
    wanted = messages;
    long end = System.nanoTime() + PATIENCE_NANOS;
    while (taken < messages && System.nanoTime() < end) {
      wait(1_000);
    }
    return taken + " " + ids.size() + " " + lastMicros;
  }

  @Override
  public String take(SmtpSink.Mail mail) throws InterruptedException {
    gate.await();
    if (latencyMillis > 0) {
      Thread.sleep(latencyMillis);
    }
    ids.add(mail.header("Message-ID"));
    if (sample.isEmpty()) {
      sample = mail.content();
    }
    count();
    return TAKEN;
  }

  private synchronized void count() {
    taken++;
    lastMicros = nowMicros();
    if (taken >= wanted) {
      notifyAll();
    }
  }

  /** Of the clock that all processes of this machine share. */
  static long nowMicros() {
    var now = java.time.Instant.now();
    return now.getEpochSecond() * 1_000_000 + now.getNano() / 1_000;
  }
}
