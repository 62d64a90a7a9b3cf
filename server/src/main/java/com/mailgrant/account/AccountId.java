package com.mailgrant.account;

import java.util.Optional;
import java.util.UUID;

/** Primary key of a mail account; opaque to everybody outside. */
public record AccountId(UUID value) {
  /** A new one. */
  public static AccountId random() {
    return new AccountId(UUID.randomUUID());
  }

  /** Reads what {@link #toString()} wrote; empty for anything else. */
  public static Optional<AccountId> parse(String text) {
    try {
      return Optional.of(new AccountId(UUID.fromString(text)));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
