package com.mailgrant.platform;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The PostgreSQL that comes with Mailgrant: a child process with its own data directory, loopback
 * only, with a password, durable settings untouched. A server that outlived its parent is stopped
 * before a new one starts.
 */
public final class EmbeddedPostgres implements AutoCloseable {
  private static final String USER = "mailgrant";
  private static final int START_SECONDS = 60;

  private final Path binaries;
  private final Path cluster;
  private final FileChannel lockFile;
  private final FileLock lock;
  private final int port;
  private final String password;

  private EmbeddedPostgres(
      Path binaries, Path cluster, FileChannel lockFile, FileLock lock, int port, String password) {
    this.binaries = binaries;
    this.cluster = cluster;
    this.lockFile = lockFile;
    this.lock = lock;
    this.port = port;
    this.password = password;
  }

  /**
   * Starts the server of this directory, making it first if need be.
   *
   * @throws CannotStart with one sentence for the operator
   */
  public static EmbeddedPostgres start(Path dataDirectory) {
    try {
      var home = PrivateFiles.directory(dataDirectory.toAbsolutePath().normalize());
      var lockFile =
          FileChannel.open(
              home.resolve("mailgrant.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      var lock = lock(lockFile, home);
      var binaries = PostgresBinaries.unpacked(home);
      var cluster = home.resolve("postgresql-data");
      var password = password(home.resolve("postgresql-password"));
      if (!Files.exists(cluster.resolve("PG_VERSION"))) {
        make(binaries, cluster, home.resolve("postgresql-password"));
      }
      stopOrphan(binaries, cluster);
      int port = freePort();
      var server = new EmbeddedPostgres(binaries, cluster, lockFile, lock, port, password);
      server.run();
      return server;
    } catch (java.nio.file.AccessDeniedException e) {
      throw new CannotStart(
          "The data directory "
              + dataDirectory.toAbsolutePath()
              + " cannot be written: "
              + e.getMessage());
    } catch (IOException e) {
      throw new CannotStart(
          "The data directory " + dataDirectory.toAbsolutePath() + " cannot be used: " + e);
    }
  }

  /** For JDBC. */
  public String url() {
    return "jdbc:postgresql://127.0.0.1:" + port + "/postgres";
  }

  public String user() {
    return USER;
  }

  public String password() {
    return password;
  }

  /** Stops the server and waits until everything is on disk. */
  @Override
  public void close() {
    try {
      run(binaries, List.of("pg_ctl", "stop", "-D", cluster.toString(), "-m", "fast", "-w"));
      lock.release();
      lockFile.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void run() throws IOException {
    var options =
        "-p "
            + port
            + " -c listen_addresses=127.0.0.1 -c unix_socket_directories='' -c max_connections=200";
    run(
        binaries,
        List.of(
            "pg_ctl",
            "start",
            "-D",
            cluster.toString(),
            "-l",
            cluster.resolveSibling("postgresql.log").toString(),
            "-w",
            "-t",
            String.valueOf(START_SECONDS),
            "-o",
            options));
  }

  /** In a directory beside, then renamed: a half-made cluster never bears the final name. */
  private static void make(Path binaries, Path cluster, Path passwordFile) throws IOException {
    var fresh = cluster.resolveSibling("postgresql-data.new");
    FileTree.delete(fresh);
    run(
        binaries,
        List.of(
            "initdb",
            "-D",
            fresh.toString(),
            "-U",
            USER,
            "--pwfile=" + passwordFile,
            "--auth=scram-sha-256",
            "--encoding=UTF8",
            "--locale=C"));
    FileTree.delete(cluster);
    Files.move(fresh, cluster);
  }

  private static FileLock lock(FileChannel file, Path home) throws IOException {
    try {
      var lock = file.tryLock();
      if (lock != null) {
        return lock;
      }
    } catch (OverlappingFileLockException e) {
      // The same process holds it already; the sentence below is as true.
    }
    throw new CannotStart(
        "Another Mailgrant uses the data directory "
            + home
            + ". Stop it, or set mailgrant.data-dir, or give several nodes one PostgreSQL by spring.datasource.url.");
  }

  /** After kill -9 of the parent the server lives on; its lock file tells which process it is. */
  private static void stopOrphan(Path binaries, Path cluster) throws IOException {
    var pidFile = cluster.resolve("postmaster.pid");
    if (!Files.exists(pidFile)) {
      return;
    }
    long pid = Long.parseLong(Files.readAllLines(pidFile).getFirst().strip());
    var process = ProcessHandle.of(pid).filter(ProcessHandle::isAlive);
    boolean ours =
        process
            .flatMap(handle -> handle.info().command())
            .map(command -> command.startsWith(binaries.toString()))
            .orElse(false);
    if (ours) {
      run(binaries, List.of("pg_ctl", "stop", "-D", cluster.toString(), "-m", "fast", "-w"));
    } else {
      Files.deleteIfExists(pidFile);
    }
  }

  private static String password(Path file) throws IOException {
    if (!Files.exists(file)) {
      var random = new byte[24];
      new SecureRandom().nextBytes(random);
      PrivateFiles.write(file, Base64.getUrlEncoder().withoutPadding().encodeToString(random));
    }
    return Files.readString(file).strip();
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static void run(Path binaries, List<String> command) throws IOException {
    var whole = new ArrayList<String>();
    if (isRoot()) {
      // PostgreSQL refuses to run as root; in a user namespace of its own it sees another user.
      whole.addAll(List.of("unshare", "--user"));
    }
    whole.add(binaries.resolve("bin").resolve(command.getFirst()).toString());
    whole.addAll(command.subList(1, command.size()));
    var output = Files.createTempFile("mailgrant-postgres", ".log");
    try {
      var process =
          new ProcessBuilder(whole)
              .redirectErrorStream(true)
              .redirectOutput(output.toFile())
              .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
              .start();
      if (!process.waitFor(START_SECONDS * 2L, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new CannotStart("PostgreSQL: " + command.getFirst() + " did not end in time.");
      }
      if (process.exitValue() != 0) {
        throw new CannotStart(
            "PostgreSQL: " + command.getFirst() + " failed: " + Files.readString(output).strip());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CannotStart("Interrupted while PostgreSQL was starting or stopping.");
    } finally {
      Files.deleteIfExists(output);
    }
  }

  private static boolean isRoot() {
    return "root".equals(System.getProperty("user.name"));
  }

  /** One sentence for the operator. */
  public static final class CannotStart extends RuntimeException {
    CannotStart(String sentence) {
      super(sentence);
    }
  }
}
