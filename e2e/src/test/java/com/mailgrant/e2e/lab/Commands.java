package com.mailgrant.e2e.lab;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/** Short commands of the system, ports and configuration files for servers of a test run. */
public final class Commands {
  private Commands() {}

  /**
   * Runs a command to its end and returns what it printed.
   *
   * @throws IllegalStateException with that output if the exit code is not 0 or a minute is over
   */
  public static String run(List<String> command) throws IOException, InterruptedException {
    var out = Files.createTempFile("command", ".out");
    try {
      var process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(out.toFile())
              .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
              .start();
      boolean ended = process.waitFor(60, TimeUnit.SECONDS);
      if (!ended) {
        process.destroyForcibly();
      }
      var said = Files.readString(out, StandardCharsets.UTF_8);
      if (!ended || process.exitValue() != 0) {
        throw new IllegalStateException(command.getFirst() + " failed: " + said);
      }
      return said;
    } finally {
      Files.delete(out);
    }
  }

  /**
   * A TCP port of the loopback interface that was free a moment ago. It lies below those that the
   * kernel gives to outgoing connections (Linux: from 32768), so that none of them takes it while
   * its server is down for a moment.
   */
  public static int freePort() throws IOException {
    for (int attempt = 0; attempt < 100; attempt++) {
      int port = ThreadLocalRandom.current().nextInt(15_000, 32_000);
      try (var socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
        return socket.getLocalPort();
      } catch (BindException _) {
        // Somebody has it: another one.
      }
    }
    throw new IOException("no free port between 15000 and 32000");
  }

  /** A text of {@code src/test/resources/lab} with every {@code @name@} replaced. */
  static String template(String name, Map<String, String> values) throws IOException {
    try (var in = Commands.class.getResourceAsStream("/lab/" + name)) {
      if (in == null) {
        throw new IllegalArgumentException("no template " + name);
      }
      var text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      for (var value : values.entrySet()) {
        text = text.replace("@" + value.getKey() + "@", value.getValue());
      }
      return text;
    }
  }
}
