package com.mailgrant.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PrivateFilesTest {
  @TempDir private Path home;

  @Test
  void a_file_is_for_its_owner_alone_from_the_first_moment() throws Exception {
    var file = home.resolve("secret");
    PrivateFiles.write(file, "content ü");
    assertThat(file).hasContent("content ü");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(home).isDirectoryNotContaining(other -> !other.equals(file));
  }

  @Test
  void writing_again_replaces_the_whole() throws Exception {
    var file = home.resolve("secret");
    PrivateFiles.write(file, "a long content");
    PrivateFiles.write(file, "short");
    assertThat(file).hasContent("short");
  }

  @Test
  void a_directory_is_made_once_with_its_parents() throws Exception {
    var directory = home.resolve("a/b/c");
    PrivateFiles.directory(directory);
    PrivateFiles.directory(directory);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory)))
        .isEqualTo("rwx------");
  }
}
