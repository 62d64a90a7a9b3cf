package com.mailgrant.e2e.harness;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** One running rehearsal tenant with settings and a log of its own. */
public final class RehearsalProcess implements AutoCloseable {
  private final JavaProgram program;

  private RehearsalProcess(JavaProgram program) {
    this.program = program;
  }

  /**
   * Starts it and waits until it says that it has started.
   *
   * @param home folder for settings and log, and the working directory
   * @param settings YAML document, ports included
   */
  public static RehearsalProcess start(Path home, String settings)
      throws IOException, InterruptedException {
    Files.writeString(home.resolve("rehearsal.yaml"), settings);
    var program =
        new JavaProgram(
            "rehearsal/target/mailgrant-rehearsal-app.jar",
            home,
            "rehearsal",
            JavaProgram.SHORT_LIVED,
            Map.of());
    var rehearsal = new RehearsalProcess(program);
    program.start(rehearsal::saysStarted);
    return rehearsal;
  }

  /** Everything that it wrote to its output. */
  public String log() throws IOException {
    return program.log();
  }

  private boolean saysStarted() {
    try {
      return program.log().contains("Started Rehearsal in");
    } catch (IOException _) {
      return false;
    }
  }

  @Override
  public void close() {
    program.stop();
  }
}
