package com.mailgrant.e2e.harness;

import com.mailgrant.e2e.lab.Commands;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One running Mailgrant with a data directory, a port and a log of its own. */
public final class MailgrantProcess implements AutoCloseable {
  /** Password of the administrator {@code admin}. */
  public static final String ADMIN_PASSWORD = "correct horse battery staple";

  /** API key with all rights. */
  public static final String API_KEY = "e2e-key-0123456789abcdef0123456789abcdef";

  private final URI address;
  private final Path dataDir;
  private final JavaProgram program;
  private final HttpClient http = HttpClient.newHttpClient();

  private MailgrantProcess(URI address, Path dataDir, JavaProgram program) {
    this.address = address;
    this.dataDir = dataDir;
    this.program = program;
  }

  /**
   * Starts one with the embedded database and waits until it is ready.
   *
   * @param home folder for data, settings and log
   * @param settings YAML below the key {@code mailgrant}, indented by two, may be empty
   */
  public static MailgrantProcess start(Path home, String settings)
      throws IOException, InterruptedException {
    return start(home, "node", settings, "", JavaProgram.SHORT_LIVED, Map.of());
  }

  /**
   * Starts one that is measured: with the options that are given and no others.
   *
   * @param database null for the embedded one
   * @param jvm options of Java, such as {@code -Xmx1g}
   */
  public static MailgrantProcess startMeasured(
      @Nullable ExternalPostgres database, Path home, String settings, List<String> jvm)
      throws IOException, InterruptedException {
    var spring = database == null ? "" : database.springSettings();
    return start(home, "node", settings, spring, jvm, Map.of());
  }

  /**
   * Starts a node on a PostgreSQL that others may use too. Nodes of one cluster share {@code home},
   * because they share the keys in it; each has a {@code name}.
   */
  public static MailgrantProcess startOn(
      ExternalPostgres database, Path home, String name, String settings)
      throws IOException, InterruptedException {
    return startOn(database, home, name, settings, Map.of());
  }

  /**
   * The same with variables in its environment.
   *
   * @param environment in addition to that of the tests
   */
  public static MailgrantProcess startOn(
      ExternalPostgres database,
      Path home,
      String name,
      String settings,
      Map<String, String> environment)
      throws IOException, InterruptedException {
    var spring = database.springSettings();
    return start(home, name, settings, spring, JavaProgram.SHORT_LIVED, environment);
  }

  private static MailgrantProcess start(
      Path home,
      String name,
      String settings,
      String database,
      List<String> jvm,
      Map<String, String> environment)
      throws IOException, InterruptedException {
    int port = Commands.freePort();
    var address = URI.create("http://localhost:" + port);
    var dataDir = home.resolve("data");
    Files.writeString(
        home.resolve(name + ".yaml"),
        """
        server:
          port: %d
        %smailgrant:
          public-url: %s
          data-dir: %s
          bootstrap:
            admin-password: %s
            api-key: %s
        %s
        """
            .formatted(port, database, address, dataDir, ADMIN_PASSWORD, API_KEY, settings));
    var program = new JavaProgram("server/target/mailgrant-app.jar", home, name, jvm, environment);
    var mailgrant = new MailgrantProcess(address, dataDir, program);
    mailgrant.program.start(mailgrant::ready);
    return mailgrant;
  }

  /** Where browsers and programs reach it; also {@code mailgrant.public-url}. */
  public URI address() {
    return address;
  }

  /** The redirect URI of every flow (contract). */
  public String redirectUri() {
    return address + "/oauth2/callback";
  }

  /** A client of its HTTP API with all rights. */
  public Api api() {
    return new Api(address, API_KEY);
  }

  /** Everything that it wrote to its output, across restarts. */
  public String log() throws IOException {
    return program.log();
  }

  /** Number of its process, for tools that look into it. */
  public long pid() {
    return program.pid();
  }

  /** Keys and embedded database. */
  public Path dataDir() {
    return dataDir;
  }

  /** SIGKILL to Mailgrant alone: its embedded database is left behind as an orphan. */
  public void kill() {
    program.kill();
  }

  /** SIGKILL to Mailgrant and to every process of its embedded database. */
  public void killWithDatabase() throws IOException {
    program.kill();
    for (var database : databases()) {
      database.descendants().forEach(ProcessHandle::destroyForcibly);
      database.destroyForcibly();
      database.onExit().join();
    }
  }

  /** SIGTERM, then the end. */
  public void stop() {
    program.stop();
  }

  /** Starts it again with the same data, port and settings, and waits until it is ready. */
  public void startAgain() throws IOException, InterruptedException {
    program.start(this::ready);
  }

  private boolean ready() {
    var probe =
        HttpRequest.newBuilder(address.resolve("/actuator/health/readiness"))
            .timeout(Duration.ofSeconds(5))
            .build();
    try {
      return http.send(probe, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException _) {
      return false;
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private List<ProcessHandle> databases() throws IOException {
    if (!Files.exists(dataDir)) {
      return List.of();
    }
    try (Stream<Path> files = Files.find(dataDir, 4, (p, _) -> p.endsWith("postmaster.pid"))) {
      return files.map(MailgrantProcess::postmaster).flatMap(Optional::stream).toList();
    }
  }

  private static Optional<ProcessHandle> postmaster(Path pidFile) {
    try (Stream<String> lines = Files.lines(pidFile)) {
      return lines
          .findFirst()
          .flatMap(pid -> ProcessHandle.of(Long.parseLong(pid.strip())))
          // The number may belong to somebody else by now.
          .filter(p -> p.info().command().orElse("").endsWith("postgres"));
    } catch (IOException _) {
      return Optional.empty();
    }
  }

  /** Stops it and whatever it left behind. */
  @Override
  public void close() throws IOException {
    stop();
    killWithDatabase();
    http.close();
  }
}
