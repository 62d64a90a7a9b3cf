package com.mailgrant.platform;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Locale;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/** Unpacks the PostgreSQL programs of this platform, once per version. */
final class PostgresBinaries {
  private static final String VERSION = "18.6";

  private PostgresBinaries() {}

  static Path unpacked(Path home) throws IOException {
    var finished = home.resolve("postgresql-" + VERSION);
    if (Files.isDirectory(finished)) {
      return finished;
    }
    var fresh = home.resolve("postgresql-" + VERSION + ".new");
    FileTree.delete(fresh);
    try (var in = archive();
        var tar = new TarArchiveInputStream(new XZInputStream(new BufferedInputStream(in)))) {
      TarArchiveEntry entry;
      while ((entry = tar.getNextEntry()) != null) {
        unpack(tar, entry, fresh);
      }
    }
    Files.move(fresh, finished);
    return finished;
  }

  private static void unpack(TarArchiveInputStream tar, TarArchiveEntry entry, Path into)
      throws IOException {
    var target = into.resolve(entry.getName()).normalize();
    if (!target.startsWith(into)) {
      throw new IOException("The archive of PostgreSQL leads outside: " + entry.getName());
    }
    if (entry.isDirectory()) {
      Files.createDirectories(target);
      return;
    }
    Files.createDirectories(target.getParent());
    if (entry.isSymbolicLink()) {
      Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
    } else {
      Files.copy(tar, target);
      boolean program = (entry.getMode() & 0100) != 0;
      Files.setPosixFilePermissions(
          target, PosixFilePermissions.fromString(program ? "rwxr-xr-x" : "rw-r--r--"));
    }
  }

  private static InputStream archive() {
    var names =
        List.of(
            "postgres-" + system() + "-" + architecture() + ".txz",
            "postgres-" + system() + "-" + System.getProperty("os.arch") + ".txz");
    for (var name : names) {
      var in = PostgresBinaries.class.getResourceAsStream("/" + name);
      if (in != null) {
        return in;
      }
    }
    throw new EmbeddedPostgres.CannotStart(
        "No embedded PostgreSQL for this platform comes with this build; set spring.datasource.url.");
  }

  private static String system() {
    return System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("mac")
        ? "darwin"
        : "linux";
  }

  private static String architecture() {
    return switch (System.getProperty("os.arch")) {
      case "amd64", "x86_64" -> "x86_64";
      case "aarch64" -> "arm_64";
      default -> System.getProperty("os.arch");
    };
  }
}
