package com.mailgrant.e2e.harness;

import com.mailgrant.e2e.lab.Commands;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A Spring Boot jar as {@code ./start} unpacks it, since it starts sooner that way; and the classes
 * of one start, loaded and linked, that all later ones begin with (JEP 514). Tests start a program
 * some forty times. It lies in {@code target}, for all processes that run tests of this build.
 */
final class UnpackedJar {
  private static final Path PROGRAMS = Path.of("target", "programs").toAbsolutePath();
  private static final String RECORD = "-XX:AOTCacheOutput=";
  private static final Map<Path, UnpackedJar> UNPACKED = new ConcurrentHashMap<>();
  private final Path folder;
  private final String name;

  private UnpackedJar(Path jar) throws IOException, InterruptedException {
    if (!Files.exists(jar)) {
      throw new IllegalStateException(
          jar + " is not built: run ./verify, or mvn package before a single test");
    }
    name = jar.getFileName().toString();
    folder = PROGRAMS.resolve(name + "-" + Files.getLastModifiedTime(jar).toMillis());
    if (!Files.exists(folder)) {
      unpack(jar);
    }
  }

  private void unpack(Path jar) throws IOException, InterruptedException {
    Files.createDirectories(PROGRAMS);
    var fresh = Files.createTempDirectory(PROGRAMS, "unpacking");
    Commands.run(
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Djarmode=tools",
            "-jar",
            jar.toString(),
            "extract",
            "--force",
            "--destination",
            fresh.toString()));
    try {
      Files.move(fresh, folder, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      // Another process was faster.
      if (!Files.exists(folder)) {
        throw e;
      }
    }
  }

  static UnpackedJar of(Path jar) {
    return UNPACKED.computeIfAbsent(
        jar,
        path -> {
          try {
            return new UnpackedJar(path);
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
          }
        });
  }

  Path file() {
    return folder.resolve(name);
  }

  /** Option of Java for the next start; one start of several at once records. */
  Optional<String> startCache() throws IOException {
    if (Files.exists(cache())) {
      return Optional.of("-XX:AOTCache=" + cache());
    }
    try {
      Files.createFile(recorder());
      return Optional.of(RECORD + recording());
    } catch (FileAlreadyExistsException _) {
      return Optional.empty();
    }
  }

  static boolean records(String option) {
    return option.startsWith(RECORD);
  }

  /** The program that recorded has ended. If it was killed, the next one records. */
  void recorded() throws IOException {
    if (Files.exists(recording())) {
      Files.move(recording(), cache(), StandardCopyOption.ATOMIC_MOVE);
    }
    Files.delete(recorder());
  }

  private Path cache() {
    return folder.resolve("start.aot");
  }

  private Path recording() {
    return folder.resolve("recording.aot");
  }

  private Path recorder() {
    return folder.resolve("recorder");
  }

  @Override
  public String toString() {
    return name;
  }
}
