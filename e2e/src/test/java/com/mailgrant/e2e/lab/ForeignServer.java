package com.mailgrant.e2e.lab;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A server of Debian's that runs in the foreground as a child of this test run. {@link #stop} ends
 * it by its process id and waits until it is gone, so that no test leaves one behind.
 */
final class ForeignServer {
  private static final Duration START = Duration.ofSeconds(20);
  private static final Duration STOP = Duration.ofSeconds(15);
  private final String name;
  private final List<String> command;
  private final Path log;
  private final List<Integer> ports;
  private @Nullable Process process;
  private @Nullable Thread atExit;

  private ForeignServer(String name, List<String> command, Path log, List<Integer> ports) {
    this.name = name;
    this.command = command;
    this.log = log;
    this.ports = ports;
  }

  /**
   * Starts it and waits until each port answers.
   *
   * @param log what the server writes about itself; quoted when it does not come up
   */
  static ForeignServer start(String name, List<String> command, Path log, List<Integer> ports)
      throws IOException, InterruptedException {
    var server = new ForeignServer(name, command, log, ports);
    server.startAgain();
    return server;
  }

  /** The same command at the same ports, after {@link #stop}; waits until each port answers. */
  void startAgain() throws IOException, InterruptedException {
    var out = log.resolveSibling(name + ".out");
    var started =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(out.toFile())
            .redirectInput(Path.of("/dev/null").toFile())
            .start();
    var hook = new Thread(started::destroy, "stop-" + name);
    Runtime.getRuntime().addShutdownHook(hook);
    process = started;
    atExit = hook;
    var patience = System.nanoTime() + START.toNanos();
    for (int port : ports) {
      while (!answers(port)) {
        if (started.waitFor(50, TimeUnit.MILLISECONDS) || System.nanoTime() > patience) {
          stop();
          throw new IllegalStateException(
              "%s does not answer on port %d: %s%s"
                  .formatted(name, port, Files.readString(out), read(log)));
        }
      }
    }
  }

  /** Ends the server and waits for its end; calling it again does nothing. */
  void stop() {
    var running = process;
    var hook = atExit;
    if (running == null || hook == null) {
      return;
    }
    running.destroy();
    try {
      if (!running.waitFor(STOP.toSeconds(), TimeUnit.SECONDS)) {
        running.destroyForcibly().waitFor();
      }
    } catch (InterruptedException _) {
      running.destroyForcibly();
      Thread.currentThread().interrupt();
    }
    process = null;
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException _) {
      // The machine is going down already and the hook has run.
    }
  }

  private static boolean answers(int port) {
    try (var socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 500);
      return true;
    } catch (IOException _) {
      return false;
    }
  }

  private static String read(Path log) throws IOException {
    return Files.exists(log) ? "\n" + Files.readString(log) : "";
  }
}
