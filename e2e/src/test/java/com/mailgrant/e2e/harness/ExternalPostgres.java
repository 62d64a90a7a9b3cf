package com.mailgrant.e2e.harness;

import com.mailgrant.e2e.lab.Commands;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * Debian's PostgreSQL with a cluster of its own, as a company runs it beside Mailgrant: several
 * nodes may share it. The system's own cluster is neither used nor touched.
 */
public final class ExternalPostgres implements AutoCloseable {
  private static final String PASSWORD = "external-database";
  private final Path bin;
  private final Path dir;
  private final int port;

  private ExternalPostgres(Path bin, Path dir, int port) {
    this.bin = bin;
    this.dir = dir;
    this.port = port;
  }

  /** Makes a cluster and starts it. */
  public static ExternalPostgres start() throws IOException, InterruptedException {
    var bin = programs();
    var dir = Files.createTempDirectory("pg");
    var postgres = new ExternalPostgres(bin, dir, Commands.freePort());
    var password = Files.writeString(dir.resolve("password"), PASSWORD);
    if (asRoot()) {
      Commands.run(List.of("chown", "-R", "postgres", dir.toString()));
    }
    Files.setPosixFilePermissions(dir, PosixFilePermissions.fromString("rwx------"));
    postgres.run(
        "initdb",
        "-D",
        postgres.cluster(),
        "-U",
        "mailgrant",
        "-A",
        "scram-sha-256",
        "--pwfile=" + password,
        "-E",
        "UTF8",
        "--locale=C.UTF-8");
    postgres.comeBack();
    return postgres;
  }

  /** Ends every connection without a word, as a crash does. */
  public void goDown() throws IOException, InterruptedException {
    run("pg_ctl", "-D", cluster(), "-w", "-m", "immediate", "stop");
  }

  /** Recovers what was committed, and is there again at the same port. */
  public void comeBack() throws IOException, InterruptedException {
    run(
        "pg_ctl",
        "-D",
        cluster(),
        "-w",
        "-l",
        dir.resolve("log").toString(),
        "-o",
        "-p " + port + " -c listen_addresses=127.0.0.1 -c unix_socket_directories=",
        "start");
  }

  /** For any client that speaks JDBC. */
  public String jdbcUrl() {
    return "jdbc:postgresql://127.0.0.1:" + port + "/postgres";
  }

  /** Name of the only role. */
  public String username() {
    return "mailgrant";
  }

  /** Its password. */
  public String password() {
    return PASSWORD;
  }

  String springSettings() {
    return """
    spring:
      datasource:
        url: %s
        username: %s
        password: %s
    """
        .formatted(jdbcUrl(), username(), PASSWORD);
  }

  @Override
  public void close() throws IOException {
    try {
      goDown();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    try (Stream<Path> files = Files.walk(dir)) {
      for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  private String cluster() {
    return dir.resolve("cluster").toString();
  }

  private void run(String program, String... arguments) throws IOException, InterruptedException {
    var command = new ArrayList<String>();
    if (asRoot()) {
      // PostgreSQL refuses to run as root.
      command.addAll(List.of("setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"));
    }
    command.add(bin.resolve(program).toString());
    command.addAll(List.of(arguments));
    Commands.run(command);
  }

  private static boolean asRoot() {
    return Objects.equals(System.getProperty("user.name"), "root");
  }

  private static Path programs() throws IOException {
    var versions = Path.of("/usr/lib/postgresql");
    if (Files.isDirectory(versions)) {
      try (Stream<Path> found = Files.list(versions)) {
        var newest =
            found
                .map(version -> version.resolve("bin"))
                .filter(bin -> Files.exists(bin.resolve("initdb")))
                .max(Comparator.naturalOrder());
        if (newest.isPresent()) {
          return newest.get();
        }
      }
    }
    throw new IllegalStateException(
        "Tests with several nodes need Debian's package postgresql (./verify installs it).");
  }
}
