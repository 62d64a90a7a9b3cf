package com.mailgrant.platform;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;

/** Files and directories that only the owner may read. */
final class PrivateFiles {
  private PrivateFiles() {}

  static Path directory(Path directory) throws IOException {
    if (!Files.isDirectory(directory)) {
      var parent = directory.toAbsolutePath().getParent();
      if (parent != null) {
        Files.createDirectories(parent);
      }
      Files.createDirectory(
          directory,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    }
    return directory;
  }

  /** Whole or not at all, also when the machine stops halfway. */
  static void write(Path file, String content) throws IOException {
    var beside = Files.createTempFile(file.toAbsolutePath().getParent(), ".new", null);
    try (var channel =
        java.nio.channels.FileChannel.open(beside, java.nio.file.StandardOpenOption.WRITE)) {
      channel.write(
          java.nio.ByteBuffer.wrap(content.getBytes(java.nio.charset.StandardCharsets.UTF_8)));
      channel.force(true);
    }
    Files.setPosixFilePermissions(beside, PosixFilePermissions.fromString("rw-------"));
    Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }
}
