package com.mailgrant.inbox;

import com.mailgrant.mail.MailFailureException;
import com.mailgrant.mail.SourceFetched;
import jakarta.mail.internet.SharedInputStream;
import jakarta.mail.util.SharedByteArrayInputStream;
import jakarta.mail.util.SharedFileInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;

/**
 * A message that was fetched, outside the heap: 40 MB for each reader would be too much. The file
 * has no name any more while it is read, and is gone with the process.
 */
final class MessageSource implements AutoCloseable {
  private final InputStream shared;
  private final long octets;
  private final SourceFetched outcome;

  private MessageSource(InputStream shared, long octets, SourceFetched outcome) {
    this.shared = shared;
    this.octets = octets;
    this.outcome = outcome;
  }

  static MessageSource of(byte[] message) {
    return new MessageSource(
        new SharedByteArrayInputStream(message), message.length, SourceFetched.WHOLE);
  }

  /** Runs the fetch. */
  static MessageSource fetched(Fetch fetch) throws MailFailureException {
    try {
      var file = Files.createTempFile("mailgrant-message", ".eml");
      try {
        SourceFetched outcome;
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 16)) {
          outcome = fetch.to(out);
        }
        long octets = Files.size(file);
        return octets == 0
            ? new MessageSource(new SharedByteArrayInputStream(new byte[0]), 0, outcome)
            : new MessageSource(new SharedFileInputStream(file.toFile()), octets, outcome);
      } finally {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** From the beginning; MIME parts are read from it without copying. */
  InputStream stream() {
    return shared;
  }

  /** The same, from its beginning. */
  MessageSource again() {
    if (!(shared instanceof SharedInputStream beginning)) {
      throw new IllegalStateException("both kinds of ours are shared");
    }
    return new MessageSource(beginning.newStream(0, -1), octets, outcome);
  }

  long octets() {
    return octets;
  }

  SourceFetched outcome() {
    return outcome;
  }

  @Override
  public void close() {
    try {
      shared.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A fetch into a stream. */
  @FunctionalInterface
  interface Fetch {
    SourceFetched to(OutputStream out) throws MailFailureException;
  }
}
