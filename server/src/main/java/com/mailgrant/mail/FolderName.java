package com.mailgrant.mail;

import java.nio.charset.StandardCharsets;

/**
 * The name of a folder. What counts is the raw form, exactly as the server listed it (octets as ISO
 * 8859-1, usually modified UTF-7): only that finds the folder again, even where a server's encoding
 * is faulty. Store {@link #raw}, show {@link #decoded}.
 *
 * @param raw as on the wire, without quotes
 */
public record FolderName(String raw) {
  /** The mailbox's own, in every language. */
  public static final FolderName INBOX = new FolderName("INBOX");

  /** Refuses what cannot travel in a command. */
  public FolderName {
    if (raw.isEmpty() || raw.chars().anyMatch(c -> c == 0 || c == '\r' || c == '\n' || c > 255)) {
      throw new IllegalArgumentException(
          "a folder's raw name must not be empty and has no line breaks, NUL or wide characters");
    }
  }

  /** From what a person reads or types, delimiters included. */
  public static FolderName of(String name) {
    return new FolderName(ModifiedUtf7.encode(name));
  }

  /** For people. A name that is not proper modified UTF-7 is shown as UTF-8, or else as it is. */
  public String decoded() {
    if (raw.chars().allMatch(c -> c < 128)) {
      return ModifiedUtf7.decode(raw).orElse(raw);
    }
    String utf8 = new String(octets(), StandardCharsets.UTF_8);
    return utf8.indexOf('\uFFFD') < 0 ? utf8 : raw;
  }

  /** INBOX is INBOX in any case (RFC 9051 5.1). */
  public boolean isInbox() {
    return raw.equalsIgnoreCase("INBOX");
  }

  byte[] octets() {
    return raw.getBytes(StandardCharsets.ISO_8859_1);
  }

  @Override
  public String toString() {
    return decoded();
  }
}
