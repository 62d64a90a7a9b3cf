package com.mailgrant.rehearsal.platform;

import com.mailgrant.rehearsal.RehearsalProperties;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** The directory {@code rehearsal.data-dir}; made with rights for the owner alone. */
@Component
public class DataDirectory {
  private final Path root;

  /** Makes the directory if it is not there. */
  public DataDirectory(RehearsalProperties properties) {
    root = properties.dataDir().toAbsolutePath().normalize();
    try {
      Files.createDirectories(root);
      Files.setPosixFilePermissions(root, PosixFilePermissions.fromString("rwx------"));
    } catch (IOException | UnsupportedOperationException e) {
      throw new IllegalStateException("The data directory " + root + " cannot be made: " + e, e);
    }
  }

  /** Where the file with this name is or would be. */
  public Path path(String name) {
    return root.resolve(name);
  }

  /** The file's content, if it was ever written. */
  public Optional<byte[]> read(String name) {
    try {
      var file = path(name);
      return Files.exists(file) ? Optional.of(Files.readAllBytes(file)) : Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + path(name), e);
    }
  }

  /**
   * Replaces the file as a whole: after a crash there is the old content or the new one, never half
   * of it.
   */
  public void replace(String name, byte[] content) {
    try {
      var fresh =
          Files.createTempFile(
              root,
              name,
              ".new",
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      try (var channel = FileChannel.open(fresh, StandardOpenOption.WRITE)) {
        var buffer = ByteBuffer.wrap(content);
        while (buffer.hasRemaining()) {
          channel.write(buffer);
        }
        channel.force(true);
      }
      Files.move(
          fresh, path(name), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write " + path(name), e);
    }
  }
}
