package com.mailgrant.rehearsal.mailbox;

import java.util.Optional;

/** The flags that Exchange keeps; keywords of clients it does not (facts/microsoft365 4.3). */
public enum Flag {
  SEEN("\\Seen"),
  ANSWERED("\\Answered"),
  FLAGGED("\\Flagged"),
  DELETED("\\Deleted"),
  DRAFT("\\Draft"),
  MDN_SENT("$MDNSent");

  private final String word;

  Flag(String word) {
    this.word = word;
  }

  /** As on the wire, for example {@code \Seen}. */
  public String word() {
    return word;
  }

  /** Empty for keywords and for what is no flag. */
  public static Optional<Flag> of(String word) {
    for (var flag : values()) {
      if (flag.word.equalsIgnoreCase(word)) {
        return Optional.of(flag);
      }
    }
    return Optional.empty();
  }
}
