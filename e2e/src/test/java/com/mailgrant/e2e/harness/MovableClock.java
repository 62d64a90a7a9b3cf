package com.mailgrant.e2e.harness;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Map;

/**
 * The wall clock of one process, which goes wrong on request, as when a machine wakes up or
 * somebody sets its time: Debian's libfaketime stands between the process and the kernel. Its
 * monotonic counter stays right, as it does on such a machine.
 */
public final class MovableClock {
  private final Path library;
  private final Path offset;

  private MovableClock(Path library, Path offset) {
    this.library = library;
    this.offset = offset;
  }

  /**
   * A clock that is right so far.
   *
   * @param file that does not exist yet; says how wrong the clock is
   * @throws IllegalStateException with one sentence when this machine has no libfaketime
   */
  public static MovableClock in(Path file) throws IOException {
    try (var libraries =
        Files.find(
            Path.of("/usr/lib"), 3, (path, _) -> path.endsWith("faketime/libfaketime.so.1"))) {
      var library =
          libraries
              .findFirst()
              .orElseThrow(() ->
                  new IllegalStateException(
                      "A clock that goes wrong needs Debian's package libfaketime (./verify installs"
                          + " it)."));
      var clock = new MovableClock(library, file);
      clock.aheadBy(Duration.ZERO);
      return clock;
    }
  }

  /** Jumps to so much ahead of the true time, or behind it; noticed within a second. */
  public void aheadBy(Duration offset) throws IOException {
    var written = this.offset.resolveSibling(this.offset.getFileName() + ".new");
    Files.writeString(written, "%+d%n".formatted(offset.toSeconds()));
    Files.move(written, this.offset, StandardCopyOption.ATOMIC_MOVE);
  }

  /** What the process must be started with. */
  public Map<String, String> environment() {
    return Map.of(
        "LD_PRELOAD",
        library.toString(),
        "FAKETIME_TIMESTAMP_FILE",
        offset.toString(),
        "FAKETIME_CACHE_DURATION",
        "1",
        "FAKETIME_DONT_FAKE_MONOTONIC",
        "1",
        // A mend for an older C library, which ends every timed wait at once with this one.
        "FAKETIME_FORCE_MONOTONIC_FIX",
        "0");
  }
}
