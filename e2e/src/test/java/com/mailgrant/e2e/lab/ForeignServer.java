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

/**
 * A server of Debian's that runs in the foreground as a child of this test run. {@link #stop} ends
 * it by its process id and waits until it is gone, so that no test leaves one behind.
 */
final class ForeignServer {
  private static final Duration START = Duration.ofSeconds(20);
  private static final Duration STOP = Duration.ofSeconds(15);
  private final String name;
  private final Process process;
  private final Thread atExit;

  private ForeignServer(String name, Process process) {
    this.name = name;
    this.process = process;
    this.atExit = new Thread(process::destroy, "stop-" + name);
    Runtime.getRuntime().addShutdownHook(atExit);
  }

  /**
   * Starts it and waits until each port answers.
   *
   * @param log what the server writes about itself; quoted when it does not come up
   */
  static ForeignServer start(String name, List<String> command, Path log, List<Integer> ports)
      throws IOException, InterruptedException {
    var out = log.resolveSibling(name + ".out");
    var server =
        new ForeignServer(
            name,
            new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(out.toFile())
                .redirectInput(Path.of("/dev/null").toFile())
                .start());
    var patience = System.nanoTime() + START.toNanos();
    for (int port : ports) {
      while (!answers(port)) {
        if (server.process.waitFor(50, TimeUnit.MILLISECONDS) || System.nanoTime() > patience) {
          server.stop();
          throw new IllegalStateException(
              "%s does not answer on port %d: %s%s"
                  .formatted(name, port, Files.readString(out), read(log)));
        }
      }
    }
    return server;
  }

  /** Ends the server and waits for its end; calling it again does nothing. */
  void stop() {
    process.destroy();
    try {
      if (!process.waitFor(STOP.toSeconds(), TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException _) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
    try {
      Runtime.getRuntime().removeShutdownHook(atExit);
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

  @Override
  public String toString() {
    return name + " (process " + process.pid() + ")";
  }
}
