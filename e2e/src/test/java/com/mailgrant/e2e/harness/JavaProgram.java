package com.mailgrant.e2e.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A program of this repository, started from its jar with the Java that runs the tests. Its output
 * goes to one log file, across restarts.
 */
final class JavaProgram {
  /** For short-lived processes: compiling well costs more than it gains. */
  static final List<String> SHORT_LIVED = List.of("-XX:TieredStopAtLevel=1", "-Xmx768m");

  private static final Duration START = Duration.ofMinutes(2);
  private static final Duration STOP = Duration.ofSeconds(30);
  private static final Duration STOP_OF_RECORDER = Duration.ofMinutes(2);
  private final UnpackedJar jar;
  private final Path home;
  private final Path settings;
  private final Path log;
  private final List<String> jvm;
  private final Map<String, String> environment;
  private @Nullable Process process;
  private boolean records;

  /**
   * @param jar path below the repository, made by {@code mvn package}
   * @param home working directory
   * @param name of the YAML file in {@code home} that Spring reads in addition to the program's
   *     own, and of the log file beside it
   * @param jvm options of Java
   * @param environment variables in addition to those of the tests
   */
  JavaProgram(
      String jar, Path home, String name, List<String> jvm, Map<String, String> environment) {
    this.jar = UnpackedJar.of(Path.of("..", jar).toAbsolutePath().normalize());
    this.home = home;
    this.settings = home.resolve(name + ".yaml");
    this.log = home.resolve(name + ".log");
    this.jvm = jvm;
    this.environment = environment;
    Runtime.getRuntime().addShutdownHook(new Thread(this::kill, "kill-" + name));
  }

  /** Starts it and waits until {@code ready}; says what the log says if that does not happen. */
  void start(BooleanSupplier ready) throws IOException, InterruptedException {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("--enable-native-access=ALL-UNNAMED");
    command.add("--sun-misc-unsafe-memory-access=allow");
    // What a killed process leaves behind goes away with its home.
    command.add("-Djava.io.tmpdir=" + home);
    command.addAll(jvm);
    if (jvm.equals(SHORT_LIVED)) {
      var cache = jar.startCache();
      cache.ifPresent(command::add);
      records = cache.filter(UnpackedJar::records).isPresent();
    }
    command.add("-jar");
    command.add(jar.file().toString());
    var builder =
        new ProcessBuilder(command)
            .directory(home.toFile())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
            .redirectInput(Path.of("/dev/null").toFile());
    builder.environment().putAll(environment);
    builder.environment().put("SPRING_CONFIG_ADDITIONAL_LOCATION", "file:" + settings);
    var started = builder.start();
    process = started;
    var patience = System.nanoTime() + START.toNanos();
    while (!ready.getAsBoolean()) {
      if (started.waitFor(100, TimeUnit.MILLISECONDS) || System.nanoTime() > patience) {
        kill();
        throw new IllegalStateException(jar + " did not get ready:\n" + log());
      }
    }
  }

  /** SIGTERM, as Ctrl-C and service managers do; waits for the end. */
  void stop() {
    end(Process::destroy);
  }

  /** SIGKILL: no last words. */
  void kill() {
    end(Process::destroyForcibly);
  }

  /** Number of the running process. */
  long pid() {
    var running = process;
    if (running == null) {
      throw new IllegalStateException(jar + " does not run");
    }
    return running.pid();
  }

  String log() throws IOException {
    return Files.exists(log) ? Files.readString(log) : "";
  }

  private void end(Consumer<Process> signal) {
    var running = process;
    if (running == null) {
      return;
    }
    signal.accept(running);
    try {
      if (!running.waitFor((records ? STOP_OF_RECORDER : STOP).toSeconds(), TimeUnit.SECONDS)) {
        running.destroyForcibly().waitFor();
      }
      if (records) {
        records = false;
        jar.recorded();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException _) {
      running.destroyForcibly();
      Thread.currentThread().interrupt();
    }
    process = null;
  }
}
