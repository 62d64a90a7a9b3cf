package com.mailgrant.outbox;

import com.mailgrant.platform.InvalidInput;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import java.util.UUID;

/** A place in the list of messages, newest first. */
record OutboxCursor(Instant createdAt, UUID id) {
  static OutboxCursor parse(String text) {
    try {
      var parts =
          new String(Base64.getUrlDecoder().decode(text), StandardCharsets.US_ASCII).split(" ", 2);
      if (parts.length == 2) {
        return new OutboxCursor(Instant.parse(parts[0]), UUID.fromString(parts[1]));
      }
    } catch (IllegalArgumentException | DateTimeException e) {
      // The same answer as below.
    }
    throw new InvalidInput("cursor", "wrong.outbox.cursor");
  }

  @Override
  public String toString() {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString((createdAt + " " + id).getBytes(StandardCharsets.US_ASCII));
  }
}
