package com.mailgrant.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A server of the benchmarks in a process of its own, so that it shares neither heap nor collector
 * with anything that is measured. It says its port first and then answers each line with a line.
 */
final class Child implements AutoCloseable {
  private final Process process;
  private final BufferedReader answers;
  private final int port;

  private Child(Process process, BufferedReader answers, int port) {
    this.process = process;
    this.answers = answers;
    this.port = port;
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly, "end-child"));
  }

  static Child start(Class<?> program, String... arguments) throws IOException {
    var command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx1500m",
                "-cp",
                System.getProperty("java.class.path"),
                program.getName()));
    command.addAll(List.of(arguments));
    var process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    var answers = process.inputReader(StandardCharsets.UTF_8);
    var first = answers.readLine();
    if (first == null) {
      throw new IOException(program.getSimpleName() + " did not start");
    }
    return new Child(process, answers, Integer.parseInt(first));
  }

  int port() {
    return port;
  }

  /** Says a line and waits for the answer. */
  synchronized String ask(String line) throws IOException {
    var questions = process.outputWriter(StandardCharsets.UTF_8);
    questions.write(line + "\n");
    questions.flush();
    var answer = answers.readLine();
    if (answer == null) {
      throw new IOException("a server of the benchmark ended at: " + line);
    }
    return answer;
  }

  @Override
  public void close() throws IOException {
    process.destroy();
    try {
      process.waitFor(10, TimeUnit.SECONDS);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
