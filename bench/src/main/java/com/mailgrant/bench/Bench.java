package com.mailgrant.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Runs benchmarks by name. */
public final class Bench {
  private static final List<Benchmark> ALL =
      List.of(new OutboxBench(), new SyncBench(), new IdleBench(), new ApiBench());

  private Bench() {}

  /** Takes {@code --quick} and names. */
  public static void main(String[] arguments) throws Exception {
    var wanted = new ArrayList<>(List.of(arguments));
    boolean quick = wanted.remove("--quick");
    var names = ALL.stream().map(Benchmark::name).toList();
    if (!names.containsAll(wanted)) {
      System.err.println("There are the benchmarks " + String.join(", ", names) + ".");
      System.exit(2);
    }
    var figures = new Figures();
    figures.say(machine());
    if (quick) {
      figures.say("With `--quick`: small sizes, and figures that mean nothing.");
    }
    for (var benchmark : ALL) {
      if (wanted.isEmpty() || wanted.contains(benchmark.name())) {
        benchmark.run(quick, figures);
      }
    }
    Files.writeString(Path.of("target", "figures.md"), figures.toString());
  }

  private static String machine() throws IOException {
    var cpu =
        Files.readAllLines(Path.of("/proc/cpuinfo")).stream()
            .filter(line -> line.startsWith("model name"))
            .map(line -> line.split(":", 2)[1].strip())
            .findFirst()
            .orElse("unknown processor");
    var memory = Files.readAllLines(Path.of("/proc/meminfo")).getFirst().replaceAll("\\D", "");
    return "%s: %d processors (%s), %d GiB, Linux %s, Java %s, load %s"
        .formatted(
            java.time.LocalDate.now(java.time.ZoneOffset.UTC),
            Runtime.getRuntime().availableProcessors(),
            cpu,
            Long.parseLong(memory) / (1024 * 1024),
            System.getProperty("os.version"),
            Runtime.version(),
            Files.readString(Path.of("/proc/loadavg")).split(" ", 2)[0]);
  }
}
