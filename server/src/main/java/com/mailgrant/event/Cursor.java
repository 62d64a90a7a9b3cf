package com.mailgrant.event;

import com.mailgrant.platform.InvalidInput;
import org.jspecify.annotations.Nullable;

/** A place in the log as programs send it: a number, or the word {@code latest}. */
final class Cursor {
  private static final String LATEST = "latest";

  private Cursor() {}

  /**
   * @param newest the cursor of the newest event
   * @throws InvalidInput when it is none, or lies beyond the end of the log; then the log is
   *     another one than the reader's, for example because a backup was restored, and waiting there
   *     would miss events
   */
  static long parse(String field, @Nullable String text, long newest) {
    if (text == null || text.isBlank()) {
      return 0;
    }
    if (text.strip().equals(LATEST)) {
      return newest;
    }
    if (!text.strip().matches("\\d{1,18}")) {
      throw new InvalidInput(field, "wrong.event.cursor");
    }
    long number = Long.parseLong(text.strip());
    if (number > newest) {
      throw new InvalidInput(field, "wrong.event.cursor-beyond", String.valueOf(newest));
    }
    return number;
  }
}
